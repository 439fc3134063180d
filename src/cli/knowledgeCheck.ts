import dotenv from 'dotenv'
import { loadKnowledge } from '../../knowledge/load.ts'
import { KnowledgeError } from '../../knowledge/problems.ts'
import { readConfig } from '../config.ts'

/** Checks the knowledge files and tells every problem at once; ends with 1 if there is one. */
dotenv.config({ quiet: true })
try {
  const { topics, examples } = await loadKnowledge(readConfig(process.env).knowledgeDir)
  console.log(`Wissensdateien in Ordnung: ${topics.size} Themen, ${examples.length} Beispiele.`)
} catch (error) {
  if (!(error instanceof KnowledgeError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
