import path from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import type { Config } from '../config.ts'
import { alternatives, type Ranker } from '../evaluation/alternatives.ts'
import { type LevelOf, measure, type Trial } from '../evaluation/measures.ts'
import { bestThresholds, route } from '../evaluation/policy.ts'
import { confusions, measureTable, reliabilityTable, worst } from '../evaluation/print.ts'
import { originOf, origins, type Part, parts, type Question, readQuestions } from '../evaluation/questions.ts'
import { reliability } from '../evaluation/reliability.ts'
import type { Share } from '../evaluation/wilson.ts'
import { openKnowledge } from '../knowledge/openKnowledge.ts'
import { createWorld } from '../world.ts'
import { routingOf } from './routing.ts'
import { runCommand } from './run.ts'

/** How many of the worst questions of `tune` are shown. */
const worstCount = 20

interface Options {
  readonly json?: boolean
  readonly alternatives: boolean
  readonly every: number
}

async function evaluate(options: Options, { dataDir, knowledgeDir, retentionDays }: Config): Promise<void> {
  const opened = await openKnowledge(path.join(dataDir, 'cache'), knowledgeDir)
  const { topics } = opened.knowledge
  const levelOf: LevelOf = (id) => topics.get(id)?.level ?? 'first'
  const world = createWorld(opened, retentionDays)

  const [tune, report] = await Promise.all(
    parts.map(async (part) => everyNth(await readQuestions(part), options.every)),
  )
  const trialsOf = (questions: readonly Question[]): Trial[] =>
    questions.map((question) => ({ question, routing: routingOf(question.text, world) }))
  const trials: Record<Part, Trial[]> = { tune: trialsOf(tune!), report: trialsOf(report!) }
  const columns = new Map<string, ReadonlyMap<string, Share>>()
  for (const part of parts) {
    for (const origin of origins) {
      const ofOrigin = trials[part].filter(({ question }) => originOf(question) === origin)
      columns.set(`HausPerfekt, ${part}, ${origin}`, measure(ofOrigin, levelOf))
    }
  }
  if (options.alternatives) {
    const samples = { tune: everyNth(tune!, sampleEvery), report: everyNth(report!, sampleEvery) }
    columns.set('HausPerfekt, sample of report', measure(trialsOf(samples.report), levelOf))
    for (const ranker of await alternatives(opened.knowledge)) {
      columns.set(
        `${ranker.name}, sample of report`,
        measure(await alternativeTrials(ranker, samples, levelOf), levelOf),
      )
    }
  }

  if (options.json) {
    const figures = [...columns].map(([name, shares]) => [name, Object.fromEntries(shares)] as const)
    console.log(
      JSON.stringify({ ...Object.fromEntries(figures), reliability: reliability(trials.tune) }, null, 2),
    )
    return
  }
  console.log(measureTable(columns))
  console.log(`\nReliability on tune (stated topics)\n${reliabilityTable(reliability(trials.tune))}`)
  console.log(`\nConfusions on tune (meant -> stated)\n${confusions(trials.tune)}`)
  console.log(`\nWorst ${worstCount} of tune\n${worst(trials.tune, levelOf, worstCount)}`)
}

/** Some alternatives take hundreds of milliseconds a question, so they are compared on every so many-th. */
const sampleEvery = 4
const everyNth = (questions: readonly Question[], n: number): Question[] =>
  questions.filter((_question, at) => at % n === 0)

/** The alternative with its thresholds chosen on `tune`, over `report`. */
async function alternativeTrials(
  ranker: Ranker,
  { tune, report }: Readonly<Record<Part, readonly Question[]>>,
  levelOf: LevelOf,
): Promise<Trial[]> {
  const rank = async (questions: readonly Question[]) => {
    const rankings = []
    for (const { text } of questions) rankings.push(await ranker.rank(text))
    return rankings
  }
  const thresholds = bestThresholds(tune, await rank(tune), levelOf)
  const rankings = await rank(report)
  return report.map((question, at) => ({ question, routing: route(rankings[at] ?? [], thresholds, levelOf) }))
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.')
  return Number(text)
}

/** Measures the matcher, and beside it on the same knowledge what one would take from the shelf. */
await new Command('evaluate')
  .description('Measures the matcher on the evaluation questions.')
  .option('--json', 'prints all figures as JSON')
  .option('--no-alternatives', 'leaves out Fuse, MiniSearch and nlp.js, which take over a quarter of an hour')
  .option('--every <n>', 'asks only every n-th question, for a quick look', wholeNumber, 1)
  .action((options: Options) => runCommand((config) => evaluate(options, config)))
  .parseAsync()
