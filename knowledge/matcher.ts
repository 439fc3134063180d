import { classify, type Model, vectorOf } from './classifier.ts'
import { type Beliefs, beliefsOf, type Costs, type Decision, decide, defaultCosts } from './decide.ts'
import { featuresOf } from './features.ts'
import type { Match, Matcher, PartMatch } from './match.ts'
import { createNameFinder } from './names.ts'
import { type Token, tokenize } from './normalize.ts'
import { bodyOf, clausesOf } from './segments.ts'
import { hasWords, readable } from './text.ts'
import type { Knowledge, Label, Topic } from './topic.ts'

/** Settings of the matcher beside the costs of `decide`; chosen on the `tune` questions (docs/decisions.md). */
export interface MatcherOptions {
  readonly costs: Costs
  /** Share of the belief that goes to a topic whose name the input spells exactly; a near spelling gets less. */
  readonly nameShare: number
  /** Least probability of each clause for two clauses to count as two problems. */
  readonly partSure: number
  /** Topics below this probability are not named as next best. */
  readonly leastProbability: number
}

export const defaultOptions: MatcherOptions = {
  costs: defaultCosts,
  nameShare: 0.9,
  partSure: 0.6,
  leastProbability: 0.02,
}

/** Most problems that one message is split into. */
const maxParts = 3

/** Most words named as the reason of a match. */
const maxReasons = 3

/** Builds the matcher: normalise, classify, look up names, decide. See docs/decisions.md, "Matching". */
export function createMatcher(
  knowledge: Knowledge,
  model: Model,
  options: MatcherOptions = defaultOptions,
): Matcher {
  const findName = createNameFinder(knowledge)

  const believe = (text: string, tokens: readonly Token[]): Beliefs => {
    const probabilities = classify(model, vectorOf(featuresOf(tokens), model.rows, model.idf))
    const beliefs = new Map<Label, number>(model.labels.map((label, at) => [label, probabilities[at] ?? 0]))
    const hit = findName(text)
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

  const matchOne = (text: string): Match => {
    const tokens = tokenize(text)
    const beliefs = believe(text, tokens)
    const decision = decide(beliefs, options.costs)
    const ranked = beliefs.topics.filter(({ probability }) => probability >= options.leastProbability)
    return { ...decision, ranked, because: reasons(model, tokens, decision) }
  }

  const matchParts = (body: string, whole: Match): Match => {
    const clauses = clausesOf(body)
    if (clauses.length < 2) return whole
    const parts = distinctProblems(
      clauses.map((text) => ({ text, match: matchOne(text) })),
      options.partSure,
    )
    if (parts.length < 2) return whole
    return {
      kind: 'several',
      parts,
      ranked: whole.ranked,
      because: [],
      score: Math.min(...parts.map(({ match }) => match.score)),
    }
  }

  return {
    match(question) {
      const text = readable(question)
      if (!hasWords(text)) return { kind: 'unknown', reason: 'unclear', ranked: [], because: [], score: 1 }
      const body = bodyOf(text)
      return matchParts(body, matchOne(body))
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

/** The user's words that spoke most for the decision, against the average of the other labels. */
function reasons(model: Model, tokens: readonly Token[], decision: Decision): string[] {
  const wanted = new Set(labelsOf(decision))
  const columns = model.labels.flatMap((label, at) => (wanted.has(label) ? [at] : []))
  if (columns.length === 0) return []
  return tokens
    .map((token) => ({ raw: token.raw, weight: evidence(model, token, columns) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ raw }) => raw)
    .filter((raw, at, all) => all.indexOf(raw) === at)
    .slice(0, maxReasons)
}

function evidence(model: Model, token: Token, columns: readonly number[]): number {
  const { rows, values } = vectorOf(featuresOf([token]), model.rows, model.idf)
  const width = model.labels.length
  let sum = 0
  for (const [at, row] of rows.entries()) {
    const weights = model.weights.subarray(row * width, (row + 1) * width)
    const average = weights.reduce((total, weight) => total + weight, 0) / width
    for (const column of columns) sum += values[at]! * (weights[column]! - average)
  }
  return sum
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
