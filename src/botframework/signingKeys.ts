import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { Refused } from './refused.ts'

/** The keys with which the Bot Connector signs its tokens. */
export interface SigningKeys {
  /** @throws {Refused} 503 if the keys cannot be read now. */
  readonly find: JWTVerifyGetKey
  /** The channels for which a key may speak; empty if the key is not limited to any. */
  readonly endorsements: (keyId: string | undefined) => readonly string[]
}

const metadataSchema = z.object({ jwks_uri: z.url() })
const endorsedKey = z.object({ endorsements: z.array(z.string()).default([]) })

const fetchTimeoutMs = 5000

/** As long as the SDK keeps them; Microsoft calls the list "relatively stable". An unknown key is looked up at once. */
const keysMaxAgeMs = 24 * 60 * 60 * 1000

/**
 * Reads the keys through the OpenID metadata document, at the first token. A failure is not remembered, so the next
 * request tries again; where the keys are is remembered for as long as the process lives.
 */
export function createSigningKeys(openIdMetadataUrl: string): SigningKeys {
  let loading: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined

  const load = async () => {
    keys = createRemoteJWKSet(await readKeysUrl(openIdMetadataUrl), {
      timeoutDuration: fetchTimeoutMs,
      cacheMaxAge: keysMaxAgeMs,
    })
    return keys
  }

  return {
    find: async (header, token) => {
      try {
        loading ??= load()
        return await (await loading)(header, token)
      } catch (error) {
        if (isAboutTheToken(error)) throw error
        if (!keys) loading = undefined
        throw new Refused(503, 'signing keys cannot be read', { cause: error })
      }
    },
    endorsements: (keyId) => {
      const key = keys?.jwks()?.keys.find(({ kid }) => kid === keyId)
      const parsed = endorsedKey.safeParse(key)
      return parsed.success ? parsed.data.endorsements : []
    },
  }
}

async function readKeysUrl(openIdMetadataUrl: string): Promise<URL> {
  const response = await fetch(openIdMetadataUrl, {
    signal: AbortSignal.timeout(fetchTimeoutMs),
    redirect: 'error',
  })
  if (!response.ok) throw new Error(`The OpenID metadata answered ${response.status}`)
  const url = new URL(metadataSchema.parse(await response.json()).jwks_uri)
  if (url.protocol !== new URL(openIdMetadataUrl).protocol) {
    throw new Error('The OpenID metadata names keys under another protocol')
  }
  return url
}

const isAboutTheToken = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys
