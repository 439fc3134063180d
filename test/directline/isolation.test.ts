import {
  askForToken,
  bearer,
  call,
  expiredToken,
  resumeBy,
  streamAt,
  upgradeStatus,
} from '../helpers/directLine.ts'
import { directLineServer } from '../helpers/directLineServer.ts'
import { portalAudience, portalSecret, secretToken } from '../helpers/portal.ts'

/** A user with every token that the server has given. */
interface Person {
  readonly conversationId: string
  /** Good for the REST interface: the first, and those of start, reconnect, refresh and resume. */
  readonly tokens: readonly string[]
  readonly streamToken: string
  readonly resumeToken: string
}

const server = directLineServer({
  webChat: { identity: { alg: 'HS256', secret: portalSecret, audience: portalAudience } },
})
let people: readonly Person[]
beforeAll(async () => {
  const customer = (sub: string) => secretToken({ claims: { sub } })
  people = [
    await enter(),
    await enter(),
    await enter(await customer('10234')),
    await enter(await customer('10234')),
    await enter(await customer('10235')),
  ]
})
async function enter(identity?: string): Promise<Person> {
  const { token, resume } = (await askForToken(server, { identity })).body
  const { conversationId, begin, say, reconnect, refresh } = bearer(server, token)
  const started = (await begin()).body
  await say(`Backup ${conversationId}`)
  const others = await Promise.all([reconnect(), refresh(), resumeBy(server, resume)])
  return {
    conversationId,
    tokens: [token, started.token, ...others.map((other) => other.body.token)],
    streamToken: new URL(started.streamUrl).searchParams.get('t') ?? '',
    resumeToken: resume,
  }
}

const message = { type: 'message', text: 'Status' }
const at = ({ conversationId }: Person, rest = '') => `conversations/${conversationId}${rest}`

/** Every way into a conversation that its address names. */
const named: Record<string, (person: Person, token: string | undefined) => Promise<number>> = {
  reconnect: (person, token) => status('GET', at(person), token),
  poll: (person, token) => status('GET', at(person, '/activities'), token),
  post: (person, token) => status('POST', at(person, '/activities'), token, message),
  type: (person, token) => status('POST', at(person, '/activities'), token, { type: 'typing' }),
  upload: (person, token) => status('POST', at(person, '/upload?userId=x'), token, {}),
  stream: ({ conversationId }, token = '') => upgradeStatus(streamAt(server, conversationId, token)),
}

/** Those that go by the token alone; here they name another conversation all the same. */
const unnamed: Record<string, (other: Person, token: string | undefined) => Promise<number>> = {
  start: (other, token) => status('POST', 'conversations', token, other),
  refresh: (other, token) => status('POST', 'tokens/refresh', token, other),
  session: (other, token) =>
    status('GET', `session/getsessionid?conversationId=${other.conversationId}`, token),
  export: (other, token) =>
    status('GET', `/api/webchat/conversation?conversationId=${other.conversationId}`, token),
  erase: (other, token) =>
    status('DELETE', `/api/webchat/conversation?conversationId=${other.conversationId}`, token),
}

async function status(method: 'GET' | 'POST' | 'DELETE', where: string, token?: string, body?: object) {
  const sent = await call(server, method, where, {
    ...(token !== undefined && { token }),
    ...(body && { body }),
  })
  return sent.status
}

/** All that is stored, of everybody. */
const everything = () =>
  Promise.all(
    people.map(async ({ conversationId }) => [
      await server.store.load(conversationId),
      await server.store.activitiesAfter(conversationId, 0),
    ]),
  )

describe.each(Object.keys(named))('%s', (way) => {
  test('is open to no token of anybody else, and leaves everything as it was', async () => {
    const before = await everything()
    for (const person of people) {
      const foreign = people.filter((other) => other !== person)
      for (const { tokens, streamToken, resumeToken } of foreign) {
        const statuses = await Promise.all(
          [...tokens, streamToken, resumeToken].map((token) => named[way]!(person, token)),
        )
        expect(statuses).toEqual(statuses.map(() => 403))
      }
    }
    expect(await everything()).toEqual(before)
  })
})

describe.each(Object.keys({ ...named, ...unnamed }))('%s', (way) => {
  test('is open to no token that is none, too old, of another kind or of the portal', async () => {
    const before = await everything()
    const person = people[0]!
    const identity = { conversationId: person.conversationId, userId: 'dl_1' }
    const rest = way !== 'stream'
    const tokens = [
      undefined,
      '',
      'nonsense',
      await expiredToken(rest ? 'conversation' : 'stream', identity, server.secret),
      await expiredToken('resume', identity, server.secret),
      person.resumeToken,
      rest ? person.streamToken : person.tokens[0],
      await secretToken(),
    ]
    for (const token of tokens) expect(await { ...named, ...unnamed }[way]!(person, token)).toBe(403)
    expect(await everything()).toEqual(before)
  })
})

describe('the own token', () => {
  const opened = { reconnect: 200, poll: 200, post: 200, type: 200, upload: 415 }

  test.each(Object.entries(opened))(
    'opens %s, so that the refusals above mean something',
    async (way, ok) => {
      for (const person of people) {
        for (const token of person.tokens) expect(await named[way]!(person, token)).toBe(ok)
      }
    },
  )

  test('of the stream opens the stream', async () => {
    for (const person of people) expect(await named.stream!(person, person.streamToken)).toBe(101)
  })

  test.each([
    ['start', 201],
    ['refresh', 200],
    ['session', 200],
    ['export', 200],
  ])('with %s concerns the own conversation, whatever else the request names', async (way, ok) => {
    const before = await everything()
    for (const person of people) {
      for (const other of people) expect(await unnamed[way]!(other, person.tokens[0])).toBe(ok)
    }
    expect(await everything()).toEqual(before)
  })

  test('exports the own conversation and nothing of another', async () => {
    for (const person of people) {
      const { body } = await call(server, 'GET', '/api/webchat/conversation', { token: person.tokens[0]! })
      expect(body.conversationId).toBe(person.conversationId)
      const text = JSON.stringify(body)
      for (const other of people) {
        expect(text.includes(other.conversationId)).toBe(other === person)
      }
    }
  })

  // The last one, because it takes away what the others need.
  test('erases the own conversation, and no other', async () => {
    const [first, ...others] = people
    const before = await everything()
    expect(await unnamed.erase!(others[0]!, first!.tokens[0])).toBe(204)
    const [gone, ...kept] = await everything()
    expect(gone).toEqual([undefined, undefined])
    expect(kept).toEqual(before.slice(1))
  })
})
