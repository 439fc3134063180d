import type { ChatSettings } from './settings.ts'

type Headers = Readonly<Record<string, string>>

/** Nothing from elsewhere, nothing inline, nothing evaluated (CSP Level 3). */
const strict = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
]

/**
 * The chat, and who may frame it. `connect-src 'self'` covers the WebSocket of the same host; a browser that does not
 * think so yet (Safari before 15.4) polls instead. adaptivecards brings its three policies along, which are named so
 * that no other script can write HTML.
 */
export const chatPolicy = ({ allowedOrigins }: ChatSettings): string =>
  [
    ...strict,
    "connect-src 'self'",
    `frame-ancestors ${["'self'", ...allowedOrigins].join(' ')}`,
    "require-trusted-types-for 'script'",
    'trusted-types adaptivecards#markdownPassthroughPolicy adaptivecards#restoreContentsPolicy adaptivecards#deprecatedExportedFunctionPolicy',
  ].join('; ')

/** Our own pages that embed the chat, as strict as a customer's site may be. */
export const hostPolicy = [
  ...strict,
  "frame-src 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** The page in the generator's own frame; it writes the script tag that it shows. */
export const previewPolicy = [...strict, "frame-src 'self'", "frame-ancestors 'self'"].join('; ')

export const pageHeaders = (policy: string): Headers => ({
  'content-security-policy': policy,
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cache-control': 'no-cache',
})

/** Lets sites that are isolated from others (COEP) frame the chat; who may at all is the policy's business. */
export const frameHeaders: Headers = {
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'cross-origin',
}

/** Sites refer to the loader by one name for ever, so it must not be kept for long. */
export const loaderHeaders: Headers = {
  'cache-control': 'public, max-age=300',
  'cross-origin-resource-policy': 'cross-origin',
}

export const assetHeaders: Headers = {
  'cache-control': 'public, max-age=31536000, immutable',
  'cross-origin-resource-policy': 'same-origin',
}
