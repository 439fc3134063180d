import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import type { Logger } from 'pino'
import { z } from 'zod'
import { identityRejected } from '../../dialogs/wording.de.ts'
import type { IdentitySettings } from '../webChatConfig.ts'
import { Refusal } from './refusal.ts'

/**
 * Reads the customer number from a token of the portal.
 *
 * @throws {Refusal} 403, in the same words for every cause; the log has the cause.
 * @throws {KeysUnavailable} if the portal's keys cannot be read now.
 */
export type ReadCustomer = (token: string) => Promise<string>

/** The portal does not give its keys, so that nobody can tell whether a token is good. `cause` says why. */
export class KeysUnavailable extends Error {}

/** A token goes through the browser, so a stolen one must not be good for long. In seconds. */
const maxLifetime = 60 * 60
/** How far the clocks of the two servers may be apart, in seconds. */
const clockTolerance = 30

const claims = z
  .object({ sub: z.string().regex(/^[A-Za-z0-9._-]{1,20}$/), iat: z.number(), exp: z.number() })
  .refine(({ iat, exp }) => exp - iat <= maxLifetime)

/** `settings` undefined: there is no portal, so every token is refused. */
export function createCustomerReader(settings: IdentitySettings | undefined, log: Logger): ReadCustomer {
  const refuse = (reason: string): never => {
    log.warn({ reason }, 'Refused a token of the portal')
    throw new Refusal(403, 'IdentityRejected', identityRejected())
  }
  if (!settings) return async () => refuse('neither IDENTITY_SECRET nor IDENTITY_JWKS_URL is set')
  const keys = keysOf(settings)
  const { alg, audience } = settings

  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: [alg],
        audience,
        requiredClaims: ['sub', 'iat', 'exp'],
        // Also refuses an `iat` in the future, by which a token could be good for longer.
        maxTokenAge: maxLifetime,
        clockTolerance,
      })
      const { data } = claims.safeParse(payload)
      return data?.sub ?? refuse('sub is no customer number, or the token is good for over an hour')
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error
      const { code, claim = '' } = error as errors.JWTClaimValidationFailed
      return refuse(`${code} ${claim}`.trim())
    }
  }
}

function keysOf(settings: IdentitySettings): JWTVerifyGetKey {
  if (settings.alg === 'HS256') {
    const secret = new TextEncoder().encode(settings.secret)
    return async () => secret
  }
  const find = createRemoteJWKSet(new URL(settings.jwksUrl))
  return async (header, token) => {
    try {
      return await find(header, token)
    } catch (error) {
      if (isAboutTheToken(error)) throw error
      throw new KeysUnavailable('The keys of the portal cannot be read', { cause: error })
    }
  }
}

const isAboutTheToken = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys
