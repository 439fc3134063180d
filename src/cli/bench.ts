import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Command } from 'commander'
import { maxTextLength } from '../../dialogs/turn.ts'
import { createMatcher } from '../../knowledge/matcher.ts'
import { decodeModel, encodeModel } from '../../knowledge/modelFile.ts'
import { tokenize } from '../../knowledge/normalize.ts'
import { train } from '../../knowledge/train.ts'
import { trainingExamples } from '../../knowledge/training.ts'
import type { Config } from '../config.ts'
import { alternatives } from '../evaluation/alternatives.ts'
import { grownKnowledge } from '../evaluation/grownKnowledge.ts'
import { readQuestions } from '../evaluation/questions.ts'
import { longestStop, serverStart } from '../evaluation/start.ts'
import { openKnowledge } from '../knowledge/openKnowledge.ts'
import { ensureWidget } from '../widget/build.ts'
import { weightReport } from '../widget/weight.ts'
import { runCommand } from './run.ts'

async function bench(
  options: { growth: boolean; alternatives: boolean },
  { dataDir, knowledgeDir }: Config,
): Promise<void> {
  const emptyDir = await mkdtemp(path.join(tmpdir(), 'bench-'))
  const cold = await serverStart(emptyDir)
  const warm = [await serverStart(emptyDir), await serverStart(emptyDir), await serverStart(emptyDir)]
  await rm(emptyDir, { recursive: true })
  console.log(
    `Server ready: ${seconds(cold)} cold (load, train, keep), ${warm.map(seconds).join(', ')} with a cached model`,
  )
  const { knowledge, matcher } = await openKnowledge(path.join(dataDir, 'cache'), knowledgeDir)

  const texts = (await readQuestions('tune')).map(({ text }) => text.slice(0, maxTextLength))
  const words = (text: string) => tokenize(text).length
  const inputs = {
    'a sentence, 4 to 30 words': texts.filter((text) => words(text) > 3 && words(text) <= 30),
    'a letter, over 30 words': texts.filter((text) => words(text) > 30),
    'up to 3 words, with Fuse': texts.filter((text) => words(text) <= 3),
  }
  console.log(`\n${row('HausPerfekt', 'inputs', 'p50 ms', 'p99 ms')}`)
  let baseline = 1
  for (const [name, sample] of Object.entries(inputs)) {
    const { p50, p99 } = await latency(sample, async (text) => matcher.match(text), 5)
    if (name.startsWith('a sentence')) baseline = p50
    console.log(row(name, String(sample.length), p50.toFixed(3), p99.toFixed(3)))
  }

  if (options.alternatives) {
    console.log(`\n${row('On sentences, beside it', 'inputs', 'p50 ms', 'p99 ms', 'times slower')}`)
    const sample = inputs['a sentence, 4 to 30 words'].slice(0, 60)
    for (const { name, rank } of await alternatives(knowledge)) {
      const { p50, p99 } = await latency(sample, rank, 1)
      console.log(
        row(name, String(sample.length), p50.toFixed(2), p99.toFixed(2), (p50 / baseline).toFixed(0)),
      )
    }
  }

  if (options.growth) {
    console.log(`\n${row('Topics, 60 examples each', 'train s', 'load ms', 'p50 ms', 'p99 ms', 'model MB')}`)
    for (const count of [24, 100, 400]) {
      const grown = grownKnowledge(knowledge, count)
      const { result: encoded, ms } = await timed(async () => encodeModel(train(trainingExamples(grown))))
      const { result: grownMatcher, ms: loadMs } = await timed(async () =>
        createMatcher(grown, decodeModel(encoded)!),
      )
      const { p50, p99 } = await latency(
        inputs['a sentence, 4 to 30 words'],
        async (text) => grownMatcher.match(text),
        3,
      )
      const megabytes = (encoded.byteLength / 1e6).toFixed(0)
      const times = [(ms / 1000).toFixed(1), loadMs.toFixed(0), p50.toFixed(3), p99.toFixed(3)]
      console.log(row(String(count), ...times, megabytes))
    }
  }
  await ensureWidget()
  console.log(`\nWeb chat\n${await weightReport()}`)
  console.log(`\nMemory: ${Math.round(process.memoryUsage.rss() / 1e6)} MB resident at the end of this run`)

  // Last, because what it leaves to be cleared away would slow down all else.
  const stop = await longestStop(() => openKnowledge(emptyDir, knowledgeDir))
  await rm(emptyDir, { recursive: true })
  console.log(
    `\nLongest stop of the main thread while knowledge is loaded and trained anew: ${seconds(stop)}`,
  )
}

/** Times single calls after one round to warm up. */
async function latency(
  texts: readonly string[],
  call: (text: string) => Promise<unknown>,
  rounds: number,
): Promise<{ p50: number; p99: number }> {
  for (const text of texts.slice(0, 300)) await call(text)
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    for (const text of texts) times.push((await timed(() => call(text))).ms)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { p50: at(0.5), p99: at(0.99) }
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; ms: number }> {
  const start = performance.now()
  const result = await work()
  return { result, ms: performance.now() - start }
}

const row = (name: string, ...cells: readonly string[]): string =>
  name.padEnd(32) + cells.map((cell) => cell.padStart(14)).join('')

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`

/** Times the matcher, and beside it in the same run what one would take from the shelf; machines differ, ratios less. */
await new Command('bench')
  .description('Measures speed and memory of the matcher, and the weight of the web chat.')
  .option('--no-growth', 'leaves out the tables for 100 and 400 topics')
  .option('--no-alternatives', 'leaves out Fuse, MiniSearch and nlp.js')
  .action((options: { growth: boolean; alternatives: boolean }) =>
    runCommand((config) => bench(options, config)),
  )
  .parseAsync()
