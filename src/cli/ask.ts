import path from 'node:path'
import { createInterface } from 'node:readline'
import { Command } from 'commander'
import { z } from 'zod'
import { step } from '../../dialogs/supportDialog.ts'
import { initialState, maxTextLength, type Reply, type World } from '../../dialogs/turn.ts'
import { readable } from '../../knowledge/text.ts'
import type { Config } from '../config.ts'
import { openKnowledge } from '../knowledge/openKnowledge.ts'
import { createWorld } from '../world.ts'
import { explain } from './explain.ts'
import { routingOf } from './routing.ts'
import { runCommand } from './run.ts'

const line = z.object({ id: z.union([z.string(), z.number()]), text: z.string() })

interface Options {
  readonly jsonl?: boolean
  readonly explain?: boolean
}

/** Asks the bot in the terminal: one question for a person to read, or lines of JSON for programs. */
const program = new Command('ask')
  .description('Stellt dem Assistenten eine Frage, jede in einem neuen Gespräch.')
  .argument('[frage...]', 'die Frage')
  .option('--jsonl', 'liest je Zeile {"id","text"} und schreibt je Zeile das Ergebnis')
  .option('--explain', 'zeigt auch, welche Wörter und Wahrscheinlichkeiten entschieden haben')
  .action((words: string[], options: Options) =>
    runCommand((config) => ask(words.join(' '), options, config)),
  )

async function ask(
  question: string,
  options: Options,
  { dataDir, knowledgeDir, retentionDays }: Config,
): Promise<void> {
  const opened = await openKnowledge(path.join(dataDir, 'cache'), knowledgeDir)
  const world = createWorld(opened, retentionDays)
  if (options.jsonl) return answerLines(world)
  if (question.trim() === '') program.error('Bitte geben Sie eine Frage an: npm run --silent ask -- "Frage"')
  const { replies } = step(initialState, { kind: 'message', text: question }, world)
  console.log(replies.map(replyText).join('\n\n'))
  if (options.explain) {
    const text = readable(question.slice(0, maxTextLength))
    console.log(`\n${explain(text, world.matcher.match(text), opened.model)}`)
  }
}

/** A reply as text, with what the web chat offers to tap. */
function replyText(reply: Reply): string {
  if (reply.kind !== 'text' || reply.suggestions.length === 0) return reply.text
  return [reply.text, ...reply.suggestions.map(({ label }) => `- ${label}`)].join('\n')
}

/** One line out for each line in, in the same order; a bad line becomes an error line and does not end the run. */
async function answerLines(world: World): Promise<void> {
  for await (const raw of createInterface({ input: process.stdin })) {
    if (raw.trim() === '') continue
    process.stdout.write(`${JSON.stringify(answerLine(raw, world))}\n`)
  }
}

function answerLine(raw: string, world: World): object {
  let json: unknown
  try {
    json = JSON.parse(raw)
  } catch {
    return { id: null, error: 'not valid JSON' }
  }
  const parsed = line.safeParse(json)
  if (!parsed.success) return { id: null, error: 'expected {"id": ..., "text": "..."}' }
  return { id: parsed.data.id, ...routingOf(parsed.data.text, world) }
}

await program.parseAsync()
