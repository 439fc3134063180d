import type { Beliefs, TopicBelief } from './beliefs.ts'
import { type Intent, intents, type Label, labelOf, type OutOfScope, type Topic } from './topic.ts'

export type Decision =
  | { readonly kind: 'answer'; readonly topic: Topic; readonly score: number }
  | { readonly kind: 'choose'; readonly topics: readonly Topic[]; readonly score: number }
  | { readonly kind: 'intent'; readonly intent: Intent; readonly score: number }
  | { readonly kind: 'unknown'; readonly reason: OutOfScope; readonly score: number }

/** The topics that a decision names, stated or offered. */
export function topicsOf(decision: Decision): readonly Topic[] {
  if (decision.kind === 'answer') return [decision.topic]
  return decision.kind === 'choose' ? decision.topics : []
}

/** What was decided, in the model's labels. */
export function labelsOf(decision: Decision): Label[] {
  switch (decision.kind) {
    case 'answer':
    case 'choose':
      return topicsOf(decision).map(labelOf)
    case 'intent':
      return [`intent:${decision.intent}`]
    case 'unknown':
      return [decision.reason]
  }
}

/**
 * What each mistake costs, in units of one question back. A call to the wrong desk costs both sides a call, a wrong
 * topic of the same level only a strange reply; asking once more is cheap, but not free.
 */
export const defaultCosts = {
  /** Stated a topic of the other level. */
  wrongLevel: 6,
  /** Stated another topic of the right level. */
  wrongTopic: 1.5,
  /** Stated a topic for something that is none. */
  topicForOther: 6,
  /** Stated a topic where the words fairly read as two, of which either may be meant. */
  statedDouble: 3.25,
  /** Asked between topics: the question back itself, and a little for each further option to read. */
  ask: 1,
  perOption: 0.05,
  /** Asked between topics, and none of them was meant. */
  choiceMissed: 2.75,
  /** Said "unlisted", "foreign" or answered an intent where a topic was meant. */
  topicMissed: 3.5,
  /** Took one kind of no-topic for another. */
  wrongOther: 1.5,
  /** Asked to describe it differently where a topic was meant. */
  describeAgain: 3,
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
