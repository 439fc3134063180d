import type { Trial } from './measures.ts'
import { type Share, wilson } from './wilson.ts'

/** One row of the reliability table: trials whose stated probability lay in a range, and how often they were right. */
export interface ReliabilityRow {
  readonly from: number
  readonly to: number
  /** Mean of the stated probabilities. */
  readonly stated: number
  readonly right: Share
}

const bounds = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0001] as const

/**
 * How far the probabilities of stated topics can be believed. They say that it is this topic alone, so a message that
 * reads as two topics, or tells two problems, counts as a miss.
 */
export function reliability(trials: readonly Trial[]): ReliabilityRow[] {
  const stated = trials.filter(({ routing }) => routing.kind === 'answer')
  return bounds.slice(1).flatMap((to, at) => {
    const from = bounds[at]!
    const inRange = stated.filter(({ routing }) => routing.score >= from && routing.score < to)
    if (inRange.length === 0) return []
    const right = inRange.filter(
      ({ question, routing }) => question.topics.length === 1 && question.topics[0] === routing.topics[0],
    )
    const sum = inRange.reduce((total, { routing }) => total + routing.score, 0)
    return [
      {
        from,
        to: Math.min(to, 1),
        stated: sum / inRange.length,
        right: wilson(right.length, inRange.length),
      },
    ]
  })
}
