import { once } from 'node:events'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from './helpers/directLine.ts'
import { testModelCache } from './helpers/modelCache.ts'
import { killServerProcesses, startServerProcess } from './helpers/serverProcess.ts'
import { WebChat } from './helpers/webChat.ts'

let dataDir: string
let env: Record<string, string>

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'process-'))
  await cp(testModelCache, path.join(dataDir, 'cache'), { recursive: true })
  env = { DATA_DIR: dataDir, PORT: String(await freePort()) }
})

afterEach(async () => {
  killServerProcesses()
  await rm(dataDir, { recursive: true })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

describe('a server that is killed in the middle of a conversation', () => {
  it('goes on with it after a restart, and answers nothing twice', async () => {
    const first = await startServerProcess(env)
    const chat = await WebChat.open(first.url)
    await chat.send('Clearingkonto geht nicht auf', 'client-1')
    const before = await chat.log()
    first.process.kill('SIGKILL')
    await first.ended

    const second = await startServerProcess(env)
    try {
      expect(await chat.log()).toEqual(before)
      await chat.send('Clearingkonto geht nicht auf', 'client-1')
      expect(await chat.log()).toEqual(before)
      await chat.send('das erste', 'client-2')
      const { summary } = (await chat.log()).at(-1) as { summary: string }
      expect(summary).toMatch(/Thema: (Clearing|Abstimmen von Konten)/)
    } finally {
      second.process.kill('SIGKILL')
      await second.ended
    }
  })
})

describe('SIGTERM', () => {
  it('ends the server cleanly within ten seconds, an open WebSocket or not', async () => {
    const server = await startServerProcess(env)
    const chat = await WebChat.open(server.url)
    const socket = new WebSocket(await chat.streamUrl())
    await new Promise((resolve) => socket.addEventListener('open', resolve))
    const start = performance.now()
    server.process.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(performance.now() - start).toBeLessThan(10_000)
    // A clean end leaves no write-ahead log behind.
    expect((await readdir(dataDir)).filter((name) => name.endsWith('-wal'))).toEqual([])
  })
})

describe('SIGTERM with a request half sent', () => {
  const body = '{}'
  const head = [
    'POST /api/webchat/token HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ].join('\r\n')

  it('still answers it, ends with 0, and does not wait for the client to hang up', async () => {
    const server = await startServerProcess(env)
    const client = connect(Number(env.PORT), '127.0.0.1')
    await once(client, 'connect')
    client.write(`${head}\r\n\r\n${body.slice(0, 1)}`)
    await sleep(200)
    server.process.kill('SIGTERM')
    await until(() => server.output().includes('draining'))
    await sleep(500)
    expect(server.process.exitCode).toBeNull()

    const start = performance.now()
    client.write(body.slice(1))
    const [answer] = (await once(client, 'data')) as [Buffer]
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /)
    expect(await server.ended).toBe(0)
    expect(performance.now() - start).toBeLessThan(2000)
    client.destroy()
  })
})

describe('the start', () => {
  it('prints the address and what is on', async () => {
    const server = await startServerProcess(env)
    server.process.kill('SIGKILL')
    expect(server.output()).toMatch(/web chat {3}on[\s\S]*Teams[\s\S]*mail[\s\S]*store {6}SQLite/)
    expect(server.output().split('\n').length).toBeLessThan(8)
    await server.ended
  })

  it('with a wrong configuration ends with the cure, and without a stack trace', async () => {
    await expect(startServerProcess({ ...env, PORT: 'abc' })).rejects.toThrow(/PORT must be a number/)
    await expect(startServerProcess({ ...env, PORT: 'abc' })).rejects.not.toThrow(/ {4}at /)
  })

  it('in production without a channel to serve ends with the cure for each', async () => {
    const started = startServerProcess({ ...env, NODE_ENV: 'production' })
    await expect(started).rejects.toThrow(/Set PRIVACY_URL and IMPRINT_URL[\s\S]*Set MicrosoftAppId/)
    await expect(started).rejects.not.toThrow(/ {4}at /)
  })

  it('on a port in use says so', async () => {
    const server = await startServerProcess(env)
    await expect(startServerProcess(env)).rejects.toThrow(/port is in use/)
    server.process.kill('SIGKILL')
    await server.ended
  })

  it('with broken knowledge tells every problem', async () => {
    const knowledge = path.join(dataDir, 'knowledge')
    await cp('test/fixtures/brokenKnowledge', knowledge, { recursive: true })
    await expect(startServerProcess({ ...env, KNOWLEDGE_DIR: knowledge })).rejects.toThrow(
      /topics\/kaputt\.yaml:3: erwartet: einer der Werte first, second/,
    )
  })
})
