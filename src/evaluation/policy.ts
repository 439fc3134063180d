import { type Costs, defaultCosts } from '../../knowledge/decide.ts'
import { intents } from '../../knowledge/topic.ts'
import type { Routing } from '../cli/routing.ts'
import type { Ranker } from './alternatives.ts'
import type { LevelOf, Trial } from './measures.ts'
import type { Question } from './questions.ts'

type Ranking = Awaited<ReturnType<Ranker['rank']>>

/** From which share of the scores a topic is stated, and from which a choice is offered. */
interface Thresholds {
  readonly state: number
  readonly offer: number
}

const steps = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const

/**
 * Gives a ranker the best two thresholds it could have on `tune`, by the same costs that our own decision uses, so that
 * it is compared at its best.
 */
export function bestThresholds(
  questions: readonly Question[],
  rankings: readonly Ranking[],
  levelOf: LevelOf,
): Thresholds {
  const candidates = steps.flatMap((state) =>
    steps.filter((offer) => offer <= state).map((offer) => ({ state, offer })),
  )
  const cost = (thresholds: Thresholds) =>
    questions.reduce(
      (sum, question, at) =>
        sum + costOf({ question, routing: route(rankings[at] ?? [], thresholds, levelOf) }, levelOf),
      0,
    )
  return candidates
    .map((thresholds) => ({ thresholds, cost: cost(thresholds) }))
    .sort((a, b) => a.cost - b.cost)[0]!.thresholds
}

/** States the first label, offers the first three topics, or gives up. */
export function route(ranking: Ranking, { state, offer }: Thresholds, levelOf: LevelOf): Routing {
  const total = ranking.slice(0, 10).reduce((sum, { score }) => sum + score, 0)
  const [first] = ranking
  const score = first && total > 0 ? first.score / total : 0
  const unknown: Routing = {
    kind: 'unknown',
    topics: [],
    level: null,
    intent: null,
    reason: 'unclear',
    score,
  }
  if (!first || score < offer) return unknown
  if (first.label === 'unlisted' || first.label === 'foreign') return { ...unknown, reason: first.label }
  const intent = intents.find((name) => first.label === `intent:${name}`)
  if (intent) return { ...unknown, kind: 'intent', intent, reason: null }
  const topics = ranking.flatMap(({ label }) =>
    label.startsWith('topic:') ? [label.slice('topic:'.length)] : [],
  )
  if (topics.length === 0) return unknown
  return score >= state
    ? { ...unknown, kind: 'answer', topics: topics.slice(0, 1), level: levelOf(topics[0]!), reason: null }
    : { ...unknown, kind: 'choose', topics: topics.slice(0, 3), reason: null }
}

/** What a routing costs, in the units of `decide`. */
function costOf({ question, routing }: Trial, levelOf: LevelOf, costs: Costs = defaultCosts): number {
  const topicMeant = question.topics.length > 0
  const hit = routing.topics.some((topic) => question.topics.includes(topic))
  switch (routing.kind) {
    case 'answer':
      if (!topicMeant) return costs.topicForOther
      if (hit) return question.kind === 'answer' ? 0 : costs.ask
      return question.topics.some((topic) => levelOf(topic) === routing.level)
        ? costs.wrongTopic
        : costs.wrongLevel
    case 'choose':
      return costs.ask + (hit ? 0 : costs.choiceMissed)
    default:
      return topicMeant ? costs.describeAgain : routing.intent === question.intent ? 0 : costs.wrongOther
  }
}
