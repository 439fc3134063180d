import { classify, type Model, vectorOf } from './classifier.ts'
import { type Beliefs, beliefsOf, type Costs, type Decision, decide, defaultCosts } from './decide.ts'
import { featuresOf, wordFeature } from './features.ts'
import type { Match, Matcher, PartMatch } from './match.ts'
import { createNameFinder, type NameFinder, type NameHit } from './names.ts'
import { type Token, tokenize } from './normalize.ts'
import { createReasonFinder } from './reasons.ts'
import { alternativesOf, announcesSeveral, bodyOf, clausesOf } from './segments.ts'
import { hasWords, readable } from './text.ts'
import type { Knowledge, Label, Topic } from './topic.ts'

/** Settings of the matcher beside the costs of `decide`; chosen on the `tune` questions (docs/decisions.md). */
export interface MatcherOptions {
  readonly costs: Costs
  /** Share of the belief that goes to a topic whose name the input spells exactly; a near spelling gets less. */
  readonly nameShare: number
  /** Least probability of each clause for two clauses to count as two problems, where the writer announces several. */
  readonly announcedPartSure: number
  /** The same where nothing announces them. */
  readonly partSure: number
  /** A message whose one topic is at least this probable is one problem, unless the writer announces several. */
  readonly wholeSure: number
  /** The same where the whole message seems to be about one topic. */
  readonly contraryPartSure: number
  /** Share of the belief that the two sides of an "oder" get together. */
  readonly doubtShare: number
}

export const defaultOptions: MatcherOptions = {
  costs: defaultCosts,
  nameShare: 0.9,
  announcedPartSure: 0.5,
  partSure: 0.75,
  wholeSure: 0.95,
  contraryPartSure: 0.95,
  doubtShare: 0.7,
}

/** How many topics a match names at most, also as next best. */
const maxRanked = 8

/** Most problems that one message is split into. */
const maxParts = 3

/** Builds the matcher: normalise, classify, look up names, decide. See docs/decisions.md, "Matching". */
export function createMatcher(
  knowledge: Knowledge,
  model: Model,
  options: MatcherOptions = defaultOptions,
): Matcher {
  const names = createNameFinder(knowledge, ({ stem }) => model.rows.has(wordFeature(stem)))
  const findReasons = createReasonFinder(model)
  const reasonsFor = (decision: Decision, tokens: readonly Token[]) => findReasons(tokens, labelsOf(decision))

  const probabilitiesOf = (tokens: readonly Token[]): Float32Array =>
    classify(model, vectorOf(featuresOf(tokens), model.rows, model.idf))

  /** Where the writer doubts between two things, both of them count, not only the one with the stronger words. */
  const withDoubt = (whole: Float32Array, text: string): Float32Array => {
    const sides = alternativesOf(text)?.map((side) => probabilitiesOf(tokenize(side)))
    if (!sides) return whole
    const share = options.doubtShare / sides.length
    return whole.map(
      (probability, at) =>
        (1 - options.doubtShare) * probability + sides.reduce((sum, side) => sum + share * side[at]!, 0),
    )
  }

  const believe = (text: string, tokens: readonly Token[], hit: NameHit | undefined): Beliefs => {
    const probabilities = withDoubt(probabilitiesOf(tokens), text)
    const beliefs = new Map<Label, number>(model.labels.map((label, at) => [label, probabilities[at] ?? 0]))
    if (hit) {
      const share = options.nameShare * hit.certainty ** 2
      for (const [label, probability] of beliefs) beliefs.set(label, probability * (1 - share))
      for (const { id } of hit.topics) {
        const label: Label = `topic:${id}`
        beliefs.set(label, (beliefs.get(label) ?? 0) + share / hit.topics.length)
      }
    }
    return beliefsOf(beliefs, knowledge.topics)
  }

  const matchOne = (text: string, findName: NameFinder['exactly']): Match => {
    const tokens = tokenize(text)
    const beliefs = believe(text, tokens, findName(tokens))
    const decision = decide(beliefs, options.costs)
    const ranked = beliefs.topics.slice(0, maxRanked)
    return { ...decision, ranked, because: reasonsFor(decision, tokens) }
  }

  /** The parts of a message that tells several problems; undefined if it tells one. */
  const several = (body: string, whole: Match): Match | undefined => {
    const announced = announcesSeveral(body)

    const best = whole.ranked[0]?.probability ?? 0
    const sure = announced
      ? options.announcedPartSure
      : best < options.wholeSure
        ? options.partSure
        : options.contraryPartSure
    const parts = clausesOf(body, announced)
      .map((clauses) =>
        distinctProblems(
          clauses.map((text) => ({ text, match: matchOne(text, names.exactly) })),
          sure,
        ),
      )
      .find((problems) => problems.length > 1)
    if (!parts) return undefined
    const score = Math.min(...parts.map(({ match }) => match.score))
    return { kind: 'several', parts, ranked: whole.ranked, because: [], score }
  }

  return {
    match(question) {
      const text = readable(question)
      if (!hasWords(text)) return { kind: 'unknown', reason: 'unclear', ranked: [], because: [], score: 1 }
      const body = bodyOf(text)
      const whole = matchOne(body, names.nearly)
      return several(body, whole) ?? whole
    },
  }
}

/** The clauses that are surely about different topics, one for each topic, in their order. */
function distinctProblems(clauses: readonly { text: string; match: Match }[], sure: number): PartMatch[] {
  const parts = new Map<string, PartMatch>()
  for (const { text, match } of clauses) {
    if (match.kind !== 'answer' || match.score < sure || parts.has(match.topic.id)) continue
    parts.set(match.topic.id, { text, match })
  }
  return [...parts.values()].slice(0, maxParts)
}

function labelsOf(decision: Decision): Label[] {
  const label = (topic: Topic): Label => `topic:${topic.id}`
  switch (decision.kind) {
    case 'answer':
      return [label(decision.topic)]
    case 'choose':
      return decision.topics.map(label)
    case 'intent':
      return [`intent:${decision.intent}`]
    case 'unknown':
      return [decision.reason]
  }
}
