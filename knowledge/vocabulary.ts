import { type Model, type Vector, vectorOf } from './classifier.ts'
import { type FeatureKind, visitGrams, visitWords, withoutNames } from './features.ts'
import { tokenize } from './normalize.ts'

/** The features that a model knows, and what it learns from as vectors of them. */
export type Vocabulary = Pick<Model, 'rows' | 'idf'> & { readonly vectors: readonly Vector[] }

/**
 * Gives a row to every feature that occurs in at least `minCount` texts. Seven million features of half a million kinds
 * are looked up once only: from then on their numbers, in the order in which they came up, stand for them.
 */
export function learnVocabulary(texts: readonly string[], minCount: number): Vocabulary {
  const { numbers, counts, numbered } = numberFeatures(texts)
  const kept = [...numbers].filter(([, number]) => counts[number]! >= minCount)
  // Frequent features side by side: most looks into memory then go to a small part of it.
  kept.sort(([, one], [, other]) => counts[other]! - counts[one]!)
  const idf = Float32Array.from(kept, ([, number]) => Math.log(1 + texts.length / counts[number]!))
  const rowOfNumber: (number | undefined)[] = counts.map(() => undefined)
  for (const [row, [, number]] of kept.entries()) rowOfNumber[number] = row
  const byNumber = { rows: { get: (number: number) => rowOfNumber[number] }, idf }
  return {
    rows: new Map(kept.map(([hash], row) => [hash, row])),
    idf,
    vectors: numbered.map((features) => vectorOf(features, byNumber)),
  }
}

/** The number of every feature, in how many texts it occurs, and the texts as `Features` of numbers instead of hashes. */
function numberFeatures(texts: readonly string[]) {
  const numbers = new Map<number, number>()
  const counts: number[] = []
  const lastText: number[] = []
  const numberOf = (hash: number): number => {
    const known = numbers.get(hash)
    if (known !== undefined) return known
    numbers.set(hash, counts.length)
    lastText.push(-1)
    return counts.push(0) - 1
  }
  const gramsOf = createGramCache(numberOf)
  const numbered = texts.map((text, index) => {
    const features: Record<FeatureKind, number[]> = { words: [], pairs: [], grams: [] }
    const take = (kind: FeatureKind, number: number) => {
      if (lastText[number] === index) return
      lastText[number] = index
      counts[number]!++
      features[kind].push(number)
    }
    const tokens = withoutNames(tokenize(text))
    visitWords(tokens, (kind, hash) => take(kind, numberOf(hash)))
    for (const { folded } of tokens) for (const number of gramsOf(folded)) take('grams', number)
    return features
  })
  return { numbers, counts, numbered }
}

/** The numbers of a word's n-grams: some 40,000 words occur 700,000 times. */
function createGramCache(numberOf: (hash: number) => number): (folded: string) => readonly number[] {
  const cache = new Map<string, readonly number[]>()
  return (folded) => {
    const known = cache.get(folded)
    if (known) return known
    const grams: number[] = []
    visitGrams(folded, (_kind, hash) => grams.push(numberOf(hash)))
    cache.set(folded, grams)
    return grams
  }
}
