import fc from 'fast-check'
import { expectLed } from '../helpers/led.ts'
import { doubledLetter, neighbouringKey } from '../helpers/typing.ts'
import { opened } from '../helpers/world.ts'

const { knowledge, matcher } = opened
const titles = [...knowledge.topics.values()].map((topic) => [topic.title, topic] as const)

const letterPositions = (text: string): number[] =>
  [...text].flatMap((character, at) => (/\p{L}/u.test(character) ? [at] : []))

/** Ways to write a title wrongly or otherwise; each changes one thing. */
const edits: Readonly<Record<string, (title: string, at: number, pick: number) => string>> = {
  'a letter left out': (title, at) => title.slice(0, at) + title.slice(at + 1),
  'a letter doubled': doubledLetter,
  'two letters swapped': (title, at) =>
    title.slice(0, at) + (title[at + 1] ?? '') + title[at] + title.slice(at + 2),
  'a neighbouring key': neighbouringKey,
  'a space inside a word': (title, at) => `${title.slice(0, at)} ${title.slice(at)}`,
}

/** A misspelt name of one word is not sure enough within a sentence: "Problem mit Cöearing" gets "please describe it". */
const framesFor = (title: string): string[] =>
  title.includes(' ') ? ['', 'Problem mit ', 'Ich habe eine Frage zu '] : ['']

describe.each(titles)('the title "%s"', (title, topic) => {
  it.each([
    ['in capitals', title.toUpperCase()],
    ['in small letters', title.toLowerCase()],
    ['with ae, oe, ue', title.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue')],
    ['without umlauts', title.replaceAll('ä', 'a').replaceAll('ö', 'o').replaceAll('ü', 'u')],
    ['without spaces', title.replaceAll(' ', '')],
    ['with a question mark', `${title}?`],
    ['in a sentence', `Ich habe eine Frage zu ${title}`],
  ])('%s leads to its topic', (_name, text) => {
    expectLed(text, topic.id)
  })

  it.each(Object.entries(edits))(
    'with %s leads to its topic, and never to the other level',
    (_name, edit) => {
      fc.assert(
        fc.property(
          fc.constantFrom(...letterPositions(title)),
          fc.nat(10),
          fc.constantFrom(...framesFor(title)),
          (at, pick, frame) => expectLed(frame + edit(title, at, pick), topic.id),
        ),
        { numRuns: 40, seed: 823 },
      )
    },
  )
})

describe('any text', () => {
  it('gets a match, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(['answer', 'choose', 'several', 'intent', 'unknown']).toContain(matcher.match(text).kind)
      }),
      { numRuns: 500 },
    )
  })
})
