import { randomUUID } from 'node:crypto'
import type * as http from 'node:http'
import type { Logger } from 'pino'
import type { Request, Server } from 'restify'
import type { World } from '../../dialogs/turn.ts'
import { incomingActivity } from '../activity.ts'
import { createClientAddress } from '../clientAddress.ts'
import type { Store } from '../storage/store.ts'
import { type InboundTurn, runTurn, type TurnOutcome } from '../turnRunner.ts'
import { toUserEvent } from '../userEvent.ts'
import type { WebChatSettings } from '../webChatConfig.ts'
import { activitySet, addressTo, ownMessage, readWatermark } from './activities.ts'
import { type Answer, createHandlers, ok } from './handlers.ts'
import { createCustomerReader } from './identity.ts'
import type { Limits } from './limits.ts'
import { createOriginCheck } from './origin.ts'
import { noConversation, Refusal } from './refusal.ts'
import { mountSockets, type Sockets, streamUrl } from './sockets.ts'
import { freshTokens, type Identity } from './tokens.ts'
import { mountWebChat } from './webChatRoutes.ts'

export interface DirectLineDeps {
  readonly store: Store
  readonly world: () => World
  readonly log: Logger
  /** Signs the tokens. */
  readonly secret: Uint8Array
  /** Where clients reach the server; without a trailing slash. */
  readonly publicUrl: string
  readonly webChat: WebChatSettings
  /** Proxies whose word on the client's address is taken. */
  readonly trustedProxies: readonly string[]
  readonly limits: Limits
}

const root = '/v3/directline'

/** Longest message, in characters. The dialog reads less and says so; more would only be stored. */
const maxMessageLength = 4_000

/**
 * Our own end of Direct Line 3.0, over REST and WebSocket, and what our web chat needs beside it. The server must parse
 * queries and JSON bodies.
 *
 * Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-api-reference
 */
export function mountDirectLine(server: Server, deps: DirectLineDeps): Sockets {
  const { store, world, log, secret, publicUrl, webChat, limits } = deps
  const addressOf = createClientAddress(deps.trustedProxies)
  const checkOrigin = createOriginCheck(publicUrl, webChat.allowedOrigins)
  const gate = { world, log, secret, limits, addressOf, checkOrigin }
  const sockets = mountSockets(server.server as http.Server, { ...gate, store })
  const handlers = createHandlers(gate)
  const { forBearer } = handlers
  mountWebChat(server, handlers, {
    store,
    sockets,
    secret,
    readCustomer: createCustomerReader(webChat.identity, log),
    domain: publicUrl + root,
    retentionDays: () => world().retentionDays,
  })

  server.post(`${root}/tokens/refresh`, forBearer(refresh))
  server.post(`${root}/conversations`, forBearer(start))
  server.get(`${root}/conversations/:id`, forBearer(reconnect))
  server.post(`${root}/conversations/:id/activities`, forBearer(receive))
  server.get(`${root}/conversations/:id/activities`, forBearer(poll))
  server.post(`${root}/conversations/:id/upload`, forBearer(refuseUpload))
  server.get(`${root}/session/getsessionid`, forBearer(sessionId))
  return sockets

  /** Only of a conversation that is there: so the tokens of an erased one die out. */
  async function refresh(identity: Identity): Promise<Answer> {
    await requireConversation(identity)
    return ok(await freshTokens(identity, world().retentionDays, secret))
  }

  /** Opens the token's conversation; a second call finds it as it is. */
  async function start(identity: Identity, request: Request): Promise<Answer> {
    const { conversationId, customer } = identity
    limits.active(identity, addressOf(request))
    await takeTurn(identity, {
      inboundKey: 'joined',
      event: { kind: 'joined', ...(customer !== undefined && { customer }) },
      begins: true,
      address: addressTo(conversationId),
    })
    return { status: 201, body: await access(identity, 0) }
  }

  async function reconnect(identity: Identity, { query }: Request): Promise<Answer> {
    const watermark = readWatermark(query.watermark)
    await requireConversation(identity)
    return ok(await access(identity, watermark))
  }

  async function access(identity: Identity, watermark: number): Promise<object> {
    const tokens = await freshTokens(identity, world().retentionDays, secret)
    return { ...tokens, streamUrl: await streamUrl(publicUrl, identity, watermark, secret) }
  }

  async function receive(identity: Identity, request: Request): Promise<Answer> {
    const parsed = incomingActivity.safeParse(request.body)
    if (!parsed.success) throw invalidActivity(parsed.error.issues[0])
    const activity = parsed.data
    const { conversationId } = identity
    await requireConversation(identity)
    // Nothing to answer, and nothing worth keeping.
    if (activity.type === 'typing' || activity.type === 'event') {
      return ok({ id: `${conversationId}|${randomUUID()}` })
    }
    if (activity.type !== 'message')
      throw new Refusal(400, 'BadArgument', 'type must be message, typing or event')

    if ((activity.text?.length ?? 0) > maxMessageLength) {
      throw new Refusal(413, 'MessageTooLong', `text must have at most ${maxMessageLength} characters`)
    }
    await limits.message(conversationId)
    limits.active(identity, addressOf(request))
    const { record, clientId } = ownMessage(activity, identity)
    const { activities } = await takeTurn(identity, {
      inboundKey: clientId ? `client:${clientId}` : `once:${randomUUID()}`,
      event: toUserEvent(activity),
      begins: false,
      address: addressTo(conversationId, record),
    })
    return ok({ id: activities[0]?.id })
  }

  async function poll({ conversationId }: Identity, { query }: Request): Promise<Answer> {
    const news = await store.activitiesAfter(conversationId, readWatermark(query.watermark))
    if (!news) throw noConversation()
    return ok(activitySet(news))
  }

  async function refuseUpload(): Promise<Answer> {
    throw new Refusal(415, 'NotSupported', 'Files are not accepted here')
  }

  /** Clients ask for it before a sign-in; there is none here, so any stable value does. */
  async function sessionId({ conversationId }: Identity): Promise<Answer> {
    return ok({ sessionId: conversationId })
  }

  /** @throws {Refusal} 404 if the conversation is gone. */
  async function takeTurn(
    { conversationId, customer }: Identity,
    inbound: Omit<InboundTurn, 'conversationId' | 'channel'>,
  ): Promise<TurnOutcome> {
    const isStranger = customer === undefined && webChat.publicContacts === 'handoff'
    const shown: World = isStranger ? { ...world(), directLines: 'hidden' } : world()
    const outcome = await runTurn(store, shown, { ...inbound, conversationId, channel: 'web' })
    if (!outcome) throw noConversation()
    sockets.notify(conversationId)
    return outcome
  }

  async function requireConversation({ conversationId }: Identity): Promise<void> {
    if (!(await store.load(conversationId))) throw noConversation()
  }
}

function invalidActivity(issue?: {
  readonly path: readonly PropertyKey[]
  readonly message: string
}): Refusal {
  const place = issue?.path.map(String).join('.') || 'activity'
  return new Refusal(400, 'BadSyntax', `${place}: ${issue?.message ?? 'Invalid input'}`)
}
