import path from 'node:path'
import { Command } from 'commander'
import { createMatcher } from '../../knowledge/matcher.ts'
import { train } from '../../knowledge/train.ts'
import { trainingExamples } from '../../knowledge/training.ts'
import type { Config } from '../config.ts'
import { type LevelOf, measure, measures, type Trial } from '../evaluation/measures.ts'
import { type Question, readQuestions } from '../evaluation/questions.ts'
import { openKnowledge } from '../knowledge/openKnowledge.ts'
import { createWorld } from '../world.ts'
import { type Routing, routingOf } from './routing.ts'
import { runCommand } from './run.ts'

/** Shows what a new example would change, before it is kept. Looks at the `tune` questions only. */
const program = new Command('knowledge:try')
  .description('Zeigt, was ein neues Beispiel verändern würde, bevor Sie es aufnehmen.')
  .argument('<satz>', 'das neue Beispiel')
  .argument('<thema>', 'die Kennung des Themas')
  .action((text: string, topic: string) => runCommand((config) => tryExample(text, topic, config)))

async function tryExample(
  text: string,
  topic: string,
  { dataDir, knowledgeDir, retentionDays }: Config,
): Promise<void> {
  const before = await openKnowledge(path.join(dataDir, 'cache'), knowledgeDir)
  const { knowledge } = before
  if (!knowledge.topics.has(topic)) {
    program.error(
      `Das Thema „${topic}“ gibt es nicht. Bekannt sind: ${[...knowledge.topics.keys()].join(', ')}`,
    )
  }
  const model = train([...trainingExamples(knowledge), { text, labels: [`topic:${topic}`] }])
  const worlds = [before, { knowledge, model, matcher: createMatcher(knowledge, model) }].map((opened) =>
    createWorld(opened, retentionDays),
  )
  const questions = await readQuestions('tune')
  const [old, fresh] = worlds.map((world) => ({
    own: routingOf(text, world),
    trials: questions.map((question): Trial => ({ question, routing: routingOf(question.text, world) })),
  }))
  const levelOf: LevelOf = (id) => knowledge.topics.get(id)?.level ?? 'first'

  console.log(`„${text}“\n  bisher: ${said(old!.own)}\n  danach: ${said(fresh!.own)}`)
  console.log(`\nPrüffragen (tune), bisher und danach:\n${comparison(old!.trials, fresh!.trials, levelOf)}`)
  console.log(`\nPrüffragen, die jetzt anders beantwortet werden:\n${changes(old!.trials, fresh!.trials)}`)
}

function comparison(old: readonly Trial[], fresh: readonly Trial[], levelOf: LevelOf): string {
  const [before, after] = [measure(old, levelOf), measure(fresh, levelOf)]
  return measures
    .map(({ name }) => {
      const hits = (shares: typeof before) => `${shares.get(name)?.hits}/${shares.get(name)?.of}`
      return `  ${name.padEnd(58)}${hits(before).padEnd(10)}${hits(after)}`
    })
    .join('\n')
}

function changes(old: readonly Trial[], fresh: readonly Trial[]): string {
  const lines = old.flatMap(({ question, routing }, at) => {
    const now = fresh[at]!.routing
    return said(routing, false) === said(now, false)
      ? []
      : [`  ${line(question)}\n    ${said(routing)} -> ${said(now)}`]
  })
  return lines.join('\n') || '  keine'
}

const line = ({ text }: Question): string => text.replace(/\s+/g, ' ').slice(0, 120)

function said({ kind, topics, intent, reason, score }: Routing, withScore = true): string {
  const what = topics.join(' + ') || (intent ?? reason ?? '')
  return withScore ? `${kind} ${what} (${Math.round(score * 100)} %)` : `${kind} ${what}`
}

await program.parseAsync()
