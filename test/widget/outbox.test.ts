import { ConversationLost } from '../../src/widget/access.ts'
import { HttpError } from '../../src/widget/api.ts'
import { Outbox } from '../../src/widget/outbox.ts'
import type { Outgoing } from '../../src/widget/protocol.ts'

/** An outbox on a server that answers each attempt by the next of `answers`, then always well. */
function outboxOn(...answers: (Error | 'ok')[]) {
  const posted: string[] = []
  const states: string[] = []
  let gone = 0
  const outbox = new Outbox(
    {
      post: async (id) => {
        posted.push(id)
        const answer = answers.shift()
        if (answer instanceof Error) throw answer
      },
      gone: () => {
        gone++
      },
    },
    ({ id, state }: Outgoing) => states.push(`${id} ${state}`),
  )
  return { outbox, posted, states, gone: () => gone }
}

const settled = async (states: readonly string[], last: string) => {
  for (const end = Date.now() + 6000; states.at(-1) !== last; ) {
    if (Date.now() > end) throw new Error(`Waited for "${last}" in ${JSON.stringify(states)}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
const offline = () => new TypeError('fetch failed')

test('messages go out one after the other, in the order in which they were written', async () => {
  const { outbox, posted, states } = outboxOn(offline(), 'ok')
  outbox.add('a', { text: 'erste' })
  outbox.add('b', { text: 'zweite' })
  await settled(states, 'b sent')
  expect(posted).toEqual(['a', 'a', 'b'])
  expect(states).toEqual(['a sending', 'b sending', 'a sent', 'b sent'])
  expect(outbox.unsent).toEqual([])
})

test('a message that no attempt could send waits for the user, under the same id', async () => {
  const { outbox, posted, states } = outboxOn(offline(), offline(), offline())
  outbox.add('a', { text: 'x' })
  await settled(states, 'a failed')
  expect(outbox.unsent).toEqual([{ id: 'a', content: { text: 'x' } }])
  outbox.retry('a')
  await settled(states, 'a sent')
  expect(posted).toEqual(['a', 'a', 'a', 'a'])
})

test('what failed goes out by itself when the server is back, but not what the server refused', async () => {
  const { outbox, states } = outboxOn(new HttpError(413), offline(), offline(), offline())
  outbox.add('refused', { text: 'x' })
  outbox.add('unlucky', { text: 'y' })
  await settled(states, 'unlucky failed')
  outbox.retryAll()
  await settled(states, 'unlucky sent')
  expect(outbox.unsent.map(({ id }) => id)).toEqual(['refused'])
})

test('a message that arrived although its answer was lost is not sent again', async () => {
  const { outbox, posted, states } = outboxOn(offline())
  outbox.add('a', { text: 'x' })
  await new Promise((resolve) => setTimeout(resolve, 50))
  outbox.confirm('a')
  await settled(states, 'a sent')
  await new Promise((resolve) => setTimeout(resolve, 900))
  expect(posted).toEqual(['a'])
})

test('what a reload left over waits, and what is written behind it too, until it is known what arrived', async () => {
  const { outbox, posted, states } = outboxOn()
  outbox.hold([
    { id: 'a', content: { text: 'erste' } },
    { id: 'b', content: { text: 'zweite' } },
  ])
  outbox.add('c', { text: 'dritte' })
  expect(outbox.unsent.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  expect({ posted, states }).toEqual({ posted: [], states: ['c sending'] })
  outbox.release((id) => id === 'a')
  await settled(states, 'c sent')
  expect(posted).toEqual(['b', 'c'])
  expect({ unsent: outbox.unsent, isHolding: outbox.isHolding }).toEqual({ unsent: [], isHolding: false })
})

test('a conversation that is gone is reported, and the message goes into the next one', async () => {
  const { outbox, states, gone } = outboxOn(new ConversationLost('erased', undefined))
  outbox.add('a', { text: 'x' })
  await settled(states, 'a sent')
  expect(gone()).toBe(1)
})

test('the server may ask for time', async () => {
  const { outbox, posted, states } = outboxOn(new HttpError(429, { retryAfter: 1 }))
  const start = Date.now()
  outbox.add('a', { text: 'x' })
  await settled(states, 'a sent')
  expect(posted).toHaveLength(2)
  expect(Date.now() - start).toBeGreaterThanOrEqual(950)
})

test('an error on the server is told in its own words', async () => {
  const error = () => new HttpError(500, { words: 'Entschuldigung. Fehlernummer: 1a2b' })
  const reasons: (string | undefined)[] = []
  const outbox = new Outbox(
    { post: () => Promise.reject(error()), gone: () => {} },
    ({ state, reason }) => state === 'failed' && reasons.push(reason),
  )
  outbox.add('a', { text: 'x' })
  for (const end = Date.now() + 6000; reasons.length === 0 && Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  expect(reasons).toEqual(['Entschuldigung. Fehlernummer: 1a2b'])
})
