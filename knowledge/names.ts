import Fuse from 'fuse.js'
import { type Token, tokenize } from './normalize.ts'
import type { Knowledge, Label, Topic } from './topic.ts'
import { namesOf } from './training.ts'

/** Inputs of more words are compared with names only if they hold a word that no example has, such as a misspelt one. */
const alwaysComparedWords = 3

/**
 * A single word that examples have is a misspelt name only if a letter of a long one is off: "Personenkont" is, but
 * "Abrechnung" is no "E-Rechnung".
 */
const oneLetterOff = 0.9

/** Inputs of more words are sentences, and for the classifier alone. */
const maxNameWords = 6

/** Words that people put around a name and that say nothing about it: "Ich habe eine Frage zu ...". */
const frameWords = new Set(
  tokenize(
    'ich wir habe haben hab hätte hätten brauche brauchen bräuchte bräuchten benötige benötigen suche eine einen ein kurze ' +
      'frage fragen hilfe problem probleme schwierigkeiten anliegen thema bereich zu zum zur bei beim mit in im wegen den dem ' +
      'der die das es geht um bitte danke dringend mal kurz betrifft betreff',
  ).map(({ folded }) => folded),
)

/** A topic's name that a short input spells, rightly or nearly. `certainty` from 0 to 1; 1 is the name itself. */
export interface NameHit {
  readonly topics: readonly Topic[]
  readonly certainty: number
}

/** Least likeness of an input to a name, where 1 is the name itself (Fuse score 0). */
const leastLikeness = 0.7

/** A name of another length than this share of the input's is another word that merely contains it. */
const lengthTolerance = 0.2

/** Finds the title or term that a text spells. */
export interface NameFinder {
  /** The name itself, but for case, umlauts, spaces, punctuation, and words around it that say nothing. */
  exactly(input: readonly Token[]): NameHit | undefined
  /** Also a near spelling, in an input of few words. Takes about a millisecond. */
  nearly(input: readonly Token[]): NameHit | undefined
}

/** `isKnown` tells whether the examples hold a word. */
export function createNameFinder(knowledge: Knowledge, isKnown: (word: Token) => boolean): NameFinder {
  const names = mergedNames(knowledge)
  const fuzzy = createFuzzyNames([...names.values()])

  const exactly = (input: readonly Token[]): NameHit | undefined => {
    const name = names.get(nameKey(input)) ?? names.get(nameKey(unframed(input)))
    return name && { topics: name.topics, certainty: 1 }
  }
  const near = (input: readonly Token[]): NameHit | undefined => {
    const words = input.length
    if (words > maxNameWords || (words > alwaysComparedWords && input.every(isKnown))) return undefined
    const hit = fuzzy(nameKey(input))
    const isOtherWord = words === 1 && input.every(isKnown) && hit && hit.certainty < oneLetterOff
    return isOtherWord ? undefined : hit
  }

  return { exactly, nearly: (input) => exactly(input) ?? near(input) }
}

function unframed(input: readonly Token[]): readonly Token[] {
  const isFrame = ({ folded }: Token) => frameWords.has(folded)
  const first = input.findIndex((token) => !isFrame(token))
  return first < 0 ? [] : input.slice(first, input.findLastIndex((token) => !isFrame(token)) + 1)
}

interface NameRecord {
  readonly joined: string
  readonly topics: readonly Topic[]
}

/** The same for a name however its compounds are split or merged. */
const nameKey = (tokens: readonly Token[]): string => tokens.map(({ folded }) => folded).join('')

/** A double reading of so few words is a name that its topics share: "Konto". */
const maxSharedNameWords = 2

/** The names by `nameKey`; spellings that only differ in spaces share their topics. */
function mergedNames(knowledge: Knowledge): Map<string, { name: string; topics: readonly Topic[] }> {
  const merged = new Map<string, { name: string; topics: readonly Topic[] }>()
  const add = (name: string, topics: readonly Topic[]) => {
    const key = nameKey(tokenize(name))
    const known = merged.get(key)
    merged.set(key, { name, topics: [...new Set([...(known?.topics ?? []), ...topics])] })
  }
  for (const { name, topics } of namesOf(knowledge).values()) add(name, topics)
  for (const { text, labels } of knowledge.examples) {
    if (labels.length > 1 && tokenize(text).length <= maxSharedNameWords)
      add(text, topicsOf(labels, knowledge))
  }
  return merged
}

const topicsOf = (labels: readonly Label[], { topics }: Knowledge): Topic[] =>
  [...topics.values()].filter(({ id }) => labels.includes(`topic:${id}`))

/** How many names Fuse compares with an input. */
const maxCandidates = 24

/**
 * Fuse is exact about likeness but reads every name, so it only gets those of about the input's length that share most
 * of its trigrams; the time then does not grow with the number of topics.
 */
function createFuzzyNames(
  names: readonly { name: string; topics: readonly Topic[] }[],
): (input: string) => NameHit | undefined {
  const records = names.map(({ name, topics }): NameRecord => ({ joined: nameKey(tokenize(name)), topics }))
  const places = new Map<string, NameRecord[]>()
  for (const record of records) {
    for (const trigram of trigramsOf(record.joined)) {
      const place = placeOf(trigram, record.joined.length)
      const there = places.get(place)
      if (there) there.push(record)
      else places.set(place, [record])
    }
  }

  const candidates = (input: string): NameRecord[] => {
    const tolerance = Math.max(1, Math.floor(input.length * lengthTolerance))
    const shared = new Map<NameRecord, number>()
    for (const trigram of trigramsOf(input)) {
      for (let length = input.length - tolerance; length <= input.length + tolerance; length++) {
        for (const record of places.get(placeOf(trigram, length)) ?? []) {
          shared.set(record, (shared.get(record) ?? 0) + 1)
        }
      }
    }
    return [...shared]
      .sort((a, b) => b[1] - a[1])
      .slice(0, maxCandidates)
      .map(([record]) => record)
  }

  return (input) => {
    if (input.length < 4) return undefined
    const fuse = new Fuse(candidates(input), {
      keys: ['joined'],
      includeScore: true,
      threshold: 1 - leastLikeness,
      distance: 20,
      ignoreFieldNorm: true,
    })
    const hits = fuse.search(input)
    const best = Math.min(...hits.map(({ score = 1 }) => score))
    const topics = hits.filter(({ score = 1 }) => score <= best + 0.02).flatMap(({ item }) => item.topics)
    return topics.length > 0 ? { topics: [...new Set(topics)], certainty: 1 - best } : undefined
  }
}

/** Where names of a length with a trigram are kept. */
const placeOf = (trigram: string, length: number): string => `${trigram}${length}`

function trigramsOf(text: string): Set<string> {
  const marked = `_${text}_`
  return new Set(Array.from({ length: marked.length - 2 }, (_, at) => marked.slice(at, at + 3)))
}
