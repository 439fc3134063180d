import { decodeJwt, SignJWT } from 'jose'
import { WebSocket } from 'ws'
import { type Identity, newIdentity, signToken, type TokenKind } from '../../src/directline/tokens.ts'
import type { DirectLineServer } from './directLineServer.ts'

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
  server: DirectLineServer,
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

/** What a page does before anything else; `body`: what it tells of its user. */
export const askForToken = (server: DirectLineServer, body?: object): Promise<Reply> =>
  call(server, 'POST', '/api/webchat/token', { body })

export const resumeBy = (server: DirectLineServer, resume: unknown): Promise<Reply> =>
  call(server, 'POST', '/api/webchat/resume', { body: { resume } })

/** What a token lets its bearer do in its conversation. */
export function bearer(server: DirectLineServer, token: string) {
  const conversationId = String(decodeJwt(token).conv)
  const conversation = `conversations/${conversationId}`
  const ask = (method: 'GET' | 'POST' | 'DELETE', where: string, body?: unknown) =>
    call(server, method, where, { token, body })
  const post = (body: unknown) => ask('POST', `${conversation}/activities`, body)
  const poll = (watermark = '') => ask('GET', `${conversation}/activities?watermark=${watermark}`)
  return {
    conversationId,
    token,
    begin: (body?: object) => ask('POST', 'conversations', body),
    reconnect: (watermark = '') => ask('GET', `${conversation}?watermark=${watermark}`),
    refresh: (body?: object) => ask('POST', 'tokens/refresh', body),
    post,
    say: (text: string, more: object = {}) => post({ type: 'message', text, from: { id: 'me' }, ...more }),
    poll,
    /** All that is new, page by page. */
    read: async (watermark = ''): Promise<ActivitySet> => {
      const page = async (after: string) => (await poll(after)).body as ActivitySet
      const whole: Activity[] = []
      let next = await page(watermark)
      while (next.activities?.length > 0) {
        whole.push(...next.activities)
        next = await page(next.watermark)
      }
      return { ...next, ...(next.activities && { activities: whole }) }
    },
    exported: () => ask('GET', '/api/webchat/conversation'),
    erase: () => ask('DELETE', '/api/webchat/conversation'),
  }
}

/** Somebody with a token, perhaps as a customer, whose conversation has not begun. */
export const newcomer = async (server: DirectLineServer, customer?: string) =>
  bearer(server, await signToken('conversation', newIdentity(customer), server.secret))

/** A visitor of the page, whose conversation has begun. */
export async function startConversation(server: DirectLineServer) {
  const { token, resume } = (await askForToken(server)).body as Record<'token' | 'resume', string>
  const started = (await bearer(server, token).begin()).body as Record<'token' | 'streamUrl', string>
  return { ...bearer(server, started.token), streamUrl: started.streamUrl, resume }
}

export const saidBy = (role: 'user' | 'bot', activities: readonly Activity[]): Activity[] =>
  activities.filter(({ from }) => from.role === role)

/** Where the stream of a conversation is, if `token` opens it. */
export const streamAt = ({ url }: DirectLineServer, conversationId: string, token: string): string =>
  `${url.replace('http', 'ws')}/v3/directline/conversations/${conversationId}/stream?t=${token}`

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
