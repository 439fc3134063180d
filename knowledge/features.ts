import { type Token, tokenize } from './normalize.ts'

/** Features of a text by kind; within a kind every feature counts once. */
export interface Features {
  /** Stems, and the stems of neighbours written together, so that "Sonder Umlage" meets "Sonderumlage". */
  readonly words: ReadonlySet<string>
  /** Two stems in a row. */
  readonly pairs: ReadonlySet<string>
  /** Character n-grams within a word, its ends marked; they see through typos and compounds. */
  readonly grams: ReadonlySet<string>
}

export const featureKinds = ['words', 'pairs', 'grams'] as const satisfies readonly (keyof Features)[]

const gramLengths = [3, 4, 5] as const

/** The feature of a word by its stem. */
export const wordFeature = (stem: string): string => `w:${stem}`

/** What the classifier sees of a text. */
export function extractFeatures(text: string): Features {
  return featuresOf(tokenize(text))
}

/** The same from words that are known already. */
export function featuresOf(words: readonly Token[]): Features {
  const tokens = words.map((token, at) => (isName(words, at) ? anyName : token))
  const stems = new Set<string>()
  const pairs = new Set<string>()
  const grams = new Set<string>()
  for (const [index, token] of tokens.entries()) {
    stems.add(wordFeature(token.stem))
    addGrams(grams, token.folded)
    const next = tokens[index + 1]
    if (!next) continue
    pairs.add(`p:${token.stem} ${next.stem}`)
    if (token.folded.length > 2 && next.folded.length > 2) stems.add(wordFeature(token.folded + next.stem))
  }
  return { words: stems, pairs, grams }
}

/** Stands for every surname: who it is says nothing about the topic. */
const anyName: Token = { raw: '', folded: 'name', stem: 'name' }

const honorifics = new Set(['herr', 'herrn', 'frau', 'hr', 'fr', 'familie', 'fam', 'eheleute'])

const isName = (tokens: readonly Token[], at: number): boolean =>
  at > 0 && honorifics.has(tokens[at - 1]!.folded) && /^\p{Lu}/u.test(tokens[at]!.raw)

function addGrams(grams: Set<string>, folded: string): void {
  const marked = `_${folded}_`
  for (const length of gramLengths) {
    for (let start = 0; start + length <= marked.length; start++) {
      grams.add(marked.slice(start, start + length))
    }
  }
}
