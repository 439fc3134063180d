import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { bundledKnowledgeDir } from '../../knowledge/load.ts'
import { intents } from '../../knowledge/topic.ts'

/**
 * A labelled question, written and labelled without sight of the knowledge files. `kind` is the right reply; of an
 * `adversarial` message, `topics` are those that a sane router may name.
 */
const questionSchema = z.strictObject({
  id: z.string().min(1),
  text: z.string().min(1),
  topics: z.array(z.string()),
  kind: z.enum(['answer', 'choose', 'several', 'intent', 'unknown', 'adversarial']),
  reason: z.enum(['unlisted', 'foreign', 'unclear']).nullable(),
  writer: z.string().min(1),
  intent: z.enum(intents).nullable(),
})
export type Question = Readonly<z.infer<typeof questionSchema>>

/** Writers who did not make their questions up, but reworded what users of such programs asked in forums and help desks. */
const rewordingWriters = new Set(['e2-echt', 'e4-echt', 'e8-echt'])

/** What a question comes from: a writer's own mind, or a real problem in other words. The goals differ. */
export const origins = ['personas', 'reworded real problems'] as const
export type Origin = (typeof origins)[number]
export const originOf = ({ writer }: Question): Origin =>
  rewordingWriters.has(writer) ? 'reworded real problems' : 'personas'

/** `tune` is for choosing limits and looking at mistakes, `report` for the figures only. They share no writer. */
export const parts = ['tune', 'report'] as const
export type Part = (typeof parts)[number]

/** @throws if a line is not a question; names the line. */
export async function readQuestions(part: Part): Promise<Question[]> {
  const file = path.join(bundledKnowledgeDir, 'evaluation', `${part}.jsonl`)
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line, at) => {
    const parsed = questionSchema.safeParse(JSON.parse(line))
    if (!parsed.success) throw new Error(`${part}.jsonl:${at + 1}: ${parsed.error.message}`)
    return parsed.data
  })
}
