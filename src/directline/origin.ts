import type { IncomingHttpHeaders } from 'node:http'
import { Refusal } from './refusal.ts'

/**
 * Tells by the header `Origin` whether a page may use the chat: our own pages may, and those of `allowedOrigins`.
 * Programs that are no browser send none, and may too; a browser always does where it matters, on POST and on WebSocket
 * (Fetch standard, "append a request Origin header"; RFC 6455, 4.1). `null`, the origin of sandboxed frames and files,
 * is nobody's page.
 *
 * Our own is what has the address that was asked, or `publicUrl`, for a proxy that asks under another name.
 *
 * @throws {Refusal} 403 for any other page.
 */
export function createOriginCheck(
  publicUrl: string,
  allowedOrigins: readonly string[],
): (headers: IncomingHttpHeaders) => void {
  const allowed = new Set([new URL(publicUrl).origin, ...allowedOrigins])
  return ({ origin, host }) => {
    if (origin === undefined || allowed.has(origin)) return
    const page = URL.parse(origin)
    if (page && page.host !== '' && page.host === host?.toLowerCase()) return
    throw new Refusal(
      403,
      'OriginRefused',
      'The page is none of ours, and its origin is not in ALLOWED_ORIGINS',
    )
  }
}
