import type { Knowledge, Topic } from './topic.ts'

/** How many sentences of the knowledge read as both of two topics. */
export type DoubleReadings = (first: Topic, second: Topic) => number

/** Counts the double readings of each pair of topics. */
export function countDoubleReadings(knowledge: Knowledge): DoubleReadings {
  const counts = new Map<string, number>()
  for (const { labels } of knowledge.examples) {
    for (const first of labels) {
      for (const second of labels) {
        if (first === second) continue
        const pair = `${first} ${second}`
        counts.set(pair, (counts.get(pair) ?? 0) + 1)
      }
    }
  }
  return (first, second) => counts.get(`topic:${first.id} topic:${second.id}`) ?? 0
}

/** Pairs with fewer double readings are hardly ever confused. */
const fewReadings = 3

/**
 * True if one problem may be told in the words of two of the topics. "Das neue Konto ist da. Im Vermögensstatus fehlt
 * es." is then perhaps one problem, not two.
 */
export function mayBeOneProblem(topics: readonly Topic[], doubleReadings: DoubleReadings): boolean {
  return topics.some((first, at) =>
    topics.slice(at + 1).some((second) => doubleReadings(first, second) >= fewReadings),
  )
}
