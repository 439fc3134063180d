import { once } from 'node:events'
import { decodeJwt } from 'jose'
import { newIdentity, signResumeToken, signToken } from '../../src/directline/tokens.ts'
import { clock } from '../helpers/clock.ts'
import {
  bearer,
  call,
  expiredToken,
  listen,
  newcomer,
  resumeBy,
  saidBy,
  startConversation,
  streamAt,
  upgradeStatus,
} from '../helpers/directLine.ts'
import { directLineServer } from '../helpers/directLineServer.ts'
import { fakeWorld } from '../helpers/fakeWorld.ts'

const server = directLineServer({ world: fakeWorld({ retentionDays: 7 }) })

describe('a conversation whose token has expired', () => {
  test('goes on with its resume token, as the same user', async () => {
    const { conversationId, say, resume } = await startConversation(server)
    await say('Backup')
    const { status, body } = await resumeBy(server, resume)
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        conversationId,
        token: expect.any(String),
        expires_in: 1800,
        domain: `${server.url}/v3/directline`,
        resume: expect.any(String),
      },
    })
    const resumed = bearer(server, body.token)
    await resumed.say('Status')
    const [first, second, ...others] = saidBy('user', (await resumed.read()).activities)
    expect(second?.from).toEqual(first?.from)
    expect(others).toEqual([])
    expect((await resumeBy(server, body.resume)).status).toBe(200)
  })

  test('can do so as long as it is kept, and hears for a day more that it is gone', async () => {
    const { exp = 0, iat = 0 } = decodeJwt((await startConversation(server)).resume)
    expect(exp - iat).toBe(8 * 24 * 60 * 60)
  })

  test('stays the conversation of its customer', async () => {
    const customer = newIdentity('10234')
    await bearer(server, await signToken('conversation', customer, server.secret)).begin()
    const { body } = await resumeBy(server, await signResumeToken(customer, 7, server.secret))
    expect(decodeJwt(body.token)).toMatchObject({ customer: '10234' })
  })

  test('does not go on with another token, or none', async () => {
    const { conversationId, token, streamUrl } = await startConversation(server)
    const identity = { conversationId, userId: 'dl_1' }
    const bad = [
      token,
      new URL(streamUrl).searchParams.get('t'),
      await expiredToken('resume', identity, server.secret),
      await signResumeToken(identity, 7, new Uint8Array(32)),
      'nonsense',
      '',
      7,
      undefined,
    ]
    for (const each of bad) {
      expect(await resumeBy(server, each)).toMatchObject({
        status: 403,
        body: { error: { code: 'TokenExpired' } },
      })
    }
    expect((await call(server, 'POST', '/api/webchat/resume')).status).toBe(403)
  })

  test('does not go on if it is gone', async () => {
    const never = await signResumeToken(newIdentity(), 7, server.secret)
    expect(await resumeBy(server, never)).toMatchObject({
      status: 404,
      body: { error: { code: 'ConversationNotFound' } },
    })
  })

  test('its resume token opens nothing else', async () => {
    const { conversationId, resume } = await startConversation(server)
    const { poll, exported } = bearer(server, resume)
    expect((await poll()).status).toBe(403)
    expect((await exported()).status).toBe(403)
    expect(await upgradeStatus(streamAt(server, conversationId, resume))).toBe(403)
  })

  test('is asked for its page', async () => {
    const { resume } = await startConversation(server)
    const headers = { origin: 'https://boese.example' }
    expect(await call(server, 'POST', '/api/webchat/resume', { headers, body: { resume } })).toMatchObject({
      status: 403,
      body: { error: { code: 'OriginRefused' } },
    })
  })
})

describe('the export', () => {
  test('has all that is stored: state, messages, and for how long', async () => {
    const { conversationId, say, read, exported } = await startConversation(server)
    await say('Backup')
    const { activities } = await read()
    expect(await exported()).toEqual({
      status: 200,
      body: {
        conversationId,
        retentionDays: 7,
        state: expect.objectContaining({ subject: expect.objectContaining({ question: 'Backup' }) }),
        activities,
      },
    })
  })

  test('of a conversation that has not begun is a 404', async () => {
    expect(await (await newcomer(server)).exported()).toMatchObject({ status: 404 })
  })
})

describe('an erased conversation', () => {
  afterEach(clock.goOn)

  type Conversation = Awaited<ReturnType<typeof startConversation>>

  /** Everything by which a client could find the conversation, or bring it back. */
  const attempts = async ({ resume, ...user }: Conversation) => {
    const replies = await Promise.all([
      user.begin(),
      user.reconnect(),
      user.poll(),
      user.say('Backup'),
      user.post({ type: 'typing' }),
      user.refresh(),
      user.exported(),
      resumeBy(server, resume),
    ])
    return replies.map(({ status }) => status)
  }

  test('is gone from the disk at once, and its answer has no body', async () => {
    const { token, say } = await startConversation(server)
    await say('Backup von Kundin Mustermann')
    expect(server.onDisk()).toContain('Mustermann')
    const response = await fetch(`${server.url}/api/webchat/conversation`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    })
    expect({ status: response.status, body: await response.text() }).toEqual({ status: 204, body: '' })
    expect(server.onDisk()).not.toContain('Mustermann')
  })

  test('is found by nobody and brought back by nothing, also after a restart; erasing again is fine', async () => {
    const erased = await startConversation(server)
    await erased.say('Backup')
    const other = await startConversation(server)
    expect((await erased.erase()).status).toBe(204)
    expect(await attempts(erased)).toEqual(Array(8).fill(404))
    expect((await erased.erase()).status).toBe(204)

    await server.restart()
    expect(await attempts(erased)).toEqual(Array(8).fill(404))
    expect(await server.store.load(erased.conversationId)).toBeUndefined()
    expect((await other.exported()).body.activities).toHaveLength(1)
  })

  test('is closed for those who watch it', async () => {
    const { streamUrl, erase } = await startConversation(server)
    const other = await startConversation(server)
    const tabs = [await listen(streamUrl), await listen(streamUrl)]
    const watching = await listen(other.streamUrl)
    const closed = tabs.map(({ socket }) => once(socket, 'close'))
    await erase()
    for (const [code] of await Promise.all(closed)) expect(code).toBe(1000)
    expect(await upgradeStatus(streamUrl)).toBe(404)
    await other.say('Backup')
    expect(await watching.arrived(3)).toHaveLength(3)
    await watching.close()
  })

  test('does not come back by messages on their way, whenever they arrive', async () => {
    for (let round = 0; round < 20; round++) {
      const { conversationId, say, begin, erase } = await startConversation(server)
      const sent = Promise.all([...Array.from({ length: 5 }, () => say('Backup')), begin()])
      await new Promise((resolve) => setTimeout(resolve, round / 2))
      expect((await erase()).status).toBe(204)
      for (const { status } of await sent) expect([200, 201, 404]).toContain(status)
      expect(await server.store.load(conversationId)).toBeUndefined()
    }
  })

  test('keeps its id blocked until the last token that could bring it back is dead, and no longer', async () => {
    clock.stop()
    const { token, conversationId, erase } = await startConversation(server)
    const userId = String(decodeJwt(token).user)
    const newToken = () => signToken('conversation', { conversationId, userId }, server.secret)
    await erase()
    // A refresh that has found the conversation just before may still be making its token.
    clock.passSeconds(59)
    const last = bearer(server, await newToken())
    clock.passSeconds(30 * 60 - 1)
    expect((await last.begin()).status).toBe(404)
    clock.passSeconds(2)
    expect((await last.begin()).status).toBe(403)
    expect((await bearer(server, await newToken()).begin()).status).toBe(201)
  })

  test('may have been one that had not begun; then it does not begin', async () => {
    const { erase, begin } = await newcomer(server)
    expect((await erase()).status).toBe(204)
    expect((await begin()).status).toBe(404)
  })
})
