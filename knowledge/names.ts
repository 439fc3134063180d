import Fuse from 'fuse.js'
import { keyOf, type Token, tokenize } from './normalize.ts'
import type { Knowledge, Topic } from './topic.ts'
import { namesOf } from './training.ts'

/** Inputs of more words are compared with names only if they hold a word that no example has, such as a misspelt one. */
const alwaysComparedWords = 3

/** Inputs of more words are sentences, and for the classifier alone. */
const maxNameWords = 6

/** A topic's name that a short input spells, rightly or nearly. `certainty` from 0 to 1; 1 is the name itself. */
export interface NameHit {
  readonly topics: readonly Topic[]
  readonly certainty: number
}

/** Least likeness of an input to a name, where 1 is the name itself (Fuse score 0). */
const leastLikeness = 0.75

/** A name of another length than this share of the input's is another word that merely contains it. */
const lengthTolerance = 0.2

/** Finds the title or term that a text spells. */
export interface NameFinder {
  /** The name itself, but for case, umlauts, spaces between words and punctuation. */
  exactly(input: readonly Token[]): NameHit | undefined
  /** Also a near spelling, in an input of few words. Takes about a millisecond. */
  nearly(input: readonly Token[]): NameHit | undefined
}

/** `isKnown` tells whether the examples hold a word. */
export function createNameFinder(knowledge: Knowledge, isKnown: (word: Token) => boolean): NameFinder {
  const names = namesOf(knowledge)
  const fuzzy = createFuzzyNames([...names.values()])

  const exactly = (input: readonly Token[]): NameHit | undefined => {
    const name = names.get(keyOf(input))
    return name && { topics: name.topics, certainty: 1 }
  }
  const mayBeName = (input: readonly Token[]): boolean =>
    input.length <= alwaysComparedWords || (input.length <= maxNameWords && !input.every(isKnown))

  return {
    exactly,
    nearly: (input) => exactly(input) ?? (mayBeName(input) ? fuzzy(joined(input)) : undefined),
  }
}

interface NameRecord {
  readonly joined: string
  readonly topics: readonly Topic[]
}

/** One small Fuse for each length of name, because only names of about the input's length can be meant. */
function createFuzzyNames(
  names: readonly { name: string; topics: readonly Topic[] }[],
): (input: string) => NameHit | undefined {
  const byLength = new Map<number, NameRecord[]>()
  for (const { name, topics } of names) {
    const record = { joined: joined(tokenize(name)), topics }
    const { length } = record.joined
    byLength.set(length, [...(byLength.get(length) ?? []), record])
  }
  const fuses = new Map(
    [...byLength].map(([length, records]) => [
      length,
      new Fuse(records, {
        keys: ['joined'],
        includeScore: true,
        threshold: 1 - leastLikeness,
        distance: 20,
        ignoreFieldNorm: true,
      }),
    ]),
  )

  return (input) => {
    if (input.length < 4) return undefined
    const tolerance = Math.max(1, Math.floor(input.length * lengthTolerance))
    const hits: { record: NameRecord; score: number }[] = []
    for (let length = input.length - tolerance; length <= input.length + tolerance; length++) {
      for (const { item, score = 1 } of fuses.get(length)?.search(input) ?? [])
        hits.push({ record: item, score })
    }
    const best = Math.min(...hits.map(({ score }) => score))
    const topics = hits.filter(({ score }) => score <= best + 0.02).flatMap(({ record }) => record.topics)
    return topics.length > 0 ? { topics: [...new Set(topics)], certainty: 1 - best } : undefined
  }
}

/** Without spaces, so that split and merged compounds are alike. */
const joined = (tokens: readonly Token[]): string => tokens.map(({ folded }) => folded).join('')
