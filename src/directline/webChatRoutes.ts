import type { Request, Server } from 'restify'
import { z } from 'zod'
import type { ActivityRecord, Store } from '../storage/store.ts'
import { type Answer, type Handlers, ok } from './handlers.ts'
import type { ReadCustomer } from './identity.ts'
import { badToken, noConversation, Refusal } from './refusal.ts'
import type { Sockets } from './sockets.ts'
import { freshTokens, type Identity, lifetimeSeconds, newIdentity, verifyToken } from './tokens.ts'

export interface WebChatDeps {
  readonly store: Store
  readonly sockets: Sockets
  readonly secret: Uint8Array
  readonly readCustomer: ReadCustomer
  /** Where Direct Line is, for clients. */
  readonly domain: string
  /** For how many days without a message a conversation is kept. */
  readonly retentionDays: () => number
}

/** As long as a conversation token may live, and some more for one that was being made meanwhile; in milliseconds. */
const blockedMs = (lifetimeSeconds.conversation + 60) * 1000

const tokenRequest = z.object({ identity: z.string().nullish() }).nullish()
const resumeRequest = z.object({ resume: z.string() })

/** What our web chat needs beside the protocol, under `/api/webchat`. */
export function mountWebChat(server: Server, { forPage, forBearer }: Handlers, deps: WebChatDeps): void {
  const { store, sockets, secret, readCustomer, domain, retentionDays } = deps

  server.post('/api/webchat/token', forPage(issueToken))
  server.post('/api/webchat/resume', forPage(resume))
  server.get('/api/webchat/conversation', forBearer(exportConversation))
  server.del('/api/webchat/conversation', forBearer(erase))

  /** A token for a new conversation, of a customer if the portal says so. */
  async function issueToken({ body }: Request): Promise<Answer> {
    const { success, data } = tokenRequest.safeParse(body)
    if (!success) throw new Refusal(400, 'BadSyntax', 'identity must be the token of the portal, if any')
    const identity = data?.identity ?? undefined
    return access(newIdentity(identity === undefined ? undefined : await readCustomer(identity)))
  }

  /** A token for a conversation whose last one has expired, for example while the device slept. */
  async function resume({ body }: Request): Promise<Answer> {
    const { data } = resumeRequest.safeParse(body)
    const identity = data && (await verifyToken('resume', data.resume, secret))
    if (!identity) throw badToken()
    if (!(await store.load(identity.conversationId))) throw noConversation()
    return access(identity)
  }

  async function access(identity: Identity): Promise<Answer> {
    return ok({ ...(await freshTokens(identity, retentionDays(), secret)), domain })
  }

  /** All that is stored about the conversation, for its user (GDPR, article 15). */
  async function exportConversation({ conversationId }: Identity): Promise<Answer> {
    const stored = await store.load(conversationId)
    if (!stored) throw noConversation()
    const activities: ActivityRecord[] = []
    for (let page = await store.activitiesAfter(conversationId, 0); page && page.activities.length > 0; ) {
      activities.push(...page.activities)
      page = await store.activitiesAfter(conversationId, page.watermark)
    }
    return ok({ conversationId, retentionDays: retentionDays(), state: stored.state, activities })
  }

  /** Also of a conversation that is not there, so that asking twice is no error (GDPR, article 17). */
  async function erase({ conversationId }: Identity): Promise<Answer> {
    // An erased conversation gets no new tokens, so after that time nothing can begin it anew.
    await store.eraseConversation(conversationId, new Date(Date.now() + blockedMs))
    sockets.end(conversationId)
    return { status: 204 }
  }
}
