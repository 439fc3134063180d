import type { Match } from '../../knowledge/match.ts'

/** Why a match came out as it did, for the terminal: decision, words and the best topics with their probabilities. */
export function explain(match: Match): string {
  const words = match.because.map((word) => `„${word}“`).join(', ') || '–'
  return [
    `Entscheidung: ${decisionText(match)}, Wahrscheinlichkeit ${percent(match.score)}`,
    `Ausschlaggebende Wörter: ${words}`,
    ...match.ranked
      .slice(0, 5)
      .map(({ topic, probability }) => `${percent(probability).padStart(7)}  ${topic.id}`),
    ...(match.kind === 'several'
      ? match.parts.map((part) => `Teil „${part.text}“:\n${explain(part.match)}`)
      : []),
  ].join('\n')
}

/** The kind of decision with what was decided, in the words of the `--jsonl` contract. */
function decisionText(match: Match): string {
  switch (match.kind) {
    case 'intent':
      return `intent ${match.intent}`
    case 'unknown':
      return `unknown ${match.reason}`
    default:
      return match.kind
  }
}

const percent = (probability: number): string =>
  `${(probability * 100).toLocaleString('de-DE', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`
