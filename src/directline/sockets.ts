import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { logError } from '../errorFacts.ts'
import type { Store } from '../storage/store.ts'
import { readWatermark } from './activities.ts'
import { ActivityStream } from './activityStream.ts'
import type { GateDeps } from './handlers.ts'
import { badToken, noConversation, Refusal, TooManyRequests } from './refusal.ts'
import { type Identity, signToken, verifyToken } from './tokens.ts'

export interface SocketDeps extends Omit<GateDeps, 'world'> {
  readonly store: Store
  /** How often peers must show that they live; a dead one is dropped within twice that time. */
  readonly pingMs?: number
}

export interface Sockets {
  /** Sends what is new in a conversation to everybody who watches it. */
  notify(conversationId: string): void
  /** Sends everybody away who watches a conversation that was erased. */
  end(conversationId: string): void
  /** Closes all sockets and refuses new ones. */
  close(): Promise<void>
}

const streamPath = /^\/v3\/directline\/conversations\/([^/]+)\/stream$/
/** Clients only send empty frames, to find out whether the connection still stands. */
const maxPayload = 4 * 1024
/** How long a peer has to answer the server's goodbye. */
const goodbyeMs = 1000

/** Where a client opens the stream of its conversation; good for a minute. */
export async function streamUrl(
  publicUrl: string,
  identity: Identity,
  watermark: number,
  secret: Uint8Array,
): Promise<string> {
  const token = await signToken('stream', identity, secret)
  const base = publicUrl.replace(/^http/, 'ws')
  return `${base}/v3/directline/conversations/${identity.conversationId}/stream?watermark=${watermark}&t=${token}`
}

/** Answers every WebSocket upgrade of the server: with the stream of a conversation, or with a refusal. */
export function mountSockets(server: Server, deps: SocketDeps): Sockets {
  const { store, log, secret, limits, addressOf, checkOrigin, pingMs = 30_000 } = deps
  const gate = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false })
  const streams = new Map<string, Set<ActivityStream>>()
  const alive = new WeakSet<WebSocket>()
  let closing = false

  server.on('upgrade', async (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    try {
      const { conversationId, watermark } = await admit(request)
      if (closing) throw new Refusal(503, 'ServiceUnavailable', 'The server is shutting down')
      if (open(conversationId) >= limits.socketsPerConversation) throw new TooManyRequests(pingMs)
      gate.handleUpgrade(request, socket, head, (client) => watch(client, conversationId, watermark))
    } catch (error) {
      refuse(socket, error instanceof Refusal ? error : failure(error))
    }
  })

  /** @throws {Refusal} if the request is not for a stream, or not from its user. */
  async function admit(request: IncomingMessage): Promise<{ conversationId: string; watermark: number }> {
    const { url = '', headers } = request
    const [path = '', query = ''] = url.split('?', 2)
    const conversationId = streamPath.exec(path)?.[1]
    if (!conversationId) throw noSocket()
    const parameters = new URLSearchParams(query)
    const identity = await verifyToken('stream', parameters.get('t') ?? '', secret)
    await limits.request(addressOf(request), identity?.conversationId)
    checkOrigin(headers)
    if (identity?.conversationId !== conversationId) throw badToken()
    const watermark = readWatermark(parameters.get('watermark'))
    if (!(await store.load(conversationId))) throw noConversation()
    return { conversationId, watermark }
  }

  function failure(error: unknown): Refusal {
    const errorId = logError(log, error, 'WebSocket upgrade failed')
    return new Refusal(500, 'ServiceError', `Unexpected error ${errorId}`)
  }

  const open = (conversationId: string): number => streams.get(conversationId)?.size ?? 0

  function watch(client: WebSocket, conversationId: string, watermark: number): void {
    const stream = new ActivityStream(store, log, client, conversationId, watermark)
    const watching = streams.get(conversationId) ?? new Set()
    streams.set(conversationId, watching.add(stream))
    alive.add(client)
    client.on('pong', () => alive.add(client))
    // Such as a frame over the limit: `ws` closes the connection itself, there is nothing left to do.
    client.on('error', () => {})
    client.on('close', () => {
      watching.delete(stream)
      if (watching.size === 0) streams.delete(conversationId)
    })
    stream.catchUp()
  }

  const heartbeat = setInterval(() => {
    for (const client of gate.clients) {
      if (alive.delete(client)) client.ping()
      else client.terminate()
    }
  }, pingMs).unref()

  return {
    notify(conversationId) {
      for (const stream of streams.get(conversationId) ?? []) stream.catchUp()
    },
    end(conversationId) {
      for (const stream of streams.get(conversationId) ?? []) stream.end()
    },
    async close() {
      closing = true
      clearInterval(heartbeat)
      await Promise.all([...gate.clients].map(sayGoodbye))
    },
  }
}

/** For a server without sockets: restify takes upgrades, too, and would leave them open without an answer. */
export function refuseSockets(server: Server): void {
  server.on('upgrade', (_request, socket) => {
    socket.on('error', () => socket.destroy())
    refuse(socket, noSocket())
  })
}

function sayGoodbye(client: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => client.terminate(), goodbyeMs)
    client.once('close', () => {
      clearTimeout(deadline)
      resolve()
    })
    client.close(1001, 'The server is shutting down')
  })
}

const noSocket = () => new Refusal(404, 'NotFound', 'There is no WebSocket here')

function refuse(socket: Duplex, refusal: Refusal): void {
  const { status, code, message } = refusal
  const body = JSON.stringify({ error: { code, message } })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(refusal instanceof TooManyRequests ? [`Retry-After: ${refusal.retryAfter}`] : []),
  ].join('\r\n')
  socket.end(`${head}\r\n\r\n${body}`, () => socket.destroy())
}
