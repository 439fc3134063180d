import { once } from 'node:events'
import { access, mkdtemp, rm, stat } from 'node:fs/promises'
import { request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import type { Server } from 'restify'
import { startApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { createServer } from '../src/server.ts'
import { upgradeStatus } from './helpers/directLine.ts'
import { expectErrorWithoutText, quotingError } from './helpers/leaks.ts'
import { startTestServer, type TestServer } from './helpers/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

/** A server with nothing on it but what `mount` puts there. */
async function startBare(mount: (bare: Server) => void, maxConnections?: number) {
  const lines: string[] = []
  const bare = createServer(
    pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }),
    maxConnections,
  )
  mount(bare)
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve))
  const { port } = bare.server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    log: () => lines.join(''),
    close() {
      bare.server.closeAllConnections()
      return new Promise<void>((resolve) => bare.close(() => resolve()))
    },
  }
}

const mountWhole = (bare: Server) =>
  bare.get('/whole', async (_request: unknown, response: { send(body: object): void }) => response.send({}))

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', ...headers },
  })

describe('the probes', () => {
  it('say that the process lives and is ready', async () => {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect(await (await fetch(`${server.url}/readyz`)).json()).toMatchObject({ status: 'ready' })
  })
})

describe('bodies', () => {
  const secret = 'Kunde Mustermann'

  it('that are no JSON get 400 in one line, without a word of the body', async () => {
    const response = await post('/api/messages', `{"text": "${secret}`)
    expect(response.status).toBe(400)
    const text = await response.text()
    expect(text.trim().split('\n')).toHaveLength(1)
    expect(text).not.toContain('Mustermann')
  })

  it('over 32 kB get 413', async () => {
    const response = await post('/api/messages', JSON.stringify({ text: 'x'.repeat(40_000) }))
    expect(response.status).toBe(413)
  })

  it('over 32 kB get 413 also when they do not say their length', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(
        `${server.url}/api/messages`,
        { method: 'POST', headers: { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' } },
        (response) => resolve(response.resume().statusCode),
      )
      sent.on('error', reject)
      for (let part = 0; part < 40; part++) sent.write('x'.repeat(1024))
      sent.end()
    })
    expect(status).toBe(413)
  })

  it('that are compressed or no JSON by their own account get 415', async () => {
    expect((await post('/api/messages', 'x', { 'Content-Encoding': 'gzip' })).status).toBe(415)
    expect(
      (await post('/api/messages', 'x', { 'Content-Type': 'multipart/form-data; boundary=x' })).status,
    ).toBe(415)
  })

  it.each([
    ['no object', '[]'],
    ['no activity', '{}'],
    ['a type that is no text', '{"type": 7}'],
    ['no conversation', '{"type": "message", "channelId": "test", "serviceUrl": "http://localhost:1"}'],
  ])('with %s get 400', async (_name, body) => {
    expect((await post('/api/messages', body)).status).toBe(400)
  })
})

describe('routes', () => {
  it('that do not exist get 404', async () => {
    expect((await fetch(`${server.url}/gibt-es-nicht`)).status).toBe(404)
  })

  it('with the wrong method get 405', async () => {
    expect((await fetch(`${server.url}/api/messages`)).status).toBe(405)
    expect((await fetch(`${server.url}/healthz`, { method: 'DELETE' })).status).toBe(405)
  })
})

describe('the log', () => {
  it('has route, status and duration of a request, but neither body nor query', async () => {
    await post('/api/messages?geheim=4711', '{"text":"Kunde Mustermann"}')
    const text = server.logged.join('')
    expect(text).toMatch(/"route":"\/api\/messages","method":"POST","status":400,"ms":\d+/)
    expect(text).not.toMatch(/Mustermann|4711/)
  })
})

describe('an error in a route', () => {
  it.each([
    ['an error', quotingError()],
    ['one of a remote server', Object.assign(quotingError(), { statusCode: 503 })],
    ['one of a remote client', Object.assign(quotingError(), { statusCode: 404 })],
  ])(
    'is a 500 with a number that is also in the log, without text, and the server lives on: %s',
    async (_name, error) => {
      const { url, log, close } = await startBare((bare) => {
        mountWhole(bare)
        bare.get('/broken', async () => {
          throw error
        })
      })

      const response = await fetch(`${url}/broken`)
      expect(response.status).toBe(500)
      const errorId = expectErrorWithoutText(log())
      expect(await response.json()).toEqual({ code: 'InternalError', message: `Unexpected error ${errorId}` })
      expect((await fetch(`${url}/whole`)).status).toBe(200)
      await close()
    },
  )
})

describe('connections', () => {
  const open = async (port: number) => {
    const socket = connect(port, '127.0.0.1').resume()
    await once(socket, 'connect')
    return socket
  }

  it('may be as many as MAX_CONNECTIONS says', async () => {
    const small = await startTestServer({ env: { MAX_CONNECTIONS: '1' } })
    const port = Number(new URL(small.url).port)
    const first = await open(port)
    await once(await open(port), 'close')
    first.destroy()
    await small.close()
  })

  it('beyond the most there may be are closed until others have gone, and the log says so once', async () => {
    const { port, url, log, close } = await startBare((bare) => {
      mountWhole(bare)
      bare.server.on('upgrade', (_request, stream) => {
        stream.pipe(stream).write('HTTP/1.1 101 Switching Protocols\r\n\r\n')
      })
    }, 2)
    const idle = await open(port)
    const stream = await open(port)
    stream.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    await once(stream, 'data')

    for (let late = 0; late < 2; late++) await once(await open(port), 'close')
    expect(log().match(/too many connections/g)).toHaveLength(1)
    expect([idle.destroyed, stream.destroyed]).toEqual([false, false])

    // The server answers the goodbye, so after that it counts this one no more.
    await once(idle.end(), 'close')
    expect((await fetch(`${url}/whole`)).status).toBe(200)
    stream.destroy()
    await close()
  })
})

describe('without a web chat', () => {
  let teamsOnly: TestServer
  beforeAll(async () => {
    const appId = '11111111-2222-4333-8444-555555555555'
    teamsOnly = await startTestServer({
      env: {
        NODE_ENV: 'production',
        MicrosoftAppId: appId,
        MicrosoftAppPassword: 'geheim',
        MicrosoftAppTenantId: appId,
      },
    })
  })
  afterAll(() => teamsOnly.close())

  it.each([
    ['GET', '/'],
    ['GET', '/widget.js'],
    ['GET', '/widget/chat.js'],
    ['POST', '/api/webchat/token'],
    ['POST', '/v3/directline/conversations'],
  ])('there is no %s %s', async (method, path) => {
    expect((await fetch(teamsOnly.url + path, { method })).status).toBe(404)
  })

  it('no WebSocket is opened', async () => {
    const url = `${teamsOnly.url.replace('http', 'ws')}/v3/directline/conversations/x/stream`
    expect(await upgradeStatus(url)).toBe(404)
  })

  it('Teams and the probes are there', async () => {
    expect((await fetch(`${teamsOnly.url}/api/messages`, { method: 'POST' })).status).toBe(401)
    expect((await fetch(`${teamsOnly.url}/readyz`)).status).toBe(200)
  })
})

const onPosix = process.platform === 'win32' ? it.skip : it

describe('the data folder', () => {
  let parent: string
  beforeEach(async () => {
    parent = await mkdtemp(path.join(tmpdir(), 'server-'))
  })
  afterEach(() => rm(parent, { recursive: true }))

  onPosix('is made for the owner only, before the knowledge puts its model there', async () => {
    const dataDir = path.join(parent, 'data')
    const config = readConfig({ DATA_DIR: dataDir, KNOWLEDGE_DIR: 'test/fixtures/brokenKnowledge' })
    await expect(startApp(config, pino({ level: 'silent' }))).rejects.toThrow('kaputt.yaml')
    expect(((await stat(dataDir)).mode & 0o777).toString(8)).toBe('700')
  })

  it('may be there already', async () => {
    const started = await startTestServer({ dataDir: parent })
    await started.close()
    await access(path.join(parent, 'conversations.sqlite'))
  })
})
