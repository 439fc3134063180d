import { type Beliefs, createBeliefReader } from './beliefs.ts'
import { classify, type Model, type Reading, vectorOf } from './classifier.ts'
import { type Costs, type Decision, decide, defaultCosts, labelsOf, maxChoices, topicsOf } from './decide.ts'
import { countDoubleReadings, mayBeOneProblem } from './doubleReadings.ts'
import { featuresOf, wordFeature } from './features.ts'
import { bodyOf } from './letter.ts'
import type { Candidate, Match, Matcher, PartMatch } from './match.ts'
import { createNameFinder, type NameFinder, type NameHit } from './names.ts'
import { withoutNoise } from './noise.ts'
import { type Token, tokenize } from './normalize.ts'
import { createReasonFinder } from './reasons.ts'
import { alternativesOf, announcesSeveral, clausesOf } from './segments.ts'
import { hasWords, readable } from './text.ts'
import type { Knowledge, Topic } from './topic.ts'

/** Settings of the matcher beside the costs of `decide`; chosen on the `tune` questions (docs/decisions.md). */
export interface MatcherOptions {
  readonly costs: Costs
  /** Share of the belief that goes to a topic whose name the input spells exactly; a near spelling gets less. */
  readonly nameShare: number
  /** Least probability of each clause for two clauses to count as two problems, where the writer announces several. */
  readonly announcedPartSure: number
  /** The same where nothing announces them. */
  readonly partSure: number
  /** A message whose one topic is at least this probable seems to be one problem. */
  readonly wholeSure: number
  /** Least probability of each clause against such a message. */
  readonly contraryPartSure: number
  /** Least probability of the one sentence that is understood, in a message that is not. */
  readonly clearPartSure: number
  /** Share of the belief that the two sides of an "oder" get together. */
  readonly doubtShare: number
}

export const defaultOptions: MatcherOptions = {
  costs: defaultCosts,
  nameShare: 0.9,
  announcedPartSure: 0.4,
  partSure: 0.85,
  wholeSure: 0.8,
  contraryPartSure: 0.9,
  clearPartSure: 0.9,
  doubtShare: 0.5,
}

/** How many topics a match names at most, also as next best. */
const maxRanked = 8

/** Most problems that one message is split into. */
const maxParts = 6

/** Least probability of an unlisted clause to be a problem of its own beside a stated one. */
const sureOfUnlisted = 0.9

/** What was decided about a text, before the reasons are looked for. */
interface Judgement {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly name: NameHit | undefined
  readonly decision: Decision
  readonly ranked: readonly Candidate[]
  /** See `Beliefs`. */
  readonly double: number
}

/** Builds the matcher: normalise, classify, look up names, decide. See docs/decisions.md, "Matching". */
export function createMatcher(
  knowledge: Knowledge,
  model: Model,
  options: MatcherOptions = defaultOptions,
): Matcher {
  const names = createNameFinder(knowledge, ({ stem }) => model.rows.has(wordFeature(stem)))
  const reasons = createReasonFinder(model)
  const doubleReadings = countDoubleReadings(knowledge)
  const beliefsOf = createBeliefReader(knowledge, model.labels, doubleReadings)

  const read = (tokens: readonly Token[]): Reading => classify(model, vectorOf(featuresOf(tokens), model))

  /** Where the writer doubts between two things, both of them count, not only the one with the stronger words. */
  const withDoubt = (whole: Reading, text: string): Reading => {
    const sides = alternativesOf(text)
    if (!sides) return whole
    const [left, right] = [read(tokenize(sides[0])), read(tokenize(sides[1]))]
    return mix(whole, mix(left, right, 0.5), options.doubtShare)
  }

  const believe = (text: string, tokens: readonly Token[], hit: NameHit | undefined): Beliefs => {
    const reading = withDoubt(read(tokens), text)
    return beliefsOf(hit ? mix(reading, named(hit), options.nameShare * hit.certainty) : reading)
  }

  /** A name says what it stands for; one that topics share says each of them, and is open by half. */
  const named = ({ labels: said }: NameHit): Reading => {
    const labels = new Float32Array(model.labels.length)
    for (const label of said) labels[model.labels.indexOf(label)] = 1 / said.length
    return { labels, double: said.length > 1 ? 0.5 : 0 }
  }

  const judge = (text: string, findName: NameFinder['exactly']): Judgement => {
    const tokens = tokenize(text)
    const name = findName(tokens)
    const beliefs = believe(text, tokens, name)
    return {
      text,
      tokens,
      name,
      decision: decide(beliefs, options.costs),
      ranked: beliefs.topics.slice(0, maxRanked),
      double: beliefs.double,
    }
  }

  const finish = <Made extends Decision>({ tokens, name, ranked }: Judgement, decision: Made) => ({
    ...decision,
    ranked,
    ...(name && { name }),
    // Found when asked for: it takes as long as the rest of the match, and most callers never ask.
    get because() {
      return reasons.words(tokens, labelsOf(decision))
    },
  })

  /** The parts of a message that tells several problems; undefined if it tells one. */
  const several = (whole: Judgement): Match | undefined => {
    const announced = announcesSeveral(whole.text)
    // The ways to split share most of their clauses.
    const judged = new Map<string, Judgement>()
    const judgeClause = (clause: string) =>
      judged.get(clause) ?? judged.set(clause, judge(clause, names.exactly)).get(clause)!
    const found = clausesOf(whole.text, announced)
      .filter((clauses) => clauses.length > 1)
      .map((clauses, way) => {
        // Only in a careful split of what the writer announces is a clause believed as easily.
        const careful = announced && way === 0
        const answer = careful ? options.announcedPartSure : sureOf(whole)
        return distinctProblems(clauses.map(judgeClause), {
          answer,
          choose: careful ? answer : never,
          unlisted: announced ? sureOfUnlisted : never,
        })
      })
      .reduce<Problems>((most, problems) => (problems.length > most.length ? problems : most), [])
    if (found.length < 2) return undefined
    const topics = found.flatMap(({ decision }) => topicsOf(decision))
    return !announced && mayBeOneProblem(topics, doubleReadings) && topics.length <= maxChoices
      ? askBetween(whole, topics)
      : severalMatch(whole, found)
  }

  const sureOf = ({ ranked }: Judgement): number =>
    (ranked[0]?.probability ?? 0) < options.wholeSure ? options.partSure : options.contraryPartSure

  /** Perhaps it is one problem told in the words of two topics. */
  const askBetween = (whole: Judgement, topics: readonly Topic[]): Match => {
    const beliefs = whole.ranked.filter(({ topic }) => topics.includes(topic))
    const score = beliefs.reduce((sum, { probability }) => sum + probability, 0)
    return finish(whole, { kind: 'choose', topics, score })
  }

  const severalMatch = (whole: Judgement, problems: Problems): Match => {
    const parts = problems.map(
      ({ judgement, decision }): PartMatch => ({
        text: judgement.text,
        match: finish(judgement, decision),
      }),
    )
    const score = Math.min(...parts.map(({ match }) => match.score))
    return { kind: 'several', parts, ranked: whole.ranked, because: [], score }
  }

  /** The one sentence that tells a problem, in a message that is not understood as a whole; in a rant, say. */
  const clearPart = (whole: Judgement): Match | undefined => {
    if (!isUnclear(whole)) return undefined
    const [sentences = []] = clausesOf(whole.text, false)
    const clear = sentences
      .map((sentence) => judge(sentence, names.exactly))
      .filter(({ decision }) => decision.kind === 'answer' && decision.score >= options.clearPartSure)
    return clear[0] && clear.length === 1 ? finish(clear[0], clear[0].decision) : undefined
  }

  /** The body of a letter; if that is not understood, perhaps too much was taken for its frame. */
  const judgeLetter = (text: string): Judgement => {
    const body = bodyOf(text)
    const judgement = judge(body, names.nearly)
    if (!isUnclear(judgement)) return judgement
    const all = withoutNoise(text)
    return all === body ? judgement : judge(all, names.nearly)
  }

  return {
    match(question) {
      const text = readable(question)
      if (!hasWords(text)) return { kind: 'unknown', reason: 'unclear', ranked: [], because: [], score: 1 }
      const whole = judgeLetter(text)
      return several(whole) ?? clearPart(whole) ?? finish(whole, whole.decision)
    },
  }
}

const isUnclear = ({ decision }: Judgement): boolean =>
  decision.kind === 'unknown' && decision.reason === 'unclear'

/** `share` of the second reading and the rest of the first. */
function mix(first: Reading, second: Reading, share: number): Reading {
  const mixed = (one: number, other: number) => (1 - share) * one + share * other
  return {
    labels: first.labels.map((probability, at) => mixed(probability, second.labels[at]!)),
    double: mixed(first.double, second.double),
  }
}

type Problems = readonly { readonly judgement: Judgement; readonly decision: Problem }[]

type Problem = Extract<Decision, { kind: 'answer' | 'choose' | 'unknown' }>

/** Least score with which a clause counts as a problem of its own. */
type LeastScores = Readonly<Record<'answer' | 'choose' | 'unlisted', number>>
const never = Number.POSITIVE_INFINITY

/** The clauses that are problems of their own, in their order, one for each topic; one of them must be stated. */
function distinctProblems(clauses: readonly Judgement[], least: LeastScores): Problems {
  const seen = new Set<string>()
  const problems = clauses.flatMap((judgement) => {
    const decision = problemIn(judgement, least)
    if (!decision) return []
    const topics = topicsOf(decision)
    if (topics.some((topic) => seen.has(topic.id))) return []
    for (const topic of topics) seen.add(topic.id)
    return [{ judgement, decision }]
  })
  return problems.some(({ decision }) => decision.kind === 'answer') ? problems.slice(0, maxParts) : []
}

function problemIn({ decision, double }: Judgement, least: LeastScores): Problem | undefined {
  switch (decision.kind) {
    case 'answer':
      // The clause is about this topic, even if another one may be meant too.
      return decision.score >= (1 - double) * least.answer ? decision : undefined
    case 'choose':
      return decision.score >= least.choose ? decision : undefined
    case 'unknown':
      return decision.reason === 'unlisted' && decision.score >= least.unlisted ? decision : undefined
    case 'intent':
      return undefined
  }
}
