import { decodeJwt } from 'jose'
import { loadTokenSecret } from '../../src/directline/secret.ts'
import { changeSession, closePages, memoryStorage, openPage, sessionKey } from '../helpers/chatClient.ts'
import { expiredToken, until } from '../helpers/directLine.ts'
import { customerToken, portalSecret } from '../helpers/portal.ts'
import { startTestServer, type TestServer } from '../helpers/server.ts'
import { temporaryFolder } from '../helpers/temporaryFolder.ts'

let data: ReturnType<typeof temporaryFolder>
let server: TestServer
const { fetch: realFetch } = globalThis

beforeAll(async () => {
  data = temporaryFolder()
  server = await startTestServer({ dataDir: data.folder, env: { IDENTITY_SECRET: portalSecret } })
})
afterEach(() => {
  closePages()
  globalThis.fetch = realFetch
})
afterAll(async () => {
  await server.close()
  data.remove()
})

const open = (options: Parameters<typeof openPage>[1] = {}) => openPage(server.url, options)
type Page = ReturnType<typeof open>
const sessionOf = (storage: Storage) => JSON.parse(storage.getItem(sessionKey) ?? '{}')

/** A session as it is found after a night. */
async function sleptSession() {
  const page = open()
  await until(() => page.said('bot').length === 1)
  page.client.send({ text: 'Sonderumlage anlegen' })
  await until(() => page.said('bot').length === 2)
  page.client.close()
  const { conversationId, token } = sessionOf(page.storage)
  const userId = String(decodeJwt(token).user)
  const secret = loadTokenSecret(data.folder)
  changeSession(page.storage, {
    token: await expiredToken('conversation', { conversationId, userId }, secret),
  })
  return { storage: page.storage, conversationId, userId, secret, token }
}

const erase = (token: string) =>
  fetch(`${server.url}/api/webchat/conversation`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  })

test('a client that slept longer than its token lives goes on with its conversation, by one renewal', async () => {
  const { storage, conversationId } = await sleptSession()
  const asked: string[] = []
  globalThis.fetch = (input, init) => {
    asked.push(new URL(String(input)).pathname)
    return realFetch(input, init)
  }
  const page = open({ storage })
  page.client.wake()
  await until(() => page.activities.length === 3)
  page.client.send({ text: 'Verteilerschlüssel' })
  await until(() => page.said('bot').length === 3)
  expect(page.restarts).toEqual([])
  expect(sessionOf(storage).conversationId).toBe(conversationId)
  expect(asked.filter((path) => path === '/api/webchat/resume')).toHaveLength(1)
  expect(asked).not.toContain('/api/webchat/token')
})

test('a conversation that is no longer stored gives way to a new one, which takes what was not sent', async () => {
  const { storage, conversationId, token } = await sleptSession()
  expect((await erase(token)).status).toBe(204)
  changeSession(storage, { unsent: [{ id: 'late', content: { text: 'Verteilerschlüssel' } }] })
  const page = open({ storage })
  await until(() => page.said('bot').length === 2)
  expect(page.restarts).toEqual(['erased'])
  expect(sessionOf(storage).conversationId).not.toBe(conversationId)
  expect(page.said('user').map(({ text }) => text)).toEqual(['Verteilerschlüssel'])
})

test('erased elsewhere while it is open, a conversation gives way at the next word, which is not lost', async () => {
  const page = open()
  await until(() => page.said('bot').length === 1)
  await erase(sessionOf(page.storage).token)
  page.client.send({ text: 'Verteilerschlüssel' })
  await until(() => page.said('bot').length >= 3)
  expect(page.restarts).toEqual(['erased'])
  expect(page.said('user')).toHaveLength(1)
})

test('where no token opens the conversation any more, a new one begins, in other words', async () => {
  const { storage, conversationId, userId, secret } = await sleptSession()
  changeSession(storage, { resume: await expiredToken('stream', { conversationId, userId }, secret) })
  const page = open({ storage })
  await until(() => page.said('bot').length === 1)
  expect(page.restarts).toEqual(['locked'])
})

test('what the user erases is gone on the server; nothing of it is sent again', async () => {
  const page = open()
  await until(() => page.said('bot').length === 1)
  page.client.send({ text: 'Sonderumlage' })
  await until(() => page.said('bot').length === 2)
  const { token, conversationId } = sessionOf(page.storage)
  await page.client.erase()
  await until(() => page.said('bot').length === 3)
  expect(page.restarts).toEqual(['deleted'])
  expect(sessionOf(page.storage)).toMatchObject({ unsent: [] })
  expect(sessionOf(page.storage).conversationId).not.toBe(conversationId)
  const late = await fetch(`${server.url}/v3/directline/conversations/${conversationId}/activities`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(late.status).toBe(404)
  expect(page.said('user')).toHaveLength(1)
})

test('an erasure that does not reach the server changes nothing', async () => {
  const page = open()
  await until(() => page.said('bot').length === 1)
  const { conversationId } = sessionOf(page.storage)
  globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'))
  await expect(page.client.erase()).rejects.toThrow('fetch failed')
  globalThis.fetch = realFetch
  expect(page.restarts).toEqual([])
  expect(sessionOf(page.storage).conversationId).toBe(conversationId)
})

test('a customer is greeted by number, and the conversation is hers over pages of the portal', async () => {
  const storage = memoryStorage()
  const first = open({ storage, identity: await customerToken('10234') })
  await until(() => first.said('bot').length === 1)
  expect(first.said('bot')[0]?.text).toContain('10234')
  const { conversationId } = sessionOf(storage)
  first.client.close()

  for (const identity of [await customerToken('10234'), undefined]) {
    const next = open({ storage, identity })
    await until(() => next.said('bot').length === 1)
    expect(sessionOf(storage)).toMatchObject({ conversationId, customer: '10234' })
    next.client.identify(await customerToken('10234'))
    expect(next.restarts).toEqual([])
    next.client.close()
  }
})

test.each([
  ['another customer', () => customerToken('10999'), '10999'],
  ['nobody', async () => null, 'automatischer Assistent'],
])('when %s comes into the tab, the earlier conversation is dropped', async (_, newToken, greeting) => {
  const storage = memoryStorage()
  const before = open({ storage, identity: await customerToken('10234') })
  await until(() => before.said('bot').length === 1)
  const { conversationId } = sessionOf(storage)
  before.client.identify(await newToken())
  await until(() => before.said('bot').length === 2)
  expect(before.restarts).toEqual(['customer'])
  expect(before.said('bot')[1]?.text).toContain(greeting)
  expect(sessionOf(storage).conversationId).not.toBe(conversationId)
  before.client.close()

  const reloaded = memoryStorage()
  const first = open({ storage: reloaded, identity: await customerToken('10234') })
  await until(() => first.said('bot').length === 1)
  first.client.close()
  const next = open({ storage: reloaded, identity: await newToken() })
  await until(() => next.said('bot').length === 1)
  expect(next.said('bot')[0]?.text).toContain(greeting)
})

test.each([
  ['signed with another key', () => customerToken('10234', 'another-secret-with-at-least-32-characters')],
  ['that is none', async () => 'nonsense'],
])('with a token %s the conversation goes on without a number', async (_, token) => {
  const page = open({ identity: await token() })
  await until(() => page.said('bot').length === 1)
  expect(page.rejections).toHaveLength(1)
  expect(page.said('bot')[0]?.text).not.toContain('10234')
  expect(sessionOf(page.storage).customer).toBeUndefined()
  page.client.send({ text: 'Sonderumlage' })
  await until(() => page.said('bot').length === 2)
})

test('what is written before there is a conversation survives a reload', async () => {
  const storage = memoryStorage()
  globalThis.fetch = () => new Promise(() => {})
  const before = open({ storage })
  before.client.send({ text: 'Sonderumlage' })
  before.client.close()
  globalThis.fetch = realFetch

  const after = open({ storage })
  await until(() => after.said('bot').length === 2)
  expect(after.said('user').map(({ text }) => text)).toEqual(['Sonderumlage'])
  expect(after.restarts).toEqual([])
})

test('a token that is refused on every page costs the greeting only', async () => {
  const storage = memoryStorage()
  const refused = await customerToken('10234', 'another-secret-with-at-least-32-characters')
  const before = open({ storage, identity: refused })
  await until(() => before.said('bot').length === 1)
  before.client.close()

  const after = open({ storage, identity: refused })
  await until(() => after.said('bot').length === 1)
  expect(after.activities[0]?.id).toBe(before.activities[0]?.id)
  expect(after.restarts).toEqual([])
})

test('a page of somebody else says that a new conversation has begun', async () => {
  const storage = memoryStorage()
  const before = open({ storage })
  await until(() => before.said('bot').length === 1)
  before.client.close()
  const after = open({ storage, identity: await customerToken('10234') })
  await until(() => after.said('bot').length === 1)
  expect(after.restarts).toEqual(['customer'])
})

test.each([
  ['another customer comes', (page: Page) => page.client.identify(null)],
  ['the conversation is erased', (page: Page) => page.client.erase()],
])('where %s, a message on its way goes nowhere else', async (_, change) => {
  const page = open({ identity: await customerToken('10234') })
  await until(() => page.said('bot').length === 1)
  globalThis.fetch = (url, options) =>
    String(url).endsWith('/activities') && options?.method === 'POST'
      ? Promise.reject(new TypeError('fetch failed'))
      : realFetch(url, options)
  page.client.send({ text: 'Sonderumlage' })
  await change(page)
  globalThis.fetch = realFetch
  await until(() => page.said('bot').length === 2)
  page.client.send({ text: 'Verteilerschlüssel' })
  await until(() => page.said('bot').length === 3)
  expect(page.said('user').map(({ text }) => text)).toEqual(['Verteilerschlüssel'])
})

test('where the server asks for time, its words are told, and the message waits by itself', async () => {
  const page = open()
  await until(() => page.said('bot').length === 1)
  for (let message = 0; message < 61; message++) page.client.send({ text: 'Sonderumlage' })
  await until(() => page.outgoing.some(({ reason }) => reason !== undefined), 15_000)
  const waiting = page.outgoing.at(-1)
  expect(waiting?.state).toBe('sending')
  expect(waiting?.reason).toMatch(/[a-zäöüß]+.*\.$/)
  expect(page.outgoing.filter(({ state }) => state === 'failed')).toEqual([])
}, 20_000)
