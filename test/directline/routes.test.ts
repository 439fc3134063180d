import { signToken } from '../../src/directline/tokens.ts'
import type { Store } from '../../src/storage/store.ts'
import {
  type Activity,
  askForToken,
  bearer,
  call,
  expiredToken,
  newcomer,
  type Reply,
  saidBy,
  startConversation,
} from '../helpers/directLine.ts'
import { directLineServer } from '../helpers/directLineServer.ts'
import { fakeMatcher, fakeWorld } from '../helpers/fakeWorld.ts'
import { expectErrorWithoutText, privateQuestion, quotingError } from '../helpers/leaks.ts'

const server = directLineServer()

const textOf = ({ text, summary }: Activity) => text ?? summary ?? ''

describe('a conversation by polling', () => {
  test('token, welcome, question, answer', async () => {
    const issued = await askForToken(server)
    expect(issued).toMatchObject({
      status: 200,
      body: { expires_in: 1800, domain: `${server.url}/v3/directline` },
    })
    const { conversationId } = issued.body
    const { begin, poll, post } = bearer(server, issued.body.token)

    const started = await begin({ user: {}, locale: 'de' })
    expect(started).toMatchObject({ status: 201, body: { conversationId, expires_in: 1800 } })
    expect(started.body.streamUrl).toMatch(
      /^ws:\/\/127\.0\.0\.1:\d+\/v3\/directline\/conversations\/.+\/stream\?/,
    )

    const welcome = await poll()
    expect(welcome.body.activities).toHaveLength(1)
    expect(welcome.body.watermark).toBe('1')

    const posted = await post({
      type: 'message',
      text: 'Backup?',
      from: { id: 'x' },
      channelData: { clientActivityID: 'a' },
    })
    expect(posted).toEqual({ status: 200, body: { id: `${conversationId}|0000002` } })

    const answer = await poll('1')
    expect(answer.body.watermark).toBe('3')
    const [own, reply] = answer.body.activities as Activity[]
    expect(own).toMatchObject({ id: posted.body.id, text: 'Backup?', channelData: { clientActivityID: 'a' } })
    expect(reply).toMatchObject({ replyToId: posted.body.id, from: { id: 'hausperfekt', role: 'bot' } })
    expect(textOf(reply!)).toContain('Datensicherung')
  })

  test('a button of a card, and a file', async () => {
    const { post, read } = await startConversation(server)
    await post({ type: 'message', value: { action: 'topic', topic: 'statement' } })
    await post({ type: 'message', attachments: [{ contentType: 'image/png', name: 'bild.png' }] })
    const [, tap, answer, file] = (await read()).activities
    expect(tap).toMatchObject({ value: { action: 'topic', topic: 'statement' } })
    expect(textOf(answer!)).toContain('Vermögensstatus')
    expect(file).toMatchObject({ attachments: [{ contentType: 'image/png', name: 'bild.png' }] })
  })

  test('beginning twice gives the same conversation with one welcome', async () => {
    const { conversationId, begin, read } = await startConversation(server)
    const again = await Promise.all([begin(), begin(), begin()])
    for (const reply of again) expect(reply).toMatchObject({ status: 201, body: { conversationId } })
    expect((await read()).activities).toHaveLength(1)
  })

  test('a client id "joined" is a message like any other', async () => {
    const { say, read } = await startConversation(server)
    await say('Backup', { channelData: { clientActivityID: 'joined' } })
    expect((await read()).activities).toHaveLength(3)
  })

  test('reading on from any watermark gives each activity once and in order', async () => {
    const { say, read } = await startConversation(server)
    for (const text of ['Backup', 'Status', 'Backup Status']) await say(text)
    const all = (await read()).activities.map(({ id }) => id)
    expect(all.map((id) => Number(id.split('|')[1]))).toEqual(all.map((_, index) => index + 1))
    for (const watermark of all.keys()) {
      expect((await read(String(watermark))).activities.map(({ id }) => id)).toEqual(all.slice(watermark))
    }
    expect(await read('999')).toEqual({ activities: [], watermark: String(all.length) })
  })

  test('answers are not cached', async () => {
    const response = await fetch(`${server.url}/api/webchat/token`, { method: 'POST' })
    expect(response.headers.get('cache-control')).toBe('no-store')
  })
})

describe('an account number', () => {
  const own = directLineServer()

  test('is masked in all that is stored and sent: message, state, reply, file name', async () => {
    const { conversationId, say, post, read } = await startConversation(own)
    await say('Backup zu DE89 3704 0044 0532 0130 00')
    await say('geht nicht: de89370400440532013000')
    await post({ type: 'message', attachments: [{ contentType: 'x/y', name: 'DE89370400440532013000.pdf' }] })
    const { activities } = await read()
    expect(activities[1]?.text).toBe('Backup zu DE** **** …')
    expect(activities[5]).toMatchObject({ attachments: [{ name: 'DE** **** ….pdf' }] })
    // The reply quotes the question in its mail draft.
    expect(decodeURIComponent(JSON.stringify(activities[2]))).toContain('Backup zu DE** **** …')
    expect(JSON.stringify(await own.store.load(conversationId))).toContain('DE** **** …')
    expect(own.onDisk()).toContain('Backup zu')
    await own.restart()
    expect(own.onDisk()).toContain('Backup zu')
    expect(own.onDisk()).not.toMatch(/3704|0532/)
  })
})

describe('the same message again', () => {
  const message = { channelData: { clientActivityID: 'id-1' } }

  test('twice in a row is one turn, with one id', async () => {
    const { say, read } = await startConversation(server)
    const first = await say('Backup', message)
    await say('Status')
    expect(await say('Backup', message)).toEqual(first)
    expect((await read()).activities).toHaveLength(5)
  })

  test('ten times at once is one turn, with one id', async () => {
    const { say, read } = await startConversation(server)
    const replies = await Promise.all(Array.from({ length: 10 }, () => say('Backup', message)))
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1)
    expect((await read()).activities).toHaveLength(3)
  })

  test('in another conversation it is another message', async () => {
    const one = await startConversation(server)
    const other = await startConversation(server)
    await one.say('Backup', message)
    await other.say('Backup', message)
    expect((await other.read()).activities).toHaveLength(3)
  })

  test('without an id each one counts, and ten different ones at once all get their turn', async () => {
    const { say, read } = await startConversation(server)
    const replies = await Promise.all(Array.from({ length: 10 }, () => say('Backup')))
    expect(replies.map(({ status }) => status)).toEqual(Array(10).fill(200))
    const { activities } = await read()
    expect(activities).toHaveLength(21)
    expect(new Set(activities.map(({ id }) => id)).size).toBe(21)
  })
})

describe('a token is bound to its conversation and its user', () => {
  test('a refreshed token is for the same conversation and the same user', async () => {
    const { conversationId, refresh, say, read } = await startConversation(server)
    await say('Backup')
    const { status, body } = await refresh({ conversationId: 'x' })
    expect({ status, body }).toMatchObject({ status: 200, body: { conversationId, expires_in: 1800 } })
    await bearer(server, body.token).say('Status')
    const [first, second, ...others] = saidBy('user', (await read()).activities)
    expect(second?.from).toEqual(first?.from)
    expect(others).toEqual([])
  })

  test('a forged sender is overwritten', async () => {
    const { say, read } = await startConversation(server)
    await say('Backup', { from: { id: 'hausperfekt', name: 'HausPerfekt', role: 'bot' }, id: 'mine' })
    const own = (await read('1')).activities[0]
    expect(own?.from).toEqual({ id: expect.stringMatching(/^dl_/), role: 'user' })
    expect(own?.id).not.toBe('mine')
  })

  test.each([
    ['GET', ''],
    ['GET', '/activities'],
    ['POST', '/activities'],
    ['POST', '/upload'],
  ] as const)('no, bad, expired and stream tokens get 403: %s conversation%s', async (method, rest) => {
    const { conversationId } = await startConversation(server)
    const identity = { conversationId, userId: 'dl_1' }
    const expired = await expiredToken('conversation', identity, server.secret)
    const tokens = [undefined, '', 'nonsense', expired, await signToken('stream', identity, server.secret)]
    for (const token of tokens) {
      const reply = await call(server, method, `conversations/${conversationId}${rest}`, {
        ...(token !== undefined && { token }),
        ...(method === 'POST' && { body: { type: 'message', text: 'Backup' } }),
      })
      expect(reply).toMatchObject({ status: 403, body: { error: { code: 'TokenExpired' } } })
    }
  })

  test('the token counts in the header only', async () => {
    const { token, conversationId } = await startConversation(server)
    for (const query of [`token=${token}`, `access_token=${token}`, `t=${token}`]) {
      expect((await call(server, 'GET', `conversations/${conversationId}?${query}`)).status).toBe(403)
    }
    expect((await call(server, 'POST', 'conversations')).status).toBe(403)
    expect((await call(server, 'POST', 'tokens/refresh')).status).toBe(403)
    expect((await call(server, 'GET', 'session/getsessionid')).status).toBe(403)
  })
})

test('a long conversation is read page by page, each activity once and in order', async () => {
  const { say, poll } = await startConversation(server)
  for (let turn = 0; turn < 30; turn++) await say('Backup')
  const first = (await poll()).body
  const second = (await poll(first.watermark)).body
  const numbers = [...first.activities, ...second.activities].map(({ id }) => Number(id.split('|')[1]))
  expect([first.activities.length, first.watermark, second.watermark]).toEqual([50, '50', '61'])
  expect(numbers).toEqual(Array.from({ length: 61 }, (_, at) => at + 1))
})

describe('bad input', () => {
  test.each([['-1'], ['abc'], ['1.5'], ['1&watermark=2'], ['%00']])(
    'watermark %s gets 400',
    async (watermark) => {
      const { reconnect, poll } = await startConversation(server)
      for (const reply of [await reconnect(watermark), await poll(watermark)]) {
        expect(reply).toMatchObject({ status: 400, body: { error: { code: 'BadArgument' } } })
      }
    },
  )

  test('a message longer than anybody writes gets 413, and is not stored', async () => {
    const { say, read } = await startConversation(server)
    expect(await say('a'.repeat(4_001))).toMatchObject({
      status: 413,
      body: { error: { code: 'MessageTooLong' } },
    })
    expect((await read()).activities).toHaveLength(1)
    expect((await say('a'.repeat(4_000))).status).toBe(200)
  })

  test('a conversation that has not begun, or has been erased, gets 404', async () => {
    const { reconnect, poll, say } = await newcomer(server)
    for (const reply of [await reconnect(), await poll(), await say('Backup')]) {
      expect(reply).toMatchObject({ status: 404, body: { error: { code: 'ConversationNotFound' } } })
    }
  })

  test.each([
    [{}],
    [[]],
    [null],
    ['"text"'],
    [{ type: '' }],
    [{ type: 7 }],
    [{ type: 'message', text: {} }],
    [{ type: 'message', text: 'x', attachments: 'y' }],
    [{ type: 'message', text: 'x', from: { id: '' } }],
    [{ type: 'conversationUpdate' }],
  ])('activity %j gets 400 in one line', async (body) => {
    const { post, read } = await startConversation(server)
    const reply = await post(body)
    expect(reply.status).toBe(400)
    expect(reply.body.error.message).not.toMatch(/\n/)
    expect((await read()).activities).toHaveLength(1)
  })

  test('typing and events are acknowledged, and leave no trace', async () => {
    const { post, read } = await startConversation(server)
    for (const type of ['typing', 'event']) {
      expect(await post({ type, name: 'x', value: 1 })).toMatchObject({
        status: 200,
        body: { id: expect.any(String) },
      })
    }
    expect((await read()).activities).toHaveLength(1)
  })

  test('a file is refused, so that the client does not try again', async () => {
    const { token, conversationId } = await startConversation(server)
    const reply = await call(server, 'POST', `conversations/${conversationId}/upload?userId=x`, {
      token,
      body: {},
    })
    expect(reply).toMatchObject({ status: 415, body: { error: { code: 'NotSupported' } } })
  })

  test('the session id of the protocol', async () => {
    const { token, conversationId } = await startConversation(server)
    expect(await call(server, 'GET', 'session/getsessionid', { token })).toEqual({
      status: 200,
      body: { sessionId: conversationId },
    })
  })
})

test('reconnecting gives a new token, and a stream that goes on from the watermark', async () => {
  const { token, conversationId, reconnect } = await startConversation(server)
  const { status, body } = await reconnect('1')
  expect({ status, body }).toMatchObject({ status: 200, body: { conversationId, expires_in: 1800 } })
  expect(body.streamUrl).toContain('watermark=1&')
  expect(body.streamUrl).not.toContain(token)
  expect(body.streamUrl).not.toContain(body.token)
})

test('a restart keeps the conversation and the token', async () => {
  const { begin, say, poll } = await startConversation(server)
  const message = { channelData: { clientActivityID: 'a' } }
  await say('Backup', message)

  await server.restart()
  await begin()
  expect(await say('Backup', message)).toMatchObject({ status: 200 })
  expect((await poll()).body).toMatchObject({ watermark: '3' })
})

describe('an apology, with a number that is also in the log and without text, is the answer', () => {
  const failing = directLineServer()

  const expectApology = ({ status, body }: Reply) => {
    expect({ status, body }).toMatchObject({ status: 500, body: { error: { code: 'ServiceError' } } })
    const errorId = expectErrorWithoutText(failing.log())
    expect(body.error.message).toContain(`Fehlernummer: ${errorId}`)
    expect(body.error.message).toContain('0123-456-0')
  }

  test('to a turn that fails; nothing is stored, and the message may come again', async () => {
    let broken = true
    const matcher: typeof fakeMatcher = {
      match(question) {
        if (broken) throw quotingError(question)
        return fakeMatcher.match(question)
      },
    }
    await failing.restart({ world: fakeWorld({ matcher }) })
    const { say, read } = await startConversation(failing)
    const message = { channelData: { clientActivityID: 'a' } }

    expectApology(await say(privateQuestion, message))
    expect((await read()).activities).toHaveLength(1)

    broken = false
    expect((await say('Backup', message)).status).toBe(200)
    expect((await read()).activities).toHaveLength(3)
  })

  test.each(['begin', 'poll'] as const)('to those who meet a broken store: %s', async (way) => {
    const wrapStore = (store: Store): Store => ({
      ...store,
      load: () => Promise.reject(quotingError()),
      activitiesAfter: () => Promise.reject(quotingError()),
    })
    await failing.restart({ wrapStore })
    expectApology(await (await newcomer(failing))[way]())
  })
})

describe('where the direct lines are for known customers only', () => {
  const handoff = directLineServer({ webChat: { publicContacts: 'handoff' } })

  const conversationAbout = async (text: string, customer?: string) => {
    const { begin, post, read } = await newcomer(handoff, customer)
    await begin()
    await post({ type: 'message', text, from: { id: '10234' } })
    return (await read()).activities
  }
  const question = 'Status; Kundennummer 10234'

  test('a customer whom the portal has identified sees them', async () => {
    expect(JSON.stringify(await conversationAbout(question, '10234'))).toMatch(/Anna Alt.*0123-456-1/)
  })

  test('a visitor does not learn whose names they are', async () => {
    const answerTo = async (text: string) => (await conversationAbout(text)).at(-1)?.text
    expect(await answerTo('Anna Alt')).toBe(await answerTo('Erna Uhu'))
  })

  test('a visitor does not, whatever number he types', async () => {
    const seen = JSON.stringify(await conversationAbout(question))
    expect(seen).toContain('angemeldeten Kunden werden sie hier angezeigt')
    expect(seen).not.toMatch(/Anna Alt|Bernd Bau|0123-456-[12]|491234561/)
  })
})
