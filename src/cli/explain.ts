import type { Match } from '../../knowledge/match.ts'

/** Why a match came out as it did, for the terminal: decision, words and the best topics with their probabilities. */
export function explain(match: Match): string {
  const words = match.because.map((word) => `„${word}“`).join(', ') || '–'
  return [
    `Entscheidung: ${match.kind}, Wahrscheinlichkeit ${percent(match.score)}`,
    `Ausschlaggebende Wörter: ${words}`,
    ...match.ranked
      .slice(0, 5)
      .map(({ topic, probability }) => `${percent(probability).padStart(7)}  ${topic.id}`),
    ...(match.kind === 'several'
      ? match.parts.map((part) => `Teil „${part.text}“:\n${explain(part.match)}`)
      : []),
  ].join('\n')
}

const percent = (probability: number): string =>
  `${(probability * 100).toLocaleString('de-DE', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`
