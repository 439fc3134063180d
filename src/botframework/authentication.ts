import { createTokenVerifier } from './connectorToken.ts'
import { refuseUnlessLocal } from './localRequest.ts'
import { Refused } from './refused.ts'
import { isAllowedServiceUrl, isLoopbackServiceUrl } from './serviceUrl.ts'

/** Who may talk to `/api/messages`. */
export type ChannelAuthentication =
  /** Without an app id: programs on this machine only. */
  | { readonly mode: 'development' }
  | {
      readonly mode: 'cloud'
      readonly appId: string
      readonly issuer: string
      readonly openIdMetadataUrl: string
      /** See `isAllowedServiceUrl`. */
      readonly serviceUrlHosts: readonly string[]
    }

/**
 * Issuer and metadata of the public cloud; source:
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export const publicCloud = {
  issuer: 'https://api.botframework.com',
  openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
} as const

/** The part of an HTTP request that tells who sends it. */
export interface ChannelRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/** Where an activity says it comes from; not validated yet. */
export interface Origin {
  readonly channelId?: unknown
  readonly serviceUrl?: unknown
}

/** Checks an activity against what its sender may send. Throws `Refused` (403). */
export type OriginCheck = (origin: Origin) => void

/**
 * The gate before the SDK. The SDK alone believes everybody when there is no app id, and even with one accepts tokens
 * without `exp` and activities without `serviceUrl` or `channelId`, tells the caller why it refuses, and writes that to
 * the console (measured with botbuilder 4.23.3).
 *
 * It has two steps, so that nobody learns anything about the body before showing who they are: the request first, then
 * with the returned check the activity.
 */
export function createAuthenticator(
  authentication: ChannelAuthentication,
): (request: ChannelRequest) => Promise<OriginCheck> {
  if (authentication.mode === 'development') {
    return async (request) => {
      refuseUnlessLocal(request)
      return refuseUnlessLoopback
    }
  }
  const verifyToken = createTokenVerifier(authentication)
  return async ({ headers }) => {
    const token = await verifyToken(headerValue(headers.authorization))
    return ({ channelId, serviceUrl }) => {
      if (typeof serviceUrl !== 'string' || serviceUrl === '' || serviceUrl !== token.serviceUrl) {
        throw new Refused(403, 'serviceUrl is not the one in the token')
      }
      if (!isAllowedServiceUrl(serviceUrl, authentication.serviceUrlHosts)) {
        throw new Refused(403, 'serviceUrl is not on the list')
      }
      if (typeof channelId !== 'string' || channelId.trim() === '') throw new Refused(403, 'no channelId')
      // The SDK judges this channel by other tokens than the ones that get this far, so it would refuse, with noise.
      if (channelId === 'AseChannel') throw new Refused(403, 'channel is not supported')
      if (token.endorsements.length > 0 && !token.endorsements.includes(channelId)) {
        throw new Refused(403, 'key is not endorsed for the channel')
      }
    }
  }
}

/** A `serviceUrl` that is missing is left to the validation of the body, which says what is missing. */
function refuseUnlessLoopback({ serviceUrl }: Origin): void {
  if (typeof serviceUrl !== 'string' || serviceUrl === '' || isLoopbackServiceUrl(serviceUrl)) return
  throw new Refused(403, 'serviceUrl is not loopback')
}

const headerValue = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value
