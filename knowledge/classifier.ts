import { type Features, featureKinds } from './features.ts'
import type { Label } from './topic.ts'

/**
 * A trained linear model. `weights` holds a row of numbers for each feature: one for each label, and a last one for the
 * double reading.
 */
export interface Model {
  readonly labels: readonly Label[]
  /** Row of a feature in `weights`, by its hash. */
  readonly rows: ReadonlyMap<number, number>
  /** Inverse document frequency of each row's feature; scales its value. */
  readonly idf: Float32Array
  readonly weights: Float32Array
  readonly bias: Float32Array
  /** Divides the scores before they become probabilities, so that these match the rate of hits. */
  readonly temperature: number
}

/** How much each kind of feature counts beside the others. */
const kindWeight: Readonly<Record<keyof Features, number>> = { words: 1, pairs: 0.5, grams: 1 }

/** A text as a sparse vector: rows of the model and their values. */
export interface Vector {
  readonly rows: Int32Array
  readonly values: Float32Array
}

/** What a text is about, and whether that is open. */
export interface Reading {
  /** Probability of each of the model's labels, in their order; they add up to 1. */
  readonly labels: Float32Array
  /** Probability that it fairly reads as two topics. */
  readonly double: number
}

export function classify(model: Model, vector: Vector): Reading {
  const scores = new Float32Array(model.bias.length)
  scoreInto(scores, vector, model.weights, model.bias)
  for (let column = 0; column < scores.length; column++) scores[column]! /= model.temperature
  toProbabilities(scores)
  return { labels: scores.subarray(0, model.labels.length), double: scores[model.labels.length]! }
}

/** Row of a feature; undefined if the model does not know it. */
export type RowFinder = Pick<ReadonlyMap<number, number>, 'get'>

/** Turns features into a vector in which each kind of feature has a fixed share, however long the text is. */
export function vectorOf(
  features: Features,
  { rows: rowOf, idf }: { rows: RowFinder; idf: Float32Array },
): Vector {
  const { words, pairs, grams } = features
  const rows = new Int32Array(words.length + pairs.length + grams.length)
  const values = new Float32Array(rows.length)
  let count = 0
  for (const kind of featureKinds) {
    const start = count
    let end = start
    for (const feature of features[kind]) {
      const row = rowOf.get(feature)
      if (row !== undefined) rows[end++] = row
    }
    // In order, so that the same ones stand side by side and count once.
    rows.subarray(start, end).sort()
    let norm = 0
    for (let at = start; at < end; at++) {
      const row = rows[at]!
      if (at > start && row === rows[at - 1]) continue
      rows[count] = row
      values[count] = idf[row]!
      norm += idf[row]! ** 2
      count++
    }
    const scale = norm > 0 ? kindWeight[kind] / Math.sqrt(norm) : 0
    for (let at = start; at < count; at++) values[at]! *= scale
  }
  return { rows: rows.subarray(0, count), values: values.subarray(0, count) }
}

/** Writes the score of each label and of the double reading into `scores`. */
export function scoreInto(
  scores: Float32Array,
  { rows, values }: Vector,
  weights: Float32Array,
  bias: Float32Array,
): void {
  const width = bias.length
  scores.set(bias)
  let at = 0
  // Four rows at a time, in half the time: each score is read and written once for four products.
  for (; at + 4 <= rows.length; at += 4) {
    const [a, b, c, d] = [
      rows[at]! * width,
      rows[at + 1]! * width,
      rows[at + 2]! * width,
      rows[at + 3]! * width,
    ]
    const [inA, inB, inC, inD] = [values[at]!, values[at + 1]!, values[at + 2]!, values[at + 3]!]
    for (let column = 0; column < width; column++) {
      scores[column]! +=
        inA * weights[a + column]! +
        inB * weights[b + column]! +
        inC * weights[c + column]! +
        inD * weights[d + column]!
    }
  }
  for (; at < rows.length; at++) {
    const offset = rows[at]! * width
    const value = values[at]!
    for (let column = 0; column < width; column++) scores[column]! += value * weights[offset + column]!
  }
}

/** Turns the scores of a text into probabilities, in place: of the labels together, and of the double reading alone. */
export function toProbabilities(scores: Float32Array): void {
  const double = scores.length - 1
  softmax(scores.subarray(0, double))
  scores[double] = 1 / (1 + Math.exp(-scores[double]!))
}

function softmax(scores: Float32Array): void {
  let max = Number.NEGATIVE_INFINITY
  for (const score of scores) if (score > max) max = score
  let sum = 0
  for (let at = 0; at < scores.length; at++) {
    scores[at] = Math.exp(scores[at]! - max)
    sum += scores[at]!
  }
  for (let at = 0; at < scores.length; at++) scores[at]! /= sum
}
