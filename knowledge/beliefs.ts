import type { Reading } from './classifier.ts'
import type { DoubleReadings } from './doubleReadings.ts'
import type { Candidate } from './match.ts'
import {
  type Intent,
  intents,
  type Knowledge,
  type Label,
  labelOf,
  type OutOfScope,
  outOfScopeReasons,
} from './topic.ts'

export interface TopicBelief extends Candidate {
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

/** Sorts a reading by a model of these labels into topics, intents and the rest. */
export function createBeliefReader(
  { topics: known }: Knowledge,
  labels: readonly Label[],
  doubleReadings: DoubleReadings,
): (reading: Reading) => Beliefs {
  const topics = [...known.values()]
  // Looked up once: a question would ask for each label's place several times.
  const placeOf = (label: Label) => labels.indexOf(label)
  const topicPlaces = topics.map((topic) => placeOf(labelOf(topic)))
  const intentPlaces = intents.map((intent) => [intent, placeOf(`intent:${intent}`)] as const)
  const reasonPlaces = outOfScopeReasons.map((reason) => [reason, placeOf(reason)] as const)

  return ({ labels: probabilities, double }) => {
    // What reads as two topics is none of them alone. A small knowledge may have no examples of an intent.
    const at = (place: number) => (place < 0 ? 0 : (1 - double) * probabilities[place]!)
    const ranked = topics.map((topic, index) => ({ topic, probability: at(topicPlaces[index]!) }))
    ranked.sort((a, b) => b.probability - a.probability)
    return {
      topics: withOthers(ranked, doubleReadings),
      double,
      intents: recordOf(intentPlaces, at),
      outOfScope: recordOf(reasonPlaces, at),
    }
  }
}

function recordOf<Name extends string>(
  places: readonly (readonly [Name, number])[],
  at: (place: number) => number,
): Record<Name, number> {
  const record = {} as Record<Name, number>
  for (const [name, place] of places) record[name] = at(place)
  return record
}

/** The other reading is one that is probable itself, and that the knowledge often has beside the first. */
function withOthers(ranked: readonly Candidate[], doubleReadings: DoubleReadings): TopicBelief[] {
  const first = ranked[0]?.topic
  const weights = ranked.map(({ topic, probability }) =>
    topic === first || !first ? 0 : probability * (doubleReadings(first, topic) + 1),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return ranked.map(({ topic, probability }, at) => ({
    topic,
    probability,
    asOther: total > 0 ? weights[at]! / total : 0,
  }))
}
