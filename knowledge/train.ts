import { type Model, scoreInto, toProbabilities, type Vector } from './classifier.ts'
import { hashOf } from './hash.ts'
import type { Example } from './topic.ts'
import { learnVocabulary } from './vocabulary.ts'

/** Settings of the training; chosen by cross-validation on the examples and on the `tune` questions (docs/decisions.md). */
export interface TrainingOptions {
  /** Rounds over all examples; at least two. */
  readonly epochs: number
  readonly learningRate: number
  /** Features that occur in fewer examples are dropped. */
  readonly minCount: number
  /** See `Model`. */
  readonly temperature: number
  /**
   * Share of an example's features that are left out each time it is learned from, so that the model does not lean on
   * the one telling word alone: many users describe the symptom without it.
   */
  readonly dropout: number
}

export const defaultTraining: TrainingOptions = {
  epochs: 3,
  learningRate: 0.5,
  minCount: 4,
  temperature: 0.95,
  dropout: 0.5,
}

/** The bias learns at a fixed rate: it takes part in every example. */
const biasRate = 0.02

/** An example teaches a label, or the double reading, only if it got its probability wrong by more than this. */
const learned = 0.02

/**
 * Multinomial logistic regression, trained by stochastic gradient descent with a rate per feature (AdaGrad). The model is
 * the average over all rounds but the first, which depends less on the order of the examples than the last round alone. An
 * example with several labels counts as each of them in equal parts, and as a double reading, which is told apart from all
 * others by a logistic regression beside it. Deterministic: the same examples give the same model; and a few more change it
 * little beyond what they are about, because chance comes from each example itself and not from its place.
 */
export function train(examples: readonly Example[], options: TrainingOptions = defaultTraining): Model {
  const labels = [...new Set(examples.flatMap((example) => example.labels))].sort()
  const { rows, idf, vectors } = learnVocabulary(
    examples.map(({ text }) => text),
    options.minCount,
  )
  const targets = examples.map((example) => example.labels.map((label) => labels.indexOf(label)))

  const double = labels.length
  const width = labels.length + 1
  const weights = new Float32Array(rows.size * width)
  const bias = new Float32Array(width)
  const squares = new Float32Array(rows.size).fill(1e-4)
  const average = { weights: new Float32Array(weights.length), bias: new Float32Array(width) }
  const dropout = createDropout(vectors, options.dropout)
  const seeds = examples.map(({ text }) => hashOf(text))
  const error = new Float32Array(width)
  const toTeach = new Int32Array(width)

  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (const { index, seed } of shuffled(seeds, epoch)) {
      const vector = dropout(vectors[index]!, seed)
      scoreInto(error, vector, weights, bias)
      toProbabilities(error)
      const target = targets[index]!
      for (const label of target) error[label]! -= 1 / target.length
      if (target.length > 1) error[double]! -= 1
      let norm = 0
      let count = 0
      for (let column = 0; column < width; column++) {
        if (Math.abs(error[column]!) <= learned) continue
        norm += error[column]! ** 2
        toTeach[count++] = column
      }
      for (let at = 0; at < vector.rows.length; at++) {
        const row = vector.rows[at]!
        const value = vector.values[at]!
        squares[row]! += norm * value * value
        const step = (options.learningRate / Math.sqrt(squares[row]!)) * value
        const offset = row * width
        for (let taught = 0; taught < count; taught++) {
          const column = toTeach[taught]!
          weights[offset + column]! -= step * error[column]!
        }
      }
      addScaled(bias, error, -biasRate)
    }
    if (epoch > 0) {
      const share = 1 / (options.epochs - 1)
      addScaled(average.weights, weights, share)
      addScaled(average.bias, bias, share)
    }
  }
  return { labels, rows, idf, ...average, temperature: options.temperature }
}

function addScaled(sum: Float32Array, addend: Float32Array, scale: number): void {
  for (let at = 0; at < sum.length; at++) sum[at]! += scale * addend[at]!
}

/** Leaves features out of vectors, other ones for another seed; the result is good until the next call. */
function createDropout(vectors: readonly Vector[], share: number): (vector: Vector, seed: number) => Vector {
  const longest = Math.max(0, ...vectors.map(({ rows }) => rows.length))
  const rows = new Int32Array(longest)
  const values = new Float32Array(longest)
  const scale = 1 / (1 - share)
  return (vector, seed) => {
    const random = mulberry32(seed)
    let kept = 0
    for (let at = 0; at < vector.rows.length; at++) {
      if (random() < share) continue
      rows[kept] = vector.rows[at]!
      values[kept] = vector.values[at]! * scale
      kept++
    }
    return { rows: rows.subarray(0, kept), values: values.subarray(0, kept) }
  }
}

/** The places of the examples in an order of chance, another one for each round, with a seed for each. */
function shuffled(seeds: readonly number[], round: number): { index: number; seed: number }[] {
  return seeds
    .map((seed, index) => ({ index, seed: (mulberry32(seed ^ round)() * 2 ** 32) | 0 }))
    .sort((a, b) => a.seed - b.seed)
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
