import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { SignJWT } from 'jose'
import { pino } from 'pino'
import { WebSocket } from 'ws'
import type { World } from '../../dialogs/turn.ts'
import { createLimits } from '../../src/directline/limits.ts'
import { type DirectLineDeps, mountDirectLine } from '../../src/directline/routes.ts'
import { loadTokenSecret } from '../../src/directline/secret.ts'
import type { Identity, TokenKind } from '../../src/directline/tokens.ts'
import { createServer } from '../../src/server.ts'
import { openSqliteStore } from '../../src/storage/sqlite.ts'
import type { Store } from '../../src/storage/store.ts'
import type { WebChatSettings } from '../../src/webChatConfig.ts'
import { fakeWorld } from './fakeWorld.ts'
import { manyConversations } from './limits.ts'

/** A folder for one test's data, and how to remove it. */
export function temporaryFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'directline-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export interface TestServer {
  readonly url: string
  readonly store: Store
  readonly secret: Uint8Array
  /** Everything that was logged, as text. */
  readonly log: () => string
  stop(): Promise<void>
}

type DepsChanges = Partial<Omit<DirectLineDeps, 'webChat'>> & { readonly webChat?: Partial<WebChatSettings> }

/** The web chat as it is without any configuration. */
const defaultWebChat: WebChatSettings = {
  allowedOrigins: [],
  privacyUrl: undefined,
  imprintUrl: undefined,
  publicContacts: 'all',
  identity: undefined,
}

/** The Direct Line server on a free port (or `port`), with real storage in `dataDir`, which `wrap` may break. */
export async function startServer(
  dataDir: string,
  world: World = fakeWorld(),
  wrap = (store: Store) => store,
  { webChat = {}, ...changes }: DepsChanges = {},
  port = 0,
): Promise<TestServer> {
  const lines: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) })
  mkdirSync(dataDir, { recursive: true })
  const store = wrap(openSqliteStore(dataDir))
  const server = createServer(log)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  const secret = loadTokenSecret(dataDir)
  const directLine = mountDirectLine(server, {
    store,
    world: () => world,
    log,
    secret,
    publicUrl: url,
    trustedProxies: [],
    limits: createLimits(manyConversations),
    ...changes,
    webChat: { ...defaultWebChat, ...webChat },
  })
  return {
    url,
    store,
    secret,
    log: () => lines.join(''),
    async stop() {
      await directLine.close()
      server.server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await store.close()
    },
  }
}

export interface Activity {
  readonly id: string
  readonly type: string
  readonly text?: string
  readonly summary?: string
  readonly from: { readonly id: string; readonly role: string }
  readonly replyToId?: string
  readonly [field: string]: unknown
}

export interface ActivitySet {
  readonly activities: readonly Activity[]
  readonly watermark: string
}

export interface Reply {
  readonly status: number
  /** The header of that name, in seconds. */
  readonly retryAfter?: number
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever JSON came back
  readonly body: any
}

/** One request under `/v3/directline`, or under an absolute path of the server. */
export async function call(
  server: TestServer,
  method: 'GET' | 'POST' | 'DELETE',
  where: string,
  { token, body, headers }: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const response = await fetch(server.url + (where.startsWith('/') ? where : `/v3/directline/${where}`), {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const retryAfter = response.headers.get('retry-after')
  return {
    status: response.status,
    body: await response.json().catch(() => undefined),
    ...(retryAfter !== null && { retryAfter: Number(retryAfter) }),
  }
}

/** A user with a token, whose conversation has begun. */
export async function startConversation(server: TestServer) {
  const issued = (await call(server, 'POST', '/api/webchat/token')).body as { token: string; resume: string }
  const started = await call(server, 'POST', 'conversations', { token: issued.token })
  const { conversationId, token, streamUrl } = started.body as Record<
    'conversationId' | 'token' | 'streamUrl',
    string
  >
  const activities = `conversations/${conversationId}/activities`
  return {
    conversationId,
    token,
    streamUrl,
    resume: issued.resume,
    say: (text: string, more: object = {}) =>
      call(server, 'POST', activities, {
        token,
        body: { type: 'message', text, from: { id: 'me' }, ...more },
      }),
    post: (body: unknown) => call(server, 'POST', activities, { token, body }),
    /** All that is new, page by page. */
    read: async (watermark = ''): Promise<ActivitySet> => {
      const page = async (after: string) =>
        (await call(server, 'GET', `${activities}?watermark=${after}`, { token })).body as ActivitySet
      const whole: Activity[] = []
      let next = await page(watermark)
      while (next.activities?.length > 0) {
        whole.push(...next.activities)
        next = await page(next.watermark)
      }
      return { ...next, ...(next.activities && { activities: whole }) }
    },
  }
}

/** An open stream that keeps what it receives. */
export interface Listener {
  readonly socket: WebSocket
  readonly frames: ActivitySet[]
  readonly activities: () => Activity[]
  /** Resolves as soon as `count` activities have come in. */
  arrived(count: number): Promise<Activity[]>
  close(): Promise<void>
}

export async function listen(streamUrl: string): Promise<Listener> {
  const socket = new WebSocket(streamUrl)
  const frames: ActivitySet[] = []
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as ActivitySet))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const activities = () => frames.flatMap((frame) => frame.activities)
  return {
    socket,
    frames,
    activities,
    async arrived(count) {
      await until(() => activities().length >= count)
      return activities()
    },
    async close() {
      if (socket.readyState === WebSocket.CLOSED) return
      const closed = new Promise((resolve) => socket.once('close', resolve))
      socket.close()
      await closed
    },
  }
}

/** A token as the server makes it, but a second too old. */
export const expiredToken = (
  kind: TokenKind,
  { conversationId, userId }: Identity,
  secret: Uint8Array,
): Promise<string> =>
  new SignJWT({ conv: conversationId, user: userId })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('hausperfekt')
    .setAudience(`directline/${kind}`)
    .setExpirationTime('-1s')
    .sign(secret)

/** The HTTP status with which the server refuses a stream, to a page of `origin`; 101 if it does not. */
export function upgradeStatus(streamUrl: string, origin?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(streamUrl, { ...(origin !== undefined && { origin }) })
    socket.once('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.once('unexpected-response', (_request, response) => {
      response.destroy()
      resolve(response.statusCode ?? 0)
    })
    socket.once('error', reject)
  })
}

export async function until(condition: () => boolean, limitMs = 5000): Promise<void> {
  const deadline = Date.now() + limitMs
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('Waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
