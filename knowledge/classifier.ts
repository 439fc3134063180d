import { extractFeatures, type Features, featureKinds } from './features.ts'
import type { Example, Label } from './topic.ts'

/** A trained linear model. `weights` holds one row of `labels.length` numbers for each feature. */
export interface Model {
  readonly labels: readonly Label[]
  /** Row of a feature in `weights`. */
  readonly rows: ReadonlyMap<string, number>
  /** Inverse document frequency of each row's feature; scales its value. */
  readonly idf: Float32Array
  readonly weights: Float32Array
  readonly bias: Float32Array
  /** Divides the scores before they become probabilities, so that these match the rate of hits. */
  readonly temperature: number
}

/** Settings of the training; chosen by cross-validation on the examples and on the `tune` questions (docs/decisions.md). */
export interface TrainingOptions {
  readonly epochs: number
  readonly learningRate: number
  /** Pull of the weights to zero, per step. */
  readonly decay: number
  /** Features that occur in fewer examples are dropped. */
  readonly minCount: number
  readonly temperature: number
  /**
   * Share of an example's features that are left out each time it is learned from, so that the model does not lean on
   * the one telling word alone: many users describe the symptom without it.
   */
  readonly dropout: number
}

export const defaultTraining: TrainingOptions = {
  epochs: 20,
  learningRate: 0.5,
  decay: 1e-5,
  minCount: 2,
  temperature: 0.8,
  dropout: 0.5,
}

/** An example whose squared error is below this has nothing left to teach in this round. */
const learnedNorm = 1e-3

/** How much each kind of feature counts beside the others. */
const kindWeight: Readonly<Record<keyof Features, number>> = { words: 1, pairs: 0.5, grams: 1 }

/** A text as a sparse vector: rows of the model and their values. */
export interface Vector {
  readonly rows: readonly number[]
  readonly values: readonly number[]
}

/**
 * Multinomial logistic regression, trained by stochastic gradient descent with a rate per feature (AdaGrad). The model is the
 * average over the second half of the rounds, which depends less on the order of the examples than the last round alone. An example
 * with several labels counts as each of them in equal parts. Deterministic: the same examples give the same model.
 */
export function train(examples: readonly Example[], options: TrainingOptions = defaultTraining): Model {
  const labels = [...new Set(examples.flatMap((example) => example.labels))].sort()
  const extracted = examples.map((example) => extractFeatures(example.text))
  const { rows, idf } = vocabulary(extracted, options.minCount)
  const vectors = extracted.map((features) => vectorOf(features, rows, idf))
  const targets = examples.map((example) => example.labels.map((label) => labels.indexOf(label)))

  const width = labels.length
  const weights = new Float32Array(rows.size * width)
  const bias = new Float32Array(width)
  const squares = new Float32Array(rows.size).fill(1e-4)
  const average = { weights: new Float32Array(weights.length), bias: new Float32Array(width) }
  const averageFrom = Math.floor(options.epochs / 2)
  const random = mulberry32(20230800)
  const order = examples.map((_, index) => index)
  const error = new Float32Array(width)

  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random)
    for (const index of order) {
      const vector = withDropout(vectors[index]!, options.dropout, random)
      const target = targets[index]!
      scoreInto(error, vector, weights, bias)
      softmax(error)
      for (const label of target) error[label]! -= 1 / target.length
      let norm = 0
      for (let label = 0; label < width; label++) norm += error[label]! ** 2
      if (norm < learnedNorm) continue
      for (let at = 0; at < vector.rows.length; at++) {
        const row = vector.rows[at]!
        const value = vector.values[at]!
        squares[row]! += norm * value * value
        const rate = options.learningRate / Math.sqrt(squares[row]!)
        const offset = row * width
        for (let label = 0; label < width; label++) {
          const weight = weights[offset + label]!
          weights[offset + label] = weight - rate * (error[label]! * value + options.decay * weight)
        }
      }
      for (let label = 0; label < width; label++) bias[label]! -= 0.02 * error[label]!
    }
    if (epoch >= averageFrom) {
      const share = 1 / (options.epochs - averageFrom)
      addScaled(average.weights, weights, share)
      addScaled(average.bias, bias, share)
    }
  }
  return { labels, rows, idf, ...average, temperature: options.temperature }
}

/** Probability of each of the model's labels, in their order; they add up to 1. */
export function classify(model: Model, vector: Vector): Float32Array {
  const scores = new Float32Array(model.labels.length)
  scoreInto(scores, vector, model.weights, model.bias)
  for (let label = 0; label < scores.length; label++) scores[label]! /= model.temperature
  softmax(scores)
  return scores
}

/** Turns features into a vector in which each kind of feature has a fixed share, however long the text is. */
export function vectorOf(features: Features, rowOf: ReadonlyMap<string, number>, idf: Float32Array): Vector {
  const rows: number[] = []
  const values: number[] = []
  for (const kind of featureKinds) {
    const start = rows.length
    let norm = 0
    for (const feature of features[kind]) {
      const row = rowOf.get(feature)
      if (row === undefined) continue
      rows.push(row)
      values.push(idf[row]!)
      norm += idf[row]! ** 2
    }
    const scale = norm > 0 ? kindWeight[kind] / Math.sqrt(norm) : 0
    for (let at = start; at < values.length; at++) values[at]! *= scale
  }
  return { rows, values }
}

function vocabulary(
  extracted: readonly Features[],
  minCount: number,
): { rows: Map<string, number>; idf: Float32Array } {
  const counts = new Map<string, number>()
  for (const features of extracted) {
    for (const kind of featureKinds) {
      for (const feature of features[kind]) counts.set(feature, (counts.get(feature) ?? 0) + 1)
    }
  }
  const kept = [...counts].filter(([, count]) => count >= minCount)
  return {
    rows: new Map(kept.map(([feature], row) => [feature, row])),
    idf: Float32Array.from(kept, ([, count]) => Math.log(1 + extracted.length / count)),
  }
}

function addScaled(sum: Float32Array, addend: Float32Array, scale: number): void {
  for (let at = 0; at < sum.length; at++) sum[at]! += scale * addend[at]!
}

function withDropout(vector: Vector, share: number, random: () => number): Vector {
  if (share === 0) return vector
  const rows: number[] = []
  const values: number[] = []
  const scale = 1 / (1 - share)
  for (let at = 0; at < vector.rows.length; at++) {
    if (random() < share) continue
    rows.push(vector.rows[at]!)
    values.push(vector.values[at]! * scale)
  }
  return { rows, values }
}

function scoreInto(
  scores: Float32Array,
  { rows, values }: Vector,
  weights: Float32Array,
  bias: Float32Array,
): void {
  const width = bias.length
  scores.set(bias)
  for (let at = 0; at < rows.length; at++) {
    const offset = rows[at]! * width
    const value = values[at]!
    for (let label = 0; label < width; label++) scores[label]! += value * weights[offset + label]!
  }
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

function shuffle(items: number[], random: () => number): void {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const item = items[at]!
    items[at] = items[other]!
    items[other] = item
  }
}

/** A small seeded generator (mulberry32, public domain), because training must be reproducible. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
