import Fuse from 'fuse.js'
import { type Token, tokenize } from './normalize.ts'
import { type Knowledge, type Label, labelOf } from './topic.ts'
import { namesOf } from './training.ts'

/**
 * How like a name an input must be if examples have all of its words, so that it may not be misspelt but mean something
 * else. Of a single word only an ending may be lost, which Fuse takes for all but the name itself: "Personenkont" is a
 * name, but "Rechnung" is no "E-Rechnung". A sentence must be the name but for a letter or two.
 */
function leastCertainty(words: number): number {
  if (words === 1) return 0.97
  return words <= 3 ? 0 : 0.9
}

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
  /** The words taken for the name, as the user wrote them. */
  readonly words: string
  /** The name as the knowledge spells it, or a short example that counts as one; several that are equally near. */
  readonly names: readonly string[]
  /** What the name stands for; several: topics share it. */
  readonly labels: readonly Label[]
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
  const shortExamples = shortExamplesOf(knowledge)

  const exactly = (input: readonly Token[]): NameHit | undefined => {
    const key = nameKey(input)
    const bare = unframed(input)
    const whole = names.get(key)
    const framed = whole ? undefined : names.get(nameKey(bare))
    const spelt = whole ?? framed ?? shortExamples.get(key)
    return spelt && { ...hitOf([spelt], 1), words: rawOf(framed ? bare : input) }
  }
  const near = (input: readonly Token[]): NameHit | undefined => {
    const name = unframed(input)
    if (name.length > maxNameWords) return undefined
    const hit = fuzzy(nameKey(name))
    // A number is no misspelt word: "Dokument 99" is no "Dokumentart".
    const words = name.filter(({ folded }) => /\p{L}/u.test(folded))
    const isMeant = hit && (!words.every(isKnown) || hit.certainty >= leastCertainty(words.length))
    return isMeant ? { ...hit, words: rawOf(name) } : undefined
  }

  return { exactly, nearly: (input) => exactly(input) ?? near(input) }
}

function unframed(input: readonly Token[]): readonly Token[] {
  const isFrame = ({ folded }: Token) => frameWords.has(folded)
  const first = input.findIndex((token) => !isFrame(token))
  return first < 0 ? [] : input.slice(first, input.findLastIndex((token) => !isFrame(token)) + 1)
}

const rawOf = (tokens: readonly Token[]): string => tokens.map(({ raw }) => raw).join(' ')

const hitOf = (names: readonly Name[], certainty: number): Omit<NameHit, 'words'> => ({
  names: names.map(({ name }) => name),
  labels: [...new Set(names.flatMap(({ labels }) => labels))],
  certainty,
})

interface NameRecord extends Name {
  readonly joined: string
}

/** The same for a name however its compounds are split or merged. */
const nameKey = (tokens: readonly Token[]): string => tokens.map(({ folded }) => folded).join('')

/** A double reading of one or two words is a name that its topics share: "Konto". */
const oneOrTwoWords = /^\s*\S+(?:\s+\S+)?\s*$/

interface Name {
  readonly name: string
  readonly labels: readonly Label[]
}

/** The names by `nameKey`; spellings that only differ in spaces share their topics. */
function mergedNames(knowledge: Knowledge): Map<string, Name> {
  const merged = new Map<string, Name>()
  const add = (name: string, labels: readonly Label[]) => {
    const key = nameKey(tokenize(name))
    merged.set(key, { name, labels: [...new Set([...(merged.get(key)?.labels ?? []), ...labels])] })
  }
  for (const { name, topics } of namesOf(knowledge).values()) add(name, topics.map(labelOf))
  for (const { text, labels } of knowledge.examples) {
    if (labels.length > 1 && oneOrTwoWords.test(text)) add(text, labels)
  }
  return merged
}

/** Examples of more words are sentences. */
const maxExampleWords = 5

function hasFewWords(text: string): boolean {
  let space = -1
  for (let words = 0; words < maxExampleWords; words++) {
    space = text.indexOf(' ', space + 1)
    if (space < 0) return true
  }
  return false
}

/**
 * What short examples stand for, by `nameKey`: the classifier knows their few words from other sentences too ("Liste"), and
 * whoever wrote an example expects it to be understood.
 */
function shortExamplesOf({ examples }: Knowledge): Map<string, Name> {
  const short = examples.filter(({ text }) => hasFewWords(text))
  const found = new Map(short.map(({ text, labels }) => [nameKey(tokenize(text)), { name: text, labels }]))
  found.delete('')
  return found
}

/** How many names Fuse compares with an input. */
const maxCandidates = 24

/** Names that share fewer of an input's trigrams are nothing like it; most sentences have none that share more. */
const leastShared = 0.3

/**
 * Fuse is exact about likeness but reads every name, so it only gets those of about the input's length that share most
 * of its trigrams; the time then does not grow with the number of topics.
 */
function createFuzzyNames(names: readonly Name[]): (input: string) => Omit<NameHit, 'words'> | undefined {
  const records = names.map((name): NameRecord => ({ ...name, joined: nameKey(tokenize(name.name)) }))
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
    const trigrams = trigramsOf(input)
    for (const trigram of trigrams) {
      for (let length = input.length - tolerance; length <= input.length + tolerance; length++) {
        for (const record of places.get(placeOf(trigram, length)) ?? []) {
          shared.set(record, (shared.get(record) ?? 0) + 1)
        }
      }
    }
    return [...shared]
      .filter(([, count]) => count >= leastShared * trigrams.size)
      .sort((a, b) => b[1] - a[1])
      .slice(0, maxCandidates)
      .map(([record]) => record)
  }

  return (input) => {
    if (input.length < 4) return undefined
    const compared = candidates(input)
    if (compared.length === 0) return undefined
    const fuse = new Fuse(compared, {
      keys: ['joined'],
      includeScore: true,
      threshold: 1 - leastLikeness,
      distance: 20,
      ignoreFieldNorm: true,
    })
    const hits = fuse.search(input)
    const best = Math.min(...hits.map(({ score = 1 }) => score))
    const nearest = hits.filter(({ score = 1 }) => score <= best + 0.02).map(({ item }) => item)
    return nearest.length > 0 ? hitOf(nearest, 1 - best) : undefined
  }
}

/** Where names of a length with a trigram are kept. */
const placeOf = (trigram: string, length: number): string => `${trigram}${length}`

function trigramsOf(text: string): Set<string> {
  const marked = `_${text}_`
  return new Set(Array.from({ length: marked.length - 2 }, (_, at) => marked.slice(at, at + 3)))
}
