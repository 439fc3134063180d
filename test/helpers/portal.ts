import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'

export const portalSecret = 'das Portal und der Chat kennen es'
export const portalAudience = 'hausperfekt-chat'

export interface PortalTokenOptions {
  /** Claims to add or change; undefined takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  readonly key?: CryptoKey | Uint8Array
}

/** A token as a portal makes it for customer 10234, good for five minutes, but for `options`. */
function makeToken(
  alg: string,
  kid: string | undefined,
  key: CryptoKey | Uint8Array,
  { claims = {}, header = {}, ...options }: PortalTokenOptions,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const all = { sub: '10234', aud: portalAudience, iat: now, exp: now + 300, ...claims }
  return new SignJWT(all as JWTPayload)
    .setProtectedHeader({ alg, ...(kid && { kid }), ...header })
    .sign(options.key ?? key)
}

/** The token of a portal that shares a secret with us. */
export const secretToken = (options: PortalTokenOptions = {}): Promise<string> =>
  makeToken('HS256', undefined, new TextEncoder().encode(portalSecret), options)

/** The same for one customer, perhaps signed by somebody who does not know the secret. */
export const customerToken = (customer: string, secret = portalSecret): Promise<string> =>
  secretToken({ claims: { sub: customer }, key: new TextEncoder().encode(secret) })

export interface Portal {
  readonly jwksUrl: string
  readonly publicJwk: JWK
  readonly publicKey: CryptoKey
  /** How it answers when asked for its keys. */
  behaviour: 'ok' | 'down' | 'nonsense' | 'hangUp'
  token(options?: PortalTokenOptions): Promise<string>
  close(): Promise<void>
}

/** A portal with a key pair, which publishes the public one over HTTP. */
export async function startPortal(): Promise<Portal> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const publicJwk = { ...(await exportJWK(publicKey)), kid: 'key-1', use: 'sig' }
  const server = createServer((_req, res) => {
    if (portal.behaviour === 'hangUp') return void res.destroy()
    res.writeHead(portal.behaviour === 'down' ? 500 : 200, { 'Content-Type': 'application/json' })
    res.end(portal.behaviour === 'nonsense' ? '<html>' : JSON.stringify({ keys: [publicJwk] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const portal: Portal = {
    jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    publicJwk,
    publicKey,
    behaviour: 'ok',
    token: (options = {}) => makeToken('RS256', 'key-1', privateKey, options),
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return portal
}
