import { randomUUID } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

/** Whom a token speaks for: one user in one conversation. */
export interface Identity {
  readonly conversationId: string
  readonly userId: string
  /** The customer number, where the portal vouches for it. */
  readonly customer?: string
}

/**
 * `conversation` opens the REST interface. `stream` opens one WebSocket: it stands in a URL, and URLs end up in logs,
 * so it is short-lived, of no use elsewhere, and does not tell the customer. `resume` gets a conversation token for a
 * conversation whose own have expired, and nothing else.
 */
export type TokenKind = 'conversation' | 'stream' | 'resume'

export const lifetimeSeconds = { conversation: 30 * 60, stream: 60 } as const

const issuer = 'hausperfekt'
const algorithm = 'HS256'
const audience = (kind: TokenKind) => `directline/${kind}`

/** The claims have the names of Microsoft's own tokens: botframework-directlinejs reads `user`. */
const claims = z.object({
  conv: z.string().min(1),
  user: z.string().startsWith('dl_'),
  customer: z.string().min(1).exactOptional(),
})

/** A new user in a conversation of their own. `dl_` marks user ids that only a token can give. */
export function newIdentity(customer?: string): Identity {
  const identity = { conversationId: randomUUID(), userId: `dl_${randomUUID()}` }
  return customer === undefined ? identity : { ...identity, customer }
}

export function signToken(
  kind: keyof typeof lifetimeSeconds,
  identity: Identity,
  secret: Uint8Array,
): Promise<string> {
  return sign(kind, kind === 'stream' ? withoutCustomer(identity) : identity, lifetimeSeconds[kind], secret)
}

/** New tokens of a conversation, as clients of the protocol get them, and `resume` for ours. */
export async function freshTokens(identity: Identity, retentionDays: number, secret: Uint8Array) {
  return {
    conversationId: identity.conversationId,
    token: await signToken('conversation', identity, secret),
    expires_in: lifetimeSeconds.conversation,
    resume: await signResumeToken(identity, retentionDays, secret),
  }
}

/**
 * Good for a day longer than the conversation is kept, so that its bearer hears that the conversation is gone, not that
 * the token is.
 */
export function signResumeToken(
  identity: Identity,
  retentionDays: number,
  secret: Uint8Array,
): Promise<string> {
  return sign('resume', identity, (retentionDays + 1) * 24 * 60 * 60, secret)
}

function sign(
  kind: TokenKind,
  { conversationId, userId, customer }: Identity,
  seconds: number,
  secret: Uint8Array,
): Promise<string> {
  return new SignJWT({ conv: conversationId, user: userId, ...(customer !== undefined && { customer }) })
    .setProtectedHeader({ alg: algorithm })
    .setIssuer(issuer)
    .setAudience(audience(kind))
    .setIssuedAt()
    .setExpirationTime(`${seconds}s`)
    .sign(secret)
}

const withoutCustomer = ({ conversationId, userId }: Identity): Identity => ({ conversationId, userId })

/** Undefined: not our token, not of this kind, or expired. */
export async function verifyToken(
  kind: TokenKind,
  token: string,
  secret: Uint8Array,
): Promise<Identity | undefined> {
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: [algorithm],
      issuer,
      audience: audience(kind),
      requiredClaims: ['exp'],
    })
    const { data } = claims.safeParse(payload)
    if (!data) return undefined
    const { conv: conversationId, user: userId, ...customer } = data
    return { conversationId, userId, ...customer }
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}
