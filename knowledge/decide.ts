import type { DoubleReadings } from './doubleReadings.ts'
import type { Candidate } from './match.ts'
import { type Intent, intents, type Label, type OutOfScope, outOfScopeReasons, type Topic } from './topic.ts'

export interface TopicBelief {
  readonly topic: Topic
  readonly probability: number
  /** If the text reads as two topics, and the most probable topic is one of them: that this is the other. */
  readonly asOther: number
}

/** How probable each reading of a text is; everything adds up to 1. */
export interface Beliefs {
  /** Every topic, the most probable first. */
  readonly topics: readonly TopicBelief[]
  /** That it fairly reads as two topics, so that a question back is due. */
  readonly double: number
  readonly intents: Readonly<Record<Intent, number>>
  readonly outOfScope: Readonly<Record<OutOfScope, number>>
}

export type Decision =
  | { readonly kind: 'answer'; readonly topic: Topic; readonly score: number }
  | { readonly kind: 'choose'; readonly topics: readonly Topic[]; readonly score: number }
  | { readonly kind: 'intent'; readonly intent: Intent; readonly score: number }
  | { readonly kind: 'unknown'; readonly reason: OutOfScope; readonly score: number }

/**
 * What each mistake costs, in units of one question back. A call to the wrong desk costs both sides a call, a wrong
 * topic of the same level only a strange reply; asking once more is cheap, but not free.
 */
export const defaultCosts = {
  /** Stated a topic of the other level. */
  wrongLevel: 6.5,
  /** Stated another topic of the right level. */
  wrongTopic: 1.5,
  /** Stated a topic for something that is none. */
  topicForOther: 4.5,
  /** Stated a topic where the words fairly read as two, of which either may be meant. */
  statedDouble: 5,
  /** Asked between topics: the question back itself, and a little for each further option to read. */
  ask: 1,
  perOption: 0.05,
  /** Asked between topics, and none of them was meant. */
  choiceMissed: 2.25,
  /** Said "unlisted", "foreign" or answered an intent where a topic was meant. */
  topicMissed: 4,
  /** Took one kind of no-topic for another. */
  wrongOther: 1.5,
  /** Asked to describe it differently where a topic was meant. */
  describeAgain: 4,
} as const
export type Costs = { readonly [Name in keyof typeof defaultCosts]: number }

/** Most topics in a question back. */
export const maxChoices = 3

/** The one rule: of all possible replies, the one with the least expected cost. */
export function decide(beliefs: Beliefs, costs: Costs = defaultCosts): Decision {
  let best: { decision: Decision; cost: number } | undefined
  const consider = (decision: Decision, cost: number) => {
    if (!best || cost < best.cost) best = { decision, cost }
  }

  const { topics: ranked, double } = beliefs
  const oneTopic = ranked.reduce((sum, { probability }) => sum + probability, 0)
  const anyTopic = oneTopic + double
  const other = 1 - anyTopic

  const [first, ...rest] = ranked
  if (first) {
    const { topic, probability } = first
    const sameLevel = ranked
      .filter((candidate) => candidate.topic.level === topic.level)
      .reduce((sum, candidate) => sum + candidate.probability, 0)
    consider(
      { kind: 'answer', topic, score: probability },
      (sameLevel - probability) * costs.wrongTopic +
        (oneTopic - sameLevel) * costs.wrongLevel +
        double * costs.statedDouble +
        other * costs.topicForOther,
    )
    const worth = (belief: TopicBelief) => belief.probability + double * belief.asOther
    const others = rest.sort((a, b) => worth(b) - worth(a))
    for (let count = 2; count <= Math.min(maxChoices, ranked.length); count++) {
      const offered = [first, ...others.slice(0, count - 1)]
      const covered = offered.reduce((sum, belief) => sum + worth(belief), 0)
      consider(
        { kind: 'choose', topics: offered.map((belief) => belief.topic), score: covered },
        costs.ask + count * costs.perOption + (1 - covered) * costs.choiceMissed,
      )
    }
  }
  const notTopic = (decision: Decision) =>
    consider(decision, anyTopic * costs.topicMissed + (other - decision.score) * costs.wrongOther)
  for (const intent of intents) notTopic({ kind: 'intent', intent, score: beliefs.intents[intent] })
  for (const reason of ['unlisted', 'foreign'] as const) {
    notTopic({ kind: 'unknown', reason, score: beliefs.outOfScope[reason] })
  }
  const { unclear } = beliefs.outOfScope
  consider(
    { kind: 'unknown', reason: 'unclear', score: unclear },
    anyTopic * costs.describeAgain + (other - unclear) * costs.wrongOther,
  )
  return best!.decision
}

/** A topic with its label, which is not put together anew for each question. */
export interface LabelledTopic {
  readonly topic: Topic
  readonly label: Label
}

const intentLabels = intents.map((intent) => [intent, `intent:${intent}`] as const)

/** Sorts a probability for each label into topics, intents and the rest. */
export function beliefsOf(
  probabilities: ReadonlyMap<Label, number>,
  topics: readonly LabelledTopic[],
  doubleReadings: DoubleReadings,
): Beliefs {
  const of = (label: Label) => probabilities.get(label) ?? 0
  const ranked = topics
    .map(({ topic, label }) => ({ topic, probability: of(label) }))
    .sort((a, b) => b.probability - a.probability)
  return {
    topics: withOthers(ranked, doubleReadings),
    double: of('double'),
    intents: Object.fromEntries(intentLabels.map(([intent, label]) => [intent, of(label)])) as Record<
      Intent,
      number
    >,
    outOfScope: Object.fromEntries(outOfScopeReasons.map((reason) => [reason, of(reason)])) as Record<
      OutOfScope,
      number
    >,
  }
}

/** The other reading is one that is probable itself, and that the knowledge often has beside the first. */
function withOthers(ranked: readonly Candidate[], doubleReadings: DoubleReadings): TopicBelief[] {
  const first = ranked[0]?.topic
  const weights = ranked.map(({ topic, probability }) =>
    topic === first || !first ? 0 : probability * (doubleReadings(first, topic) + 1),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return ranked.map((candidate, at) => ({
    ...candidate,
    asOther: total > 0 ? weights[at]! / total : 0,
  }))
}
