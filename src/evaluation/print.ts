import { type LevelOf, measures, misrouted, type Trial } from './measures.ts'
import type { ReliabilityRow } from './reliability.ts'
import type { Share } from './wilson.ts'

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** A row for each measure, with its goal; a block for each column, so that it fits any terminal. */
export function measureTable(columns: ReadonlyMap<string, ReadonlyMap<string, Share>>): string {
  return [...columns]
    .map(([name, shares]) =>
      [
        name,
        ...measures.map((measure) => {
          const { share, low, high, hits, of } = shares.get(measure.name)!
          const interval = `${percent(low)} to ${percent(high)}`
          return `  ${measure.name.padEnd(56)}${percent(share).padStart(8)}  ${interval.padEnd(20)}${`${hits}/${of}`.padEnd(9)}${measure.goal}`
        }),
      ].join('\n'),
    )
    .join('\n\n')
}

/** Stated probability against hit rate. */
export function reliabilityTable(rows: readonly ReliabilityRow[]): string {
  return rows
    .map(({ from, to, stated, right }) => {
      const range = `${from.toFixed(2)} to ${to.toFixed(2)}`
      return `  ${range.padEnd(16)}stated ${percent(stated).padStart(7)}   right ${percent(right.share).padStart(7)}   of ${right.of}`
    })
    .join('\n')
}

/** Pairs of topics where another one was stated, most frequent first. */
export function confusions(trials: readonly Trial[]): string {
  const counts = new Map<string, number>()
  for (const { question, routing } of trials) {
    const [stated] = routing.topics
    if (routing.kind !== 'answer' || !stated || question.topics.includes(stated)) continue
    const pair = `${question.topics.join('+') || (question.reason ?? question.intent ?? question.kind)} -> ${stated}`
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  const rows = [...counts].sort((a, b) => b[1] - a[1])
  return rows.map(([pair, count]) => `  ${count}  ${pair}`).join('\n') || '  none'
}

/** The questions that went most wrong: a wrong level first, then by the probability of what was wrongly said. */
export function worst(trials: readonly Trial[], levelOf: LevelOf, count: number): string {
  return trials
    .filter(({ question, routing }) => wrong(question, routing))
    .map((trial) => ({ trial, badness: (misrouted(trial, levelOf) ? 1 : 0) + trial.routing.score }))
    .sort((a, b) => b.badness - a.badness)
    .slice(0, count)
    .map(({ trial: { question, routing } }) => {
      const meant = question.topics.join('+') || (question.reason ?? question.intent ?? question.kind)
      const said = routing.topics.join('+') || (routing.reason ?? routing.intent ?? '')
      const text = question.text.replace(/\s+/g, ' ').slice(0, 110)
      return `  ${question.kind} ${meant} -> ${routing.kind} ${said} (${percent(routing.score)}): ${text}`
    })
    .join('\n')
}

function wrong(question: Trial['question'], routing: Trial['routing']): boolean {
  if (question.kind !== routing.kind) return question.kind !== 'adversarial'
  return (
    question.intent !== routing.intent ||
    question.reason !== routing.reason ||
    !question.topics.every((topic) => routing.topics.includes(topic))
  )
}
