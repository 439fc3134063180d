import type { Model } from '../../knowledge/classifier.ts'
import { type Decision, labelsOf } from '../../knowledge/decide.ts'
import { bodyOf } from '../../knowledge/letter.ts'
import type { Match } from '../../knowledge/match.ts'
import type { NameHit } from '../../knowledge/names.ts'
import { tokenize } from '../../knowledge/normalize.ts'
import { createReasonFinder } from '../../knowledge/reasons.ts'

/** How many topics and features are shown. */
const shownTopics = 5
const shownFeatures = 8

/**
 * Why a match came out as it did, for the terminal: decision, words, the name it was taken for, the best topics with
 * their probabilities, and the features that added most to the score.
 */
export function explain(question: string, match: Match, model: Model): string {
  const words = match.because.map((word) => `„${word}“`).join(', ') || '–'
  const parts = match.kind === 'several' ? match.parts : []
  return [
    `Entscheidung: ${decisionText(match)}, Wahrscheinlichkeit ${percent(match.score)}`,
    ...(match.kind === 'several' ? [] : [`Ausschlaggebende Wörter: ${words}`]),
    ...(match.name ? [nameText(match.name)] : []),
    ...match.ranked
      .slice(0, shownTopics)
      .map(({ topic, probability }) => `${percent(probability).padStart(9)}  ${topic.id}`),
    ...(match.kind === 'several' ? [] : [`Merkmale: ${featureText(question, match, model)}`]),
    ...parts.map((part) => `\nTeil „${part.text}“\n${explain(part.text, part.match, model)}`),
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

function nameText({ words, names, certainty }: NameHit): string {
  const meant = names.map((name) => `„${name}“`).join(' oder ')
  return `Erkannt als Name oder kurzes Beispiel: „${words}“ als ${meant}, zu ${percent(certainty)} sicher`
}

function featureText(question: string, match: Decision, model: Model): string {
  const features = createReasonFinder(model).features(tokenize(bodyOf(question)), labelsOf(match))
  return features
    .slice(0, shownFeatures)
    .map(({ feature, weight }) => `${feature.replace(/^[wp]:/, '')} ${decimal(weight)}`)
    .join('; ')
}

const percent = (probability: number): string =>
  `${(probability * 100).toLocaleString('de-DE', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`

const decimal = (weight: number): string =>
  weight.toLocaleString('de-DE', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
