import { randomUUID } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

/** Whom a token speaks for: one user in one conversation. */
export interface Identity {
  readonly conversationId: string
  readonly userId: string
}

/**
 * `conversation` opens the REST interface. `stream` opens one WebSocket: it stands in a URL, and URLs end up in logs,
 * so it is short-lived and of no use elsewhere.
 */
export type TokenKind = 'conversation' | 'stream'

export const lifetimeSeconds: Readonly<Record<TokenKind, number>> = { conversation: 30 * 60, stream: 60 }

const issuer = 'hausperfekt'
const algorithm = 'HS256'
const audience = (kind: TokenKind) => `directline/${kind}`

/** The claims have the names of Microsoft's own tokens: botframework-directlinejs reads `user`. */
const claims = z.object({ conv: z.string().min(1), user: z.string().startsWith('dl_') })

/** A new user in a conversation of their own. `dl_` marks user ids that only a token can give. */
export function newIdentity(): Identity {
  return { conversationId: randomUUID(), userId: `dl_${randomUUID()}` }
}

export function signToken(
  kind: TokenKind,
  { conversationId, userId }: Identity,
  secret: Uint8Array,
): Promise<string> {
  return new SignJWT({ conv: conversationId, user: userId })
    .setProtectedHeader({ alg: algorithm })
    .setIssuer(issuer)
    .setAudience(audience(kind))
    .setIssuedAt()
    .setExpirationTime(`${lifetimeSeconds[kind]}s`)
    .sign(secret)
}

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
    return data && { conversationId: data.conv, userId: data.user }
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}
