import Fuse from 'fuse.js'
import { fold, sameTextKey, tokenize } from './normalize.ts'
import type { Knowledge, Topic } from './topic.ts'
import { namesOf } from './training.ts'

/** Inputs of more words are sentences, and for the classifier alone. */
export const maxNameWords = 3

/** A topic's name that a short input spells, rightly or nearly. `certainty` from 0 to 1; 1 is the name itself. */
export interface NameHit {
  readonly topics: readonly Topic[]
  readonly certainty: number
}

/** Least likeness of an input to a name, where 1 is the name itself (Fuse score 0). */
const leastLikeness = 0.75

/** Finds the title or term that an input of a few words spells. */
export function createNameFinder(knowledge: Knowledge): (input: string) => NameHit | undefined {
  const names = namesOf(knowledge)
  const records = [...names.values()].map(({ name, topics }) => ({ joined: joined(name), topics }))
  const fuse = new Fuse(records, {
    keys: ['joined'],
    includeScore: true,
    threshold: 1 - leastLikeness,
    distance: 20,
    ignoreFieldNorm: true,
  })

  return (input) => {
    const exact = names.get(sameTextKey(input))
    if (exact) return { topics: exact.topics, certainty: 1 }
    const words = tokenize(input)
    const compact = joined(input)
    if (words.length === 0 || words.length > maxNameWords || compact.length < 4) return undefined
    // A name that is much longer or shorter is another word that merely contains this one.
    const hits = fuse
      .search(compact, { limit: 8 })
      .filter(
        ({ item }) => Math.abs(item.joined.length - compact.length) <= Math.max(1, compact.length * 0.2),
      )
    const best = hits[0]
    if (!best) return undefined
    const topics = new Set(
      hits.filter(({ score = 1 }) => score <= (best.score ?? 0) + 0.02).flatMap(({ item }) => item.topics),
    )
    return { topics: [...topics], certainty: 1 - (best.score ?? 1) }
  }
}

/** Without spaces and umlauts, so that split and merged compounds are alike. */
const joined = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]+/gu, '')
