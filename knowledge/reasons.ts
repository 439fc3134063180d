import { type Model, vectorOf } from './classifier.ts'
import { featureNames, featuresOf } from './features.ts'
import type { Token } from './normalize.ts'
import type { Label } from './topic.ts'

/** Most words named as the reason of a match. */
const maxReasons = 3

/** A feature of a text with what it adds to the score of a decision, above what it adds to the average label. */
export interface FeatureEvidence {
  readonly feature: string
  readonly weight: number
}

/** Tells what spoke for a decision. */
export interface ReasonFinder {
  /** The words that spoke most for these labels, as the user wrote them, strongest first. */
  words(tokens: readonly Token[], labels: readonly Label[]): string[]
  /** All features of the text, strongest first. */
  features(tokens: readonly Token[], labels: readonly Label[]): FeatureEvidence[]
}

export function createReasonFinder(model: Model): ReasonFinder {
  const width = model.bias.length
  const columnOf = new Map(model.labels.map((label, at) => [label, at]))
  const averages = averageWeights(model)

  /** What each feature of a text adds, by its row in the model. */
  const evidence = (tokens: readonly Token[], labels: readonly Label[]): Map<number, number> => {
    const columns = labels.flatMap((label) => columnOf.get(label) ?? [])
    const { rows, values } = vectorOf(featuresOf(tokens), model)
    return new Map(
      Array.from(rows, (row, at) => {
        let sum = 0
        for (const column of columns) sum += model.weights[row * width + column]! - averages[row]!
        return [row, values[at]! * sum]
      }),
    )
  }

  /** The names of a text's features that the model knows, with their rows. */
  const knownFeatures = (tokens: readonly Token[]): [string, number][] =>
    [...featureNames(tokens)].flatMap(([hash, name]): [string, number][] => {
      const row = model.rows.get(hash)
      return row === undefined ? [] : [[name, row]]
    })

  return {
    words(tokens, labels) {
      const byRow = evidence(tokens, labels)
      const strongest = tokens
        .map((token) => ({
          raw: token.raw,
          weight: knownFeatures([token]).reduce((sum, [, row]) => sum + (byRow.get(row) ?? 0), 0),
        }))
        .filter(({ weight }) => weight > 0)
        .sort((a, b) => b.weight - a.weight)
        .map(({ raw }) => raw)
      return [...new Set(strongest)].slice(0, maxReasons)
    },
    features(tokens, labels) {
      const byRow = evidence(tokens, labels)
      return knownFeatures(tokens)
        .map(([feature, row]) => ({ feature, weight: byRow.get(row) ?? 0 }))
        .sort((a, b) => b.weight - a.weight)
    },
  }
}

/** The mean weight of each feature over all labels. */
function averageWeights({
  weights,
  bias: { length: width },
  labels: { length: columns },
}: Model): Float32Array {
  const averages = new Float32Array(weights.length / width)
  for (let row = 0; row < averages.length; row++) {
    let sum = 0
    for (let column = 0; column < columns; column++) sum += weights[row * width + column]!
    averages[row] = sum / columns
  }
  return averages
}
