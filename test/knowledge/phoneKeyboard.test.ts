import fc from 'fast-check'
import { routingOf } from '../../src/cli/routing.ts'
import { type LevelOf, measure } from '../../src/evaluation/measures.ts'
import { readQuestions } from '../../src/evaluation/questions.ts'
import { everydayProblems } from '../helpers/everydayProblems.ts'
import { expectLed, expectNotMisled } from '../helpers/led.ts'
import { doubledLetter, neighbouringKey } from '../helpers/typing.ts'
import { opened, world } from '../helpers/world.ts'

/** Where a slip can happen in a text, and what comes of it. */
type Slip = readonly [RegExp, (text: string, at: number, pick: number) => string]

const ofThumbs: Readonly<Record<string, Slip>> = {
  'a neighbouring key': [/\p{L}/gu, neighbouringKey],
  'a letter doubled': [/\p{L}/gu, doubledLetter],
  'a space left out': [/ /g, (text, at) => text.slice(0, at) + text.slice(at + 1)],
  'the space bar for a letter above it': [
    /[cvbnm]/gi,
    (text, at) => `${text.slice(0, at)} ${text.slice(at + 1)}`,
  ],
}
const slips: Readonly<Record<string, Slip>> = {
  ...ofThumbs,
  'a capital set by the keyboard': [
    /(?<= )\p{Ll}/gu,
    (text, at) => text.slice(0, at) + text.charAt(at).toUpperCase() + text.slice(at + 1),
  ],
  'a full stop set by the keyboard': [/$/g, (text) => `${text}.`],
}
const kinds = Object.keys(slips)

/** `where` and `pick` are any numbers. A text without a place for a slip stays as it is. */
function typed(text: string, kind: string, where: number, pick: number): string {
  const [places, slip] = slips[kind]!
  const positions = Array.from(text.matchAll(places), ({ index }) => index)
  return positions.length > 0 ? slip(text, positions[where % positions.length]!, pick) : text
}

const { topics } = opened.knowledge
const levelOf: LevelOf = (id) => topics.get(id)!.level
const problems = [...everydayProblems, ...[...topics.values()].map(({ id, title }) => [title, id] as const)]
const anyWhere = fc.nat(1000)
const anyPick = fc.nat(10)

describe('a problem typed on a phone', () => {
  it.each(everydayProblems)(
    'leads to its topic as it is, in small letters and without dots: %s',
    (problem, id) => {
      const withoutDots = problem.replace(/[äöü]/g, (letter) => letter.normalize('NFD').charAt(0))
      for (const text of [problem, problem.toLowerCase(), withoutDots]) expectLed(text, id)
    },
  )

  it.each(kinds)('leads to its topic with %s', (kind) => {
    fc.assert(
      fc.property(fc.constantFrom(...problems), anyWhere, anyPick, ([problem, id], where, pick) =>
        expectLed(typed(problem, kind, where, pick), id),
      ),
      { numRuns: 300, seed: 823 },
    )
  })

  it('never leads to the other level, with three slips at once', () => {
    const three = fc.array(fc.tuple(fc.constantFrom(...kinds), anyWhere, anyPick), {
      minLength: 3,
      maxLength: 3,
    })
    fc.assert(
      fc.property(fc.constantFrom(...problems), three, ([problem, id], made) => {
        const text = made.reduce((so, [kind, where, pick]) => typed(so, kind, where, pick), problem)
        expectNotMisled(text, levelOf(id))
      }),
      { numRuns: 600, seed: 823 },
    )
  })
})

describe('every second question of tune, typed on a phone', () => {
  // A little below what was measured.
  it.each(Object.keys(ofThumbs))('is understood almost as well with %s', async (kind) => {
    const clear = (await readQuestions('tune')).filter((question) => question.kind === 'answer')
    const questions = clear.filter((_question, at) => at % 2 === 0)
    const made = fc.sample(fc.tuple(anyWhere, anyPick), { numRuns: questions.length, seed: 823 })
    const trials = questions.map((question, at) => ({
      question,
      routing: routingOf(typed(question.text, kind, ...made[at]!), world),
    }))
    const shares = measure(trials, levelOf)
    expect(shares.get('reached: the right topic stated or offered')?.share).toBeGreaterThanOrEqual(0.975)
    expect(shares.get('stated at once and right')?.share).toBeGreaterThanOrEqual(0.915)
    expect(shares.get('misrouted: a wrong support level stated')?.share).toBeLessThanOrEqual(0.004)
  })
})
