import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Knowledge } from './topic.ts'
import { parseKnowledge } from './validate.ts'
import type { SourceFile } from './yamlFile.ts'

/** The knowledge that comes with the program. `KNOWLEDGE_DIR` may name another folder of the same shape. */
export const bundledKnowledgeDir = path.dirname(fileURLToPath(import.meta.url))

/**
 * Reads a knowledge folder.
 *
 * @throws {KnowledgeError} with every problem at once.
 */
export async function loadKnowledge(dir: string = bundledKnowledgeDir): Promise<Knowledge> {
  return parseKnowledge(await readKnowledgeFiles(dir))
}

/** The files knowledge is made of: YAML, and bulk examples as text. */
export async function readKnowledgeFiles(dir: string): Promise<SourceFile[]> {
  const paths = await knowledgeFilePaths(dir)
  return Promise.all(
    paths.map(async (file) => ({ path: file, text: await readFile(path.join(dir, file), 'utf8') })),
  )
}

/** Their paths below `dir`, with forward slashes and in a fixed order, so that training is reproducible. */
export async function knowledgeFilePaths(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true })
  return entries
    .map((entry) => entry.replaceAll('\\', '/'))
    .filter((entry) => /^(topics\/|out-of-scope\/)?[^/]+(\.yaml|\.examples\.txt)$/.test(entry))
    .sort()
}
