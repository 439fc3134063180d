import { errors, jwtVerify } from 'jose'
import { Refused } from './refused.ts'
import { createSigningKeys } from './signingKeys.ts'

/** What a valid token of the Bot Connector says. */
export interface ConnectorToken {
  /** The only address to which replies may go. */
  readonly serviceUrl: string | undefined
  /** The channels for which the signing key may speak; empty if it is not limited to any. */
  readonly endorsements: readonly string[]
}

export interface TokenRules {
  readonly appId: string
  readonly issuer: string
  readonly openIdMetadataUrl: string
}

/** `AuthenticationConstants.AllowedSigningAlgorithms` of the SDK. No `none`, and nothing with a shared secret. */
const algorithms = ['RS256', 'RS384', 'RS512']

/** "Industry-standard clock-skew is 5 minutes." */
const clockToleranceSeconds = 5 * 60

/**
 * Verifies the `Authorization` header by the rules for Connector to bot, step 4, of
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 * Beyond them it insists on `exp`, which the SDK does not, and on `kid`, without which the SDK finds no key.
 *
 * @throws {Refused} 401 for a token that proves nothing, 503 if the keys cannot be read.
 */
export function createTokenVerifier({ appId, issuer, openIdMetadataUrl }: TokenRules) {
  const keys = createSigningKeys(openIdMetadataUrl)

  return async (authorization: string | undefined): Promise<ConnectorToken> => {
    if (!authorization) throw new Refused(401, 'no token')
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/.exec(authorization)?.[1]
    if (!token) throw new Refused(401, 'no bearer token')
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys.find, {
        algorithms,
        issuer,
        audience: appId,
        requiredClaims: ['exp'],
        clockTolerance: clockToleranceSeconds,
      })
      if (!protectedHeader.kid) throw new Refused(401, 'token without key id')
      if (typeof payload.aud !== 'string') throw new Refused(401, 'token for several audiences')
      return {
        // The name of the claim is `AuthenticationConstants.ServiceUrlClaim` of the SDK.
        serviceUrl: typeof payload.serviceurl === 'string' ? payload.serviceurl : undefined,
        endorsements: keys.endorsements(protectedHeader.kid),
      }
    } catch (error) {
      if (error instanceof Refused) throw error
      throw new Refused(401, reasonOf(error))
    }
  }
}

/** A code of jose such as `ERR_JWT_EXPIRED`, with the claim at fault; never a part of the token. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed) return `${error.code} ${error.claim}`
  return error instanceof errors.JOSEError ? error.code : 'token cannot be verified'
}
