import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Model } from '../../knowledge/classifier.ts'
import { bundledKnowledgeDir, readKnowledgeFiles } from '../../knowledge/load.ts'
import type { Matcher } from '../../knowledge/match.ts'
import { createMatcher } from '../../knowledge/matcher.ts'
import { decodeModel } from '../../knowledge/modelFile.ts'
import type { Example, Knowledge } from '../../knowledge/topic.ts'
import { trainingExamples } from '../../knowledge/training.ts'
import { contactsPath, parseKnowledge } from '../../knowledge/validate.ts'
import type { SourceFile } from '../../knowledge/yamlFile.ts'

export interface OpenKnowledge {
  readonly knowledge: Knowledge
  readonly model: Model
  readonly matcher: Matcher
}

/** Files that decide what a model looks like; a change in one of them makes cached models stale. */
export const trainingCode = [
  'classifier.ts',
  'features.ts',
  'hash.ts',
  'modelFile.ts',
  'normalize.ts',
  'topic.ts',
  'train.ts',
  'training.ts',
  'vocabulary.ts',
]

/**
 * Loads a knowledge folder and its model. The model is kept under `cacheDir` by the hash of what it was made from;
 * without a fitting one it is trained, in a thread of its own.
 *
 * @throws {KnowledgeError} if the files are not usable.
 */
export async function openKnowledge(
  cacheDir: string,
  knowledgeDir: string = bundledKnowledgeDir,
): Promise<OpenKnowledge> {
  const files = await readKnowledgeFiles(knowledgeDir)
  const file = path.join(cacheDir, `model-${await hashOf(files)}.bin`)
  const cached = await readModel(file)
  // A model is only made of files that were in order.
  const knowledge = parseKnowledge(files, cached ? 'in order' : 'unchecked')
  const model = cached ?? (await trainInto(file, trainingExamples(knowledge)))
  return { knowledge, model, matcher: createMatcher(knowledge, model) }
}

async function hashOf(files: readonly SourceFile[]): Promise<string> {
  const hash = createHash('sha256')
  for (const { path, text } of files) if (path !== contactsPath) hash.update(`${path}\0${text}\0`)
  for (const name of trainingCode) hash.update(await readFile(path.join(bundledKnowledgeDir, name)))
  return hash.digest('hex').slice(0, 16)
}

async function readModel(file: string): Promise<Model | undefined> {
  try {
    return decodeModel(await readFile(file))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function trainInto(file: string, examples: readonly Example[]): Promise<Model> {
  const encoded = await trainInThread(examples)
  const model = decodeModel(encoded)
  if (!model) throw new Error('The trained model cannot be read back')
  await mkdir(path.dirname(file), { recursive: true })
  // Renaming is atomic, so that another process never reads half a model.
  const unfinished = `${file}.${randomUUID()}`
  await writeFile(unfinished, encoded)
  await rename(unfinished, file)
  await removeOthers(file)
  return model
}

/** A model of some 20 MB is left behind by every change of the knowledge; only the newest is of use. */
async function removeOthers(file: string): Promise<void> {
  const { dir, base } = path.parse(file)
  const others = (await readdir(dir)).filter((name) => name.startsWith('model-') && name !== base)
  await Promise.all(
    others
      .map((name) => path.join(dir, name))
      .map(async (other) => (await isStale(other)) && rm(other, { force: true })),
  )
}

/** An unfinished file may be another process's at this moment; after an hour its process was killed. */
async function isStale(model: string): Promise<boolean> {
  if (model.endsWith('.bin')) return true
  const written = await stat(model).catch(() => undefined)
  return written !== undefined && Date.now() - written.mtimeMs > 3_600_000
}

function trainInThread(examples: readonly Example[]): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./trainingWorker.ts', import.meta.url), { workerData: examples })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`Training ended with code ${code} before it was done`)))
  })
}
