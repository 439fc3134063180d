import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import type { Server } from 'restify'
import { mountHealth } from '../src/health.ts'
import type { LiveKnowledge } from '../src/knowledge/liveKnowledge.ts'
import { createServer } from '../src/server.ts'
import type { Store } from '../src/storage/store.ts'
import { expectErrorWithoutText, quotingError } from './helpers/leaks.ts'

let server: Server
let storeFails: boolean
let knowledge: 'ok' | 'broken'
let draining: boolean
let lines: string[]

beforeEach(async () => {
  storeFails = false
  knowledge = 'ok'
  draining = false
  lines = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  server = createServer(log)
  mountHealth(server, {
    store: {
      check: async () => {
        if (storeFails) throw quotingError()
      },
    } as Store,
    knowledge: { status: () => knowledge } as LiveKnowledge,
    isDraining: () => draining,
    log,
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterEach(async () => {
  server.server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
})

const get = async (path: string) => {
  const response = await fetch(`http://127.0.0.1:${(server.server.address() as AddressInfo).port}${path}`)
  return { status: response.status, body: await response.json() }
}

describe('/readyz', () => {
  it('is 200 when all is well', async () => {
    const body = { status: 'ready', store: 'ok', knowledge: 'ok', draining: false }
    expect(await get('/readyz')).toEqual({ status: 200, body })
  })

  it('is 503 when the store cannot be read, with the reason in the log, without text', async () => {
    storeFails = true
    expect(await get('/readyz')).toMatchObject({
      status: 503,
      body: { status: 'not ready', store: 'failing' },
    })
    expectErrorWithoutText(lines.join(''))
  })

  it('is 503 while the server drains', async () => {
    draining = true
    expect(await get('/readyz')).toMatchObject({
      status: 503,
      body: { status: 'not ready', draining: true },
    })
  })

  it('stays 200 with a broken edit of the knowledge files, and says so', async () => {
    knowledge = 'broken'
    expect(await get('/readyz')).toMatchObject({ status: 200, body: { knowledge: 'broken' } })
  })
})

describe('/healthz', () => {
  it('is 200 as long as the process answers, whatever the rest does', async () => {
    storeFails = true
    draining = true
    expect(await get('/healthz')).toEqual({ status: 200, body: { status: 'ok' } })
  })
})
