import { hashedWith, hashOf } from './hash.ts'
import { type Token, tokenize } from './normalize.ts'

/**
 * Features of a text by kind, each as a hash of its characters (`wordFeature`); the same one may stand there twice.
 * Numbers, because a question has some 250 of them, and strings would have to be cut, kept and compared.
 */
export interface Features {
  /** Stems, and the stems of neighbours written together, so that "Sonder Umlage" meets "Sonderumlage". */
  readonly words: readonly number[]
  /** Two stems in a row. */
  readonly pairs: readonly number[]
  /** Character n-grams within a word, its ends marked; they see through typos and compounds. */
  readonly grams: readonly number[]
}

export const featureKinds = ['words', 'pairs', 'grams'] as const satisfies readonly (keyof Features)[]
export type FeatureKind = (typeof featureKinds)[number]

const shortestGram = 4
const longestGram = 5

/** What the classifier sees of a text. */
export function extractFeatures(text: string): Features {
  return featuresOf(tokenize(text))
}

/** The same from words that are known already. */
export function featuresOf(words: readonly Token[]): Features {
  const features: Record<FeatureKind, number[]> = { words: [], pairs: [], grams: [] }
  visitFeatures(words, (kind, hash) => features[kind].push(hash))
  return features
}

/** The features as people can read them, by their hashes, for explanations. */
export function featureNames(words: readonly Token[]): Map<number, string> {
  const names = new Map<number, string>()
  visitFeatures(words, (kind, hash, text, start, end) =>
    names.set(hash, `${kind[0]}:${text.slice(start, end)}`),
  )
  return names
}

/** The feature of a word by its stem. */
export const wordFeature = (stem: string): number => hashOf(stem, seeds.words)

/** Takes a feature: its hash, and where its characters stand. The same one may come again. */
export type Visit = (kind: FeatureKind, hash: number, text: string, start: number, end: number) => void

function visitFeatures(words: readonly Token[], visit: Visit): void {
  const tokens = withoutNames(words)
  visitWords(tokens, visit)
  for (const { folded } of tokens) visitGrams(folded, visit)
}

/** Visits the features of whole words, and of words in a row. */
export function visitWords(tokens: readonly Token[], visit: Visit): void {
  const visitWhole = (kind: FeatureKind, text: string) =>
    visit(kind, hashOf(text, seeds[kind]), text, 0, text.length)
  for (const [index, token] of tokens.entries()) {
    visitWhole('words', token.stem)
    const next = tokens[index + 1]
    if (!next) continue
    visitWhole('pairs', `${token.stem} ${next.stem}`)
    if (token.folded.length > 2 && next.folded.length > 2) visitWhole('words', token.folded + next.stem)
  }
}

/** Visits the n-grams within a folded word. */
export function visitGrams(folded: string, visit: Visit): void {
  const marked = `_${folded}_`
  for (let start = 0; start + shortestGram <= marked.length; start++) {
    const end = Math.min(start + longestGram, marked.length)
    let hash = seeds.grams
    for (let at = start; at < end; at++) {
      hash = hashedWith(hash, marked.charCodeAt(at))
      if (at - start + 1 >= shortestGram) visit('grams', hash, marked, start, at + 1)
    }
  }
}

/** Begin the hashes of each kind, so that the word "mea" is another feature than the three letters in a word. */
const seeds: Readonly<Record<FeatureKind, number>> = {
  words: hashOf('words'),
  pairs: hashOf('pairs'),
  grams: hashOf('grams'),
}

/** Stands for every surname: who it is says nothing about the topic. */
const anyName: Token = { raw: '', folded: 'name', stem: 'name' }

const honorifics = new Set(['herr', 'herrn', 'frau', 'hr', 'fr', 'familie', 'fam', 'eheleute'])

/** The words with every surname as the same one. */
export const withoutNames = (words: readonly Token[]): readonly Token[] =>
  words.map((token, at) => (isName(words, at) ? anyName : token))

const isName = (tokens: readonly Token[], at: number): boolean =>
  at > 0 && honorifics.has(tokens[at - 1]!.folded) && /^\p{Lu}/u.test(tokens[at]!.raw)
