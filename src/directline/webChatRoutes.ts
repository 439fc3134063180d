import type { Request, Server } from 'restify'
import { z } from 'zod'
import { type Answer, type Handlers, ok } from './handlers.ts'
import type { ReadCustomer } from './identity.ts'
import { Refusal } from './refusal.ts'
import { freshToken, type Identity, newIdentity, signResumeToken } from './tokens.ts'

export interface WebChatDeps {
  readonly secret: Uint8Array
  readonly readCustomer: ReadCustomer
  /** Where Direct Line is, for clients. */
  readonly domain: string
  /** For how many days without a message a conversation is kept. */
  readonly retentionDays: () => number
}

const tokenRequest = z.object({ identity: z.string().nullish() }).nullish()

/** The routes beside the protocol, under `/api/webchat`. */
export function mountWebChat(server: Server, { forPage }: Handlers, deps: WebChatDeps): void {
  const { secret, readCustomer, domain, retentionDays } = deps

  server.post('/api/webchat/token', forPage(issueToken))

  /** A token for a new conversation, of a customer if the portal says so. */
  async function issueToken({ body }: Request): Promise<Answer> {
    const { success, data } = tokenRequest.safeParse(body)
    if (!success) throw new Refusal(400, 'BadSyntax', 'identity must be the token of the portal, if any')
    const identity = data?.identity ?? undefined
    return access(newIdentity(identity === undefined ? undefined : await readCustomer(identity)))
  }

  async function access(identity: Identity): Promise<Answer> {
    const [token, resume] = await Promise.all([
      freshToken(identity, secret),
      signResumeToken(identity, retentionDays(), secret),
    ])
    return ok({ ...token, domain, resume })
  }
}
