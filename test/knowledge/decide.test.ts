import type { Beliefs } from '../../knowledge/beliefs.ts'
import { type Costs, decide, defaultCosts } from '../../knowledge/decide.ts'
import { intents, type OutOfScope, type Topic } from '../../knowledge/topic.ts'
import { opened } from '../helpers/world.ts'

const topic = (id: string): Topic => opened.knowledge.topics.get(id)!
const first = ['clearing', 'stammdaten'].map(topic)
const second = ['konten-abstimmen', 'schnittstellen'].map(topic)

/** Beliefs in which nothing is probable but what is given. */
function beliefs(
  topics: readonly (readonly [Topic, number, number?])[],
  rest: Partial<Record<OutOfScope | 'double' | 'thanks', number>> = {},
): Beliefs {
  return {
    topics: topics
      .map(([topic, probability, asOther = 0]) => ({ topic, probability, asOther }))
      .sort((a, b) => b.probability - a.probability),
    double: rest.double ?? 0,
    intents: Object.fromEntries(
      intents.map((intent) => [intent, intent === 'thanks' ? (rest.thanks ?? 0) : 0]),
    ) as Beliefs['intents'],
    outOfScope: {
      unlisted: rest.unlisted ?? 0,
      foreign: rest.foreign ?? 0,
      unclear: rest.unclear ?? 0,
    },
  }
}

describe('the decision', () => {
  it('states a topic that is all but certain, with its probability', () => {
    expect(
      decide(
        beliefs([
          [first[0]!, 0.95],
          [second[0]!, 0.05],
        ]),
      ),
    ).toEqual({
      kind: 'answer',
      topic: first[0],
      score: 0.95,
    })
  })

  it('asks sooner between levels than between topics of one level', () => {
    const between = (other: Topic) =>
      decide(
        beliefs([
          [first[0]!, 0.75],
          [other, 0.25],
        ]),
      ).kind
    expect(between(first[1]!)).toBe('answer')
    expect(between(second[0]!)).toBe('choose')
  })

  it('asks where a message is open, between the first topic and the one that is probable as the other', () => {
    const open = beliefs(
      [
        [first[0]!, 0.25, 0],
        [second[0]!, 0.02, 0.98],
        [second[1]!, 0.03, 0.02],
      ],
      { double: 0.7 },
    )
    expect(decide(open)).toMatchObject({
      kind: 'choose',
      topics: expect.arrayContaining([first[0], second[0]]),
    })
  })

  it('offers no more than it must: each further option costs the reader', () => {
    const almost = beliefs([
      [first[0]!, 0.5],
      [second[0]!, 0.49],
      [second[1]!, 0.01],
    ])
    expect(decide(almost)).toMatchObject({ kind: 'choose', topics: [first[0], second[0]] })
    const free: Costs = { ...defaultCosts, perOption: 0 as never }
    expect(decide(almost, free)).toMatchObject({ kind: 'choose', topics: [first[0], second[0], second[1]] })
  })

  it('offers three topics at most', () => {
    const flat = beliefs([...first, ...second].map((topic) => [topic, 0.25]))
    const decision = decide(flat)
    expect(decision.kind === 'choose' && decision.topics).toHaveLength(3)
  })

  it.each(['unlisted', 'foreign', 'unclear'] as const)('says %s where that is most probable', (reason) => {
    expect(decide(beliefs([[first[0]!, 0.1]], { [reason]: 0.9 }))).toEqual({
      kind: 'unknown',
      reason,
      score: 0.9,
    })
  })

  it('answers an intent', () => {
    expect(decide(beliefs([[first[0]!, 0.1]], { thanks: 0.9 }))).toEqual({
      kind: 'intent',
      intent: 'thanks',
      score: 0.9,
    })
  })

  it('asks for other words rather than to call a message foreign of which nothing is known', () => {
    const flat = [...opened.knowledge.topics.values()].map((topic) => [topic, 0.6 / 24] as const)
    expect(decide(beliefs(flat, { foreign: 0.2, unclear: 0.2 }))).toMatchObject({
      kind: 'unknown',
      reason: 'unclear',
    })
  })

  it('states no topic for what is probably none', () => {
    expect(decide(beliefs([[first[0]!, 0.5]], { foreign: 0.5 })).kind).not.toBe('answer')
  })
})
