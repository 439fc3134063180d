/**
 * The portal's token (JWT) of the customer who is signed in. Null: nobody is. Undefined: the page does not say, and may
 * be one of the same portal that has no need to.
 */
export type IdentityToken = string | null | undefined

/**
 * The customer number a token names (claim `sub`), read without a check: it only tells whether the customer in this tab
 * is another one than before. Empty if the token cannot be read; the server will refuse it.
 */
export function customerOf(token: IdentityToken): string | undefined {
  if (token == null) return undefined
  try {
    const [, payload = ''] = token.split('.')
    const { sub } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as { sub?: unknown }
    return typeof sub === 'string' ? sub : ''
  } catch {
    return ''
  }
}
