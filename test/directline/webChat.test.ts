import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { decodeJwt } from 'jose'
import { newIdentity, signResumeToken, signToken } from '../../src/directline/tokens.ts'
import {
  type Activity,
  call,
  expiredToken,
  listen,
  startConversation,
  startServer,
  type TestServer,
  temporaryFolder,
  upgradeStatus,
} from '../helpers/directLine.ts'
import { fakeWorld } from '../helpers/fakeWorld.ts'

const { folder, remove } = temporaryFolder()
let server: TestServer
beforeAll(async () => {
  server = await startServer(folder, fakeWorld({ retentionDays: 7 }))
})
afterAll(async () => {
  await server.stop()
  remove()
})

const resume = (token: unknown) => call(server, 'POST', '/api/webchat/resume', { body: { resume: token } })
const exported = (token: string) => call(server, 'GET', '/api/webchat/conversation', { token })
const erase = (token: string) => call(server, 'DELETE', '/api/webchat/conversation', { token })

describe('a conversation whose token has expired', () => {
  test('goes on with its resume token, as the same user', async () => {
    const { conversationId, say, resume: resumeToken } = await startConversation(server)
    await say('Backup')
    const { status, body } = await resume(resumeToken)
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
    const at = `conversations/${conversationId}/activities`
    await call(server, 'POST', at, { token: body.token, body: { type: 'message', text: 'Status' } })
    const { activities } = (await call(server, 'GET', at, { token: body.token })).body as {
      activities: Activity[]
    }
    const users = activities.filter(({ from }) => from.role === 'user').map(({ from }) => from.id)
    expect(users).toHaveLength(2)
    expect(new Set(users).size).toBe(1)
    expect((await resume(body.resume)).status).toBe(200)
  })

  test('can do so as long as it is kept, and hears for a day more that it is gone', async () => {
    const { exp = 0, iat = 0 } = decodeJwt((await startConversation(server)).resume)
    expect(exp - iat).toBe(8 * 24 * 60 * 60)
  })

  test('stays the conversation of its customer', async () => {
    const customer = newIdentity('10234')
    const token = await signToken('conversation', customer, server.secret)
    await call(server, 'POST', 'conversations', { token })
    const { body } = await resume(await signResumeToken(customer, 7, server.secret))
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
      expect(await resume(each)).toMatchObject({ status: 403, body: { error: { code: 'TokenExpired' } } })
    }
    expect((await call(server, 'POST', '/api/webchat/resume')).status).toBe(403)
  })

  test('does not go on if it is gone', async () => {
    const never = await signResumeToken(newIdentity(), 7, server.secret)
    expect(await resume(never)).toMatchObject({
      status: 404,
      body: { error: { code: 'ConversationNotFound' } },
    })
  })

  test('its resume token opens nothing else', async () => {
    const { conversationId, resume: token } = await startConversation(server)
    for (const where of [`conversations/${conversationId}/activities`, '/api/webchat/conversation']) {
      expect((await call(server, 'GET', where, { token })).status).toBe(403)
    }
    const stream = `${server.url.replace('http', 'ws')}/v3/directline/conversations/${conversationId}/stream`
    expect(await upgradeStatus(`${stream}?t=${token}`)).toBe(403)
  })

  test('is asked for its page', async () => {
    const { resume: token } = await startConversation(server)
    const headers = { origin: 'https://boese.example' }
    expect(
      await call(server, 'POST', '/api/webchat/resume', { headers, body: { resume: token } }),
    ).toMatchObject({ status: 403, body: { error: { code: 'OriginRefused' } } })
  })
})

describe('the export', () => {
  test('has all that is stored: state, messages, and for how long', async () => {
    const { conversationId, token, say, read } = await startConversation(server)
    await say('Backup')
    const { activities } = await read()
    expect(await exported(token)).toEqual({
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
    const token = await signToken('conversation', newIdentity(), server.secret)
    expect(await exported(token)).toMatchObject({ status: 404 })
  })
})

describe('an erased conversation', () => {
  const onDisk = () =>
    readdirSync(folder)
      .filter((name) => name.startsWith('conversations'))
      .map((name) => readFileSync(path.join(folder, name), 'latin1'))
      .join('')

  /** Everything by which a client could find the conversation, or bring it back. */
  const attempts = async (conversationId: string, token: string, resumeToken: string) => {
    const at = `conversations/${conversationId}`
    const replies = await Promise.all([
      call(server, 'POST', 'conversations', { token }),
      call(server, 'GET', at, { token }),
      call(server, 'GET', `${at}/activities`, { token }),
      call(server, 'POST', `${at}/activities`, { token, body: { type: 'message', text: 'Backup' } }),
      call(server, 'POST', `${at}/activities`, { token, body: { type: 'typing' } }),
      call(server, 'POST', 'tokens/refresh', { token }),
      exported(token),
      resume(resumeToken),
    ])
    return replies.map(({ status }) => status)
  }

  test('is gone from the disk at once, and its answer has no body', async () => {
    const { token, say } = await startConversation(server)
    await say('Backup von Kundin Mustermann')
    expect(onDisk()).toContain('Mustermann')
    const response = await fetch(`${server.url}/api/webchat/conversation`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    })
    expect({ status: response.status, body: await response.text() }).toEqual({ status: 204, body: '' })
    expect(onDisk()).not.toContain('Mustermann')
  })

  test('is found by nobody and brought back by nothing, also after a restart; erasing again is fine', async () => {
    const { conversationId, token, resume: resumeToken, say } = await startConversation(server)
    await say('Backup')
    const other = await startConversation(server)
    expect((await erase(token)).status).toBe(204)
    expect(await attempts(conversationId, token, resumeToken)).toEqual(Array(8).fill(404))
    expect((await erase(token)).status).toBe(204)

    await server.stop()
    server = await startServer(folder, fakeWorld({ retentionDays: 7 }))
    expect(await attempts(conversationId, token, resumeToken)).toEqual(Array(8).fill(404))
    expect(await server.store.load(conversationId)).toBeUndefined()
    expect((await exported(other.token)).body.activities).toHaveLength(1)
  })

  test('is closed for those who watch it', async () => {
    const { token, streamUrl } = await startConversation(server)
    const other = await startConversation(server)
    const tabs = [await listen(streamUrl), await listen(streamUrl)]
    const watching = await listen(other.streamUrl)
    const closed = tabs.map(({ socket }) => once(socket, 'close'))
    await erase(token)
    for (const [code] of await Promise.all(closed)) expect(code).toBe(1000)
    expect(await upgradeStatus(streamUrl)).toBe(404)
    await other.say('Backup')
    expect(await watching.arrived(3)).toHaveLength(3)
    await watching.close()
  })

  test('does not come back by messages on their way, whenever they arrive', async () => {
    for (let round = 0; round < 20; round++) {
      const { conversationId, token, say } = await startConversation(server)
      const sent = Promise.all([
        ...Array.from({ length: 5 }, () => say('Backup')),
        call(server, 'POST', 'conversations', { token }),
      ])
      await new Promise((resolve) => setTimeout(resolve, round / 2))
      expect((await erase(token)).status).toBe(204)
      for (const { status } of await sent) expect([200, 201, 404]).toContain(status)
      expect(await server.store.load(conversationId)).toBeUndefined()
    }
  })

  test('may have been one that had not begun; then it does not begin', async () => {
    const token = await signToken('conversation', newIdentity(), server.secret)
    expect((await erase(token)).status).toBe(204)
    expect((await call(server, 'POST', 'conversations', { token })).status).toBe(404)
  })
})
