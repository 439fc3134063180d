import { type Model, vectorOf } from './classifier.ts'
import { featuresOf } from './features.ts'
import type { Token } from './normalize.ts'
import type { Label } from './topic.ts'

/** Most words named as the reason of a match. */
const maxReasons = 3

/** Finds the words that spoke most for some labels, against the average of all; as the user wrote them, strongest first. */
export function createReasonFinder(
  model: Model,
): (tokens: readonly Token[], labels: readonly Label[]) => string[] {
  const width = model.labels.length
  const columnOf = new Map(model.labels.map((label, at) => [label, at]))
  const averages = averageWeights(model)

  const evidence = (token: Token, columns: readonly number[]): number => {
    const { rows, values } = vectorOf(featuresOf([token]), model.rows, model.idf)
    let sum = 0
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!
      for (const column of columns)
        sum += values[at]! * (model.weights[row * width + column]! - averages[row]!)
    }
    return sum
  }

  return (tokens, labels) => {
    const columns = labels.flatMap((label) => columnOf.get(label) ?? [])
    const strongest = tokens
      .map((token) => ({ raw: token.raw, weight: evidence(token, columns) }))
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight)
      .map(({ raw }) => raw)
    return [...new Set(strongest)].slice(0, maxReasons)
  }
}

/** The mean weight of each feature over all labels. */
function averageWeights({ weights, labels: { length: width } }: Model): Float32Array {
  const averages = new Float32Array(weights.length / width)
  for (let row = 0; row < averages.length; row++) {
    let sum = 0
    for (let column = 0; column < width; column++) sum += weights[row * width + column]!
    averages[row] = sum / width
  }
  return averages
}
