import proxyAddr from 'proxy-addr'
import { z } from 'zod'

/** Whether the web chat is served: its pages, the loader, the token and Direct Line. */
export type WebChatMode =
  | { readonly mode: 'off'; readonly because: string }
  | (WebChatSettings & { readonly mode: 'on' })

export interface WebChatSettings {
  /** Origins of the pages that may embed the chat, besides our own. */
  readonly allowedOrigins: readonly string[]
  /** Where the privacy notice is. */
  readonly privacyUrl: string | undefined
  readonly imprintUrl: string | undefined
  /** `handoff`: visitors whom the portal has not identified do not see the account managers' direct lines. */
  readonly publicContacts: 'all' | 'handoff'
  /** Undefined: no portal passes customer tokens, and none is accepted. */
  readonly identity: IdentitySettings | undefined
}

/** How the portal signs its customer tokens (JWT). One algorithm only, so that no token can choose a weaker one. */
export type IdentitySettings = { readonly audience: string } & (
  | { readonly alg: 'HS256'; readonly secret: string }
  | { readonly alg: 'RS256'; readonly jwksUrl: string }
)

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)

const httpsLink = (name: string, example: string) =>
  z.url({ protocol: /^https$/, error: `${name} must be an https link such as ${example}` }).optional()

/** The variables of the web chat, for `readConfig`. */
export const webChatVariables = {
  ALLOWED_ORIGINS: list
    .refine(
      (items) => items.every((item) => pageOrigin(item) !== undefined),
      'ALLOWED_ORIGINS must list origins such as https://www.example.de, without a path or *, separated by commas',
    )
    .transform((items) => items.flatMap((item) => pageOrigin(item) ?? []))
    .default([]),
  TRUSTED_PROXIES: list
    .refine(
      isProxyList,
      'TRUSTED_PROXIES must list addresses or networks such as 10.0.0.5, 10.1.0.0/16 or loopback, separated by commas',
    )
    .default([]),
  PRIVACY_URL: httpsLink('PRIVACY_URL', 'https://www.example.de/datenschutz'),
  IMPRINT_URL: httpsLink('IMPRINT_URL', 'https://www.example.de/impressum'),
  PUBLIC_CONTACTS: z.enum(['all', 'handoff'], 'PUBLIC_CONTACTS must be all or handoff').default('all'),
  IDENTITY_SECRET: z
    .string()
    .min(32, 'IDENTITY_SECRET must have at least 32 characters; make one with: openssl rand -base64 32')
    .optional(),
  IDENTITY_JWKS_URL: httpsLink('IDENTITY_JWKS_URL', 'https://portal.example.de/jwks.json'),
  IDENTITY_AUDIENCE: z.string().trim().min(1).default('hausperfekt-chat'),
}

type Values = z.infer<z.ZodObject<typeof webChatVariables>>

export function webChatProblems({ IDENTITY_SECRET, IDENTITY_JWKS_URL }: Values): string[] {
  return IDENTITY_SECRET && IDENTITY_JWKS_URL
    ? ['IDENTITY_SECRET and IDENTITY_JWKS_URL are both set; keep the one with which the portal signs']
    : []
}

/** In production a chat with the public needs its legal links, so without them it stays off. */
export function webChatMode(values: Values, production: boolean): WebChatMode {
  const missing = (['PRIVACY_URL', 'IMPRINT_URL'] as const).filter((name) => !values[name])
  if (production && missing.length > 0) {
    const are = missing.length > 1 ? 'are' : 'is'
    return { mode: 'off', because: `${missing.join(' and ')} ${are} not set and NODE_ENV is production` }
  }
  return {
    mode: 'on',
    allowedOrigins: values.ALLOWED_ORIGINS,
    privacyUrl: values.PRIVACY_URL,
    imprintUrl: values.IMPRINT_URL,
    publicContacts: values.PUBLIC_CONTACTS,
    identity: identitySettings(values),
  }
}

function identitySettings(values: Values): IdentitySettings | undefined {
  const { IDENTITY_AUDIENCE: audience, IDENTITY_SECRET: secret, IDENTITY_JWKS_URL: jwksUrl } = values
  if (secret) return { alg: 'HS256', secret, audience }
  return jwksUrl ? { alg: 'RS256', jwksUrl, audience } : undefined
}

/**
 * An origin as browsers send it (RFC 6454, 6.2): lower case, no default port, no slash at the end. Undefined for
 * anything else, such as a pattern, which would be one to a browser but never equal an origin.
 */
function pageOrigin(value: string): string | undefined {
  const url = URL.parse(value)
  return url &&
    url.href === `${url.origin}/` &&
    /^https?:\/\/(?:[a-z\d.-]+|\[[a-f\d:]+\])(?::\d+)?$/.test(url.origin)
    ? url.origin
    : undefined
}

function isProxyList(items: string[]): boolean {
  try {
    proxyAddr.compile(items)
    return true
  } catch {
    return false
  }
}
