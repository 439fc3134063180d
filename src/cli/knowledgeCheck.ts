import { loadKnowledge } from '../../knowledge/load.ts'
import { runCommand } from './run.ts'

/** Checks the knowledge files and tells every problem at once; ends with 1 if there is one. */
await runCommand(async ({ knowledgeDir }) => {
  const { topics, examples } = await loadKnowledge(knowledgeDir)
  console.log(`Wissensdateien in Ordnung: ${topics.size} Themen, ${examples.length} Beispiele.`)
})
