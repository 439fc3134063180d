import { request } from 'node:http'
import { json } from 'node:stream/consumers'
import { call, startConversation, upgradeStatus } from '../helpers/directLine.ts'
import { directLineServer } from '../helpers/directLineServer.ts'

const server = directLineServer({
  publicUrl: 'https://bot.example',
  webChat: { allowedOrigins: ['https://www.example.de', 'http://localhost:8080'] },
})

/** By node:http, because `fetch` minds the headers `Host` and `Upgrade`. */
const ask = (method: 'GET' | 'POST', url: string, headers: Record<string, string>) =>
  new Promise<{ status: number | undefined; body: unknown }>((resolve, reject) => {
    request(url, { method, headers }, async (response) =>
      resolve({ status: response.statusCode, body: await json(response) }),
    )
      .on('error', reject)
      .end()
  })

const askForToken = (headers: Record<string, string>) =>
  ask('POST', `${server.url}/api/webchat/token`, headers)

/** Where a conversation's stream really is: the server names it as it is known outside. */
const newStream = async () =>
  (await startConversation(server)).streamUrl.replace('wss://bot.example', server.url)

const openStream = async (origin?: string) => upgradeStatus((await newStream()).replace('http', 'ws'), origin)

const own = () => server.url

describe('the chat may be used', () => {
  it.each<[string, () => string | undefined]>([
    ['by programs that are no browser', () => undefined],
    ['on our own pages', own],
    ['on our own pages by their public name', () => 'https://bot.example'],
    ['on pages that are configured', () => 'https://www.example.de'],
    ['on pages that are configured, with a port', () => 'http://localhost:8080'],
  ])('%s', async (_who, originOf) => {
    const origin = originOf()
    expect((await askForToken(origin ? { origin } : {})).status).toBe(200)
    expect(await openStream(origin)).toBe(101)
  })

  it('on our own pages behind a proxy that keeps the host', async () => {
    const headers = { host: 'chat.example:8443', origin: 'https://chat.example:8443' }
    expect((await askForToken(headers)).status).toBe(200)
  })
})

describe('the chat may not be used', () => {
  it.each([
    ['on a foreign page', 'https://boese.example'],
    ['in a sandboxed frame or a file', 'null'],
    ['on a page whose name begins like a good one', 'https://www.example.de.boese.example'],
    ['on a page below a good name', 'https://unter.www.example.de'],
    ['on a good page over http', 'http://www.example.de'],
    ['on another port', 'http://localhost:8081'],
    ['with nonsense', 'www.example.de'],
    ['with a list', 'https://www.example.de https://boese.example'],
  ])('%s', async (_where, origin) => {
    const { status, body } = await askForToken({ origin })
    expect({ status, body }).toMatchObject({ status: 403, body: { error: { code: 'OriginRefused' } } })
    expect(await openStream(origin)).toBe(403)
  })

  it('on a page whose host begins like ours', async () => {
    const { host } = new URL(server.url)
    for (const origin of [`http://${host}.boese.example`, `http://${host}0`]) {
      expect((await askForToken({ origin })).status).toBe(403)
      expect(await openStream(origin)).toBe(403)
    }
  })

  it('by a host name that a foreign proxy header claims', async () => {
    const headers = { origin: 'https://boese.example', 'x-forwarded-host': 'boese.example' }
    expect((await askForToken(headers)).status).toBe(403)
  })
})

test('a refused stream says why', async () => {
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  }
  const refused = await ask('GET', await newStream(), { ...upgrade, origin: 'https://boese.example' })
  expect(refused).toMatchObject({ status: 403, body: { error: { code: 'OriginRefused' } } })
})

test('what has a token is not asked for its page', async () => {
  const { token, conversationId } = await startConversation(server)
  const headers = { origin: 'https://boese.example' }
  expect(await call(server, 'GET', `conversations/${conversationId}`, { token, headers })).toMatchObject({
    status: 200,
  })
})
