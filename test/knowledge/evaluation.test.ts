import { nearDuplicates } from '../../knowledge/nearDuplicates.ts'
import { fold } from '../../knowledge/normalize.ts'
import { topicSchema } from '../../knowledge/topic.ts'
import { routingOf } from '../../src/cli/routing.ts'
import { type LevelOf, measure, type Trial } from '../../src/evaluation/measures.ts'
import { originOf, origins, parts, readQuestions } from '../../src/evaluation/questions.ts'
import { wilson } from '../../src/evaluation/wilson.ts'
import { opened, world } from '../helpers/world.ts'

const { topics, examples } = opened.knowledge
const [tune, report] = (await Promise.all(parts.map(readQuestions))) as [
  Awaited<ReturnType<typeof readQuestions>>,
  Awaited<ReturnType<typeof readQuestions>>,
]
const all = [...tune, ...report]
const levelOf: LevelOf = (id) => topics.get(id)!.level

describe('the evaluation questions', () => {
  it('share no writer between tune and report, and no id', () => {
    const writers = (questions: typeof tune) => new Set(questions.map(({ writer }) => writer))
    expect([...writers(tune)].filter((writer) => writers(report).has(writer))).toEqual([])
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    expect(writers(all).size).toBeGreaterThanOrEqual(10)
  })

  it('are as many of each kind as the goals need, with at least 20 for each topic', () => {
    const count = (kind: string, reason: string | null = null) =>
      all.filter((question) => question.kind === kind && question.reason === reason).length
    for (const id of topics.keys()) {
      const ofTopic = all.filter(({ kind, topics: [topic] }) => kind === 'answer' && topic === id)
      expect(ofTopic.length).toBeGreaterThanOrEqual(20)
    }
    expect(count('unknown', 'foreign')).toBeGreaterThanOrEqual(150)
    expect(count('unknown', 'unlisted')).toBeGreaterThanOrEqual(60)
    expect(count('choose')).toBeGreaterThanOrEqual(60)
    expect(count('several')).toBeGreaterThanOrEqual(50)
    expect(count('intent')).toBeGreaterThanOrEqual(60)
    expect(count('adversarial')).toBeGreaterThanOrEqual(50)
  })

  it('tell at least half of the clear problems without a noun of the title', () => {
    const clear = all.filter(({ kind }) => kind === 'answer')
    const withoutNoun = clear.filter(({ text, topics: [id = ''] }) => {
      const nouns = topics.get(id)?.title.match(/\p{Lu}[\p{L}-]{4,}/gu) ?? []
      // The beginning, so that inflected and compound forms count as the noun.
      return !nouns.some((noun) => fold(text).includes(fold(noun).slice(0, 6)))
    })
    expect(withoutNoun.length).toBeGreaterThanOrEqual(clear.length / 2)
  })

  it('name only topics that exist', () => {
    const id = topicSchema.shape.id
    for (const topic of all.flatMap((question) => question.topics)) {
      expect(id.safeParse(topic).success && topics.has(topic)).toBe(true)
    }
  })

  it('are not nearly repeated by an example of the knowledge', () => {
    const near = nearDuplicates(
      all.map(({ text }) => text),
      examples.map(({ text }) => text),
      0.85,
    )
    expect(near.map(({ a, b }) => [all[a]?.text, examples[b]?.text])).toEqual([])
  })
})

describe.each(origins)('routing of the report questions: %s', (origin) => {
  const trials = report
    .filter((question) => originOf(question) === origin)
    .map((question): Trial => ({ question, routing: routingOf(question.text, world) }))
  const shares = measure(trials, levelOf)

  // At or above the goals, and a little below what was measured; never lowered to pass.
  const floors = {
    personas: { reached: 0.985, stated: 0.95, ambiguous: 0.84, two: 0.86 },
    'reworded real problems': { reached: 0.98, stated: 0.89, ambiguous: 0.86, two: 0.9 },
  }[origin]

  it.each([
    ['reached: the right topic stated or offered', floors.reached],
    ['stated at once and right', floors.stated],
    ['ambiguous across levels: asks back with the right topics', floors.ambiguous],
    ['two problems in one message: both named', floors.two],
  ])('%s is at least %d', (name, floor) => {
    expect(shares.get(name)?.share).toBeGreaterThanOrEqual(floor)
  })

  it.each([
    ['misrouted: a wrong support level stated', 0.005],
    ['foreign or unlisted, answered with a topic', 0.035],
    ['intents taken for topics', 0.02],
  ])('%s is at most %d', (name, ceiling) => {
    expect(shares.get(name)?.share).toBeLessThanOrEqual(ceiling)
  })
})

it.each([
  ['intents recognised', 0.97],
  // The goal is 1, and met; one of 148 may slip when knowledge is added.
  ['adversarial input handled sanely', 0.99],
])('of the report questions, %s is at least %d', (name, floor) => {
  const trials = report.map((question): Trial => ({ question, routing: routingOf(question.text, world) }))
  expect(measure(trials, levelOf).get(name)?.share).toBeGreaterThanOrEqual(floor)
})

describe('the Wilson interval', () => {
  it.each([
    [0, 10, 0, 0.2775],
    [5, 10, 0.2366, 0.7634],
    [10, 10, 0.7225, 1],
  ])('of %d in %d is %d to %d', (hits, of, low, high) => {
    const share = wilson(hits, of)
    expect(share.low).toBeCloseTo(low, 3)
    expect(share.high).toBeCloseTo(high, 3)
  })
})
