import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { pino } from 'pino'
import { WebSocket } from 'ws'
import { initialState } from '../../dialogs/turn.ts'
import { createClientAddress } from '../../src/clientAddress.ts'
import { createLimits } from '../../src/directline/limits.ts'
import { mountSockets, type Sockets, streamUrl } from '../../src/directline/sockets.ts'
import { newIdentity } from '../../src/directline/tokens.ts'
import { openSqliteStore } from '../../src/storage/sqlite.ts'
import {
  expiredToken,
  listen,
  startConversation,
  streamAt,
  until,
  upgradeStatus,
} from '../helpers/directLine.ts'
import { directLineServer } from '../helpers/directLineServer.ts'
import { expectErrorWithoutText, quotingError } from '../helpers/leaks.ts'
import { temporaryFolder } from '../helpers/temporaryFolder.ts'

describe('with the whole server', () => {
  const server = directLineServer()

  test('a conversation: the welcome on opening, then each turn as it happens', async () => {
    const { streamUrl: url, say, read } = await startConversation(server)
    const stream = await listen(url)
    await stream.arrived(1)
    await say('Backup')
    await stream.arrived(3)
    await say('Status')
    expect(await stream.arrived(5)).toEqual((await read()).activities)
    expect(stream.frames.at(-1)?.watermark).toBe('5')
    await stream.close()
  })

  test('empty keep-alive frames change nothing, and long ones end the connection', async () => {
    const { streamUrl: url, say } = await startConversation(server)
    const stream = await listen(url)
    for (let count = 0; count < 3; count++) stream.socket.send('')
    await say('Backup')
    await stream.arrived(3)
    stream.socket.send('x'.repeat(5000))
    const [code] = await once(stream.socket, 'close')
    expect(code).toBe(1009)
    expect((await say('Status')).status).toBe(200)
  })

  test('two tabs see the same, in the same order', async () => {
    const { streamUrl: url, say } = await startConversation(server)
    const tabs = [await listen(url), await listen(url)]
    await Promise.all(Array.from({ length: 10 }, () => say('Backup')))
    const [one, two] = await Promise.all(tabs.map((tab) => tab.arrived(21)))
    expect(one).toEqual(two)
    await Promise.all(tabs.map((tab) => tab.close()))
  })

  test('a client that keeps losing its connection gets each activity once and in order', async () => {
    const { reconnect, say, read } = await startConversation(server)
    let talking = true
    const talk = (async () => {
      for (let turn = 0; turn < 40; turn++) await say('Backup')
      talking = false
    })()
    const received: string[] = []
    let watermark = ''
    while (talking || received.length < 81) {
      const stream = await listen((await reconnect(watermark)).body.streamUrl)
      await until(() => stream.frames.length > 0)
      await stream.close()
      received.push(...stream.activities().map(({ id }) => id))
      watermark = stream.frames.at(-1)!.watermark
    }
    await talk
    expect(received).toEqual((await read()).activities.map(({ id }) => id))
  })

  test('a stream opens for its own conversation only', async () => {
    const people = await Promise.all([1, 2, 3].map(() => startConversation(server)))
    for (const mine of people) {
      for (const other of people) {
        const url = mine.streamUrl.replace(mine.conversationId, other.conversationId)
        expect(await upgradeStatus(url)).toBe(mine === other ? 101 : 403)
      }
    }
  })

  test('nothing of one conversation reaches another', async () => {
    const mine = await startConversation(server)
    const other = await startConversation(server)
    const stream = await listen(mine.streamUrl)
    await other.say('Backup')
    await mine.say('Status')
    expect(await stream.arrived(3)).toEqual((await mine.read()).activities)
    await stream.close()
  })

  test('the token of the REST interface opens no stream, nor does none at all', async () => {
    const { token, conversationId } = await startConversation(server)
    expect(await upgradeStatus(streamAt(server, conversationId, token))).toBe(403)
    const withoutToken = streamAt(server, conversationId, '')
    expect(await upgradeStatus(withoutToken)).toBe(403)
    expect(await upgradeStatus(withoutToken.replace('?t=', ''))).toBe(403)
  })

  test('bad watermark 400, unknown conversation 404, other paths 404', async () => {
    const { streamUrl: url } = await startConversation(server)
    expect(await upgradeStatus(url.replace('watermark=0', 'watermark=-1'))).toBe(400)
    const unknown = await streamUrl(server.url, newIdentity(), 0, server.secret)
    expect(await upgradeStatus(unknown)).toBe(404)
    expect(await upgradeStatus(`${server.url.replace('http', 'ws')}/elsewhere`)).toBe(404)
  })

  test('no token is in the log', async () => {
    const { streamUrl: url } = await startConversation(server)
    await (await listen(url)).close()
    expect(server.log()).not.toMatch(/eyJ/)
  })
})

describe('on a bare server', () => {
  const { folder, remove } = temporaryFolder()
  const secret = new Uint8Array(32).fill(1)
  const identity = newIdentity()
  const store = openSqliteStore(folder)
  let server: Server
  let url: string
  let sockets: Sockets
  const lines: string[] = []
  beforeAll(async () => {
    await store.commitTurn({
      conversationId: identity.conversationId,
      expectedVersion: 0,
      inboundKey: 'joined',
      state: initialState,
      activities: [{ text: 'Willkommen' }],
    })
  })
  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = await streamUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, identity, 0, secret)
  })
  afterEach(async () => {
    await sockets.close()
    server.close()
  })
  afterAll(async () => {
    await store.close()
    remove()
  })

  const mount = (pingMs = 60_000, mountedStore = store) => {
    const log = pino({}, { write: (line: string) => lines.push(line) })
    sockets = mountSockets(server, {
      store: mountedStore,
      secret,
      log,
      pingMs,
      limits: createLimits(),
      addressOf: createClientAddress([]),
      checkOrigin: () => {},
    })
  }

  test('a peer that answers pings stays, one that does not is dropped', async () => {
    mount(50)
    const living = await listen(url)
    const dead = new WebSocket(url, { autoPong: false })
    const [code] = await once(dead, 'close')
    expect(code).toBe(1006)
    expect(living.socket.readyState).toBe(WebSocket.OPEN)
  })

  test('on shutdown everybody is sent away, also a peer that does not answer, and nobody let in', async () => {
    mount()
    const polite = await listen(url)
    const { pathname, search, port } = new URL(url)
    const rude = connect(Number(port), '127.0.0.1')
    rude.write(
      `GET ${pathname}${search} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    )
    await once(rude, 'data')
    const farewell = once(polite.socket, 'close')
    const gone = once(rude, 'close')
    const start = Date.now()
    const closing = sockets.close()
    expect(await upgradeStatus(url)).toBe(503)
    await closing
    expect((await farewell)[0]).toBe(1001)
    await gone
    expect(Date.now() - start).toBeLessThan(3000)
  })

  test('a store that fails is a 500, and its words are not in the log', async () => {
    mount(60_000, { ...store, load: () => Promise.reject(quotingError()) })
    expect(await upgradeStatus(url)).toBe(500)
    expectErrorWithoutText(lines.join(''))
  })

  test('an expired stream token gets 403', async () => {
    mount()
    const token = await expiredToken('stream', identity, secret)
    expect(await upgradeStatus(url.replace(/t=[^&]+$/, `t=${token}`))).toBe(403)
  })
})
