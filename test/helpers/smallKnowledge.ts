import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parse, stringify } from 'yaml'
import { bundledKnowledgeDir, readKnowledgeFiles } from '../../knowledge/load.ts'
import type { Intent } from '../../knowledge/topic.ts'

/** Which of the real files a small knowledge has. */
interface Parts {
  readonly topics: readonly string[]
  /** More examples by topic, in place of the real bulk files. */
  readonly more?: Readonly<Record<string, readonly string[]>>
}

/** The fewest sentences an intent may have. */
const perIntent = 10

/** Writes a knowledge folder of a few real topics, in which a model is trained within a second. */
export async function writeSmallKnowledge(dir: string, { topics, more = {} }: Parts): Promise<void> {
  const real = new Map((await readKnowledgeFiles(bundledKnowledgeDir)).map(({ path, text }) => [path, text]))
  const kept = [
    'contacts.yaml',
    ...topics.map((id) => `topics/${id}.yaml`),
    ...[...real.keys()].filter((file) => /^out-of-scope\/.*\.yaml$/.test(file)),
  ].map((file) => [file, real.get(file)!] as const)
  const intents = parse(real.get('intents.yaml')!) as Record<Intent, string[]>
  const fewIntents = Object.entries(intents).map(([intent, texts]) => [intent, texts.slice(0, perIntent)])
  const files = [
    ...kept,
    ['intents.yaml', stringify(Object.fromEntries(fewIntents))] as const,
    ['double-readings.yaml', '[]\n'] as const,
    ...Object.entries(more).map(([id, texts]) => [`topics/${id}.examples.txt`, texts.join('\n')] as const),
  ]
  for (const folder of ['topics', 'out-of-scope']) await mkdir(path.join(dir, folder), { recursive: true })
  await Promise.all(files.map(([file, text]) => writeFile(path.join(dir, file), text)))
}
