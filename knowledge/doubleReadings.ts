import { type Knowledge, labelOf, type Topic } from './topic.ts'

/** How many sentences of the knowledge read as both of two topics. */
export type DoubleReadings = (first: Topic, second: Topic) => number

/** Counts the double readings of each pair of topics. */
export function countDoubleReadings({ topics, examples }: Knowledge): DoubleReadings {
  // By the topics themselves: this is asked for every topic of every question, and strings would have to be built.
  const counts = new Map([...topics.values()].map((topic) => [topic, new Map<Topic, number>()]))
  const byLabel = new Map<string, Topic>([...topics.values()].map((topic) => [labelOf(topic), topic]))
  for (const { labels } of examples) {
    if (labels.length < 2) continue
    const read = labels.flatMap((label) => byLabel.get(label) ?? [])
    for (const first of read) {
      for (const second of read) {
        if (first !== second) counts.get(first)?.set(second, (counts.get(first)?.get(second) ?? 0) + 1)
      }
    }
  }
  return (first, second) => counts.get(first)?.get(second) ?? 0
}

/** Pairs with fewer double readings are hardly ever confused. */
const fewReadings = 15

/**
 * True if one problem may be told in the words of two of the topics. "Das neue Konto ist da. Im Vermögensstatus fehlt
 * es." is then perhaps one problem, not two.
 */
export function mayBeOneProblem(topics: readonly Topic[], doubleReadings: DoubleReadings): boolean {
  return topics.some((first, at) =>
    topics.slice(at + 1).some((second) => doubleReadings(first, second) >= fewReadings),
  )
}
