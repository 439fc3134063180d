import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

export const appId = '11111111-2222-4333-8444-555555555555'
export const issuerName = 'https://api.botframework.com'

export interface TokenOptions {
  /** Claims to add or change; undefined takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  /** Default: the issuer's own key. */
  readonly key?: CryptoKey | Uint8Array
}

export interface TokenIssuer {
  readonly openIdMetadataUrl: string
  /** Requests for metadata or keys so far. */
  requests: number
  /** Answers 500 as long as it is true. */
  down: boolean
  /** The channels for which its key may speak; undefined: the key does not say. */
  endorsements: readonly string[] | undefined
  /** A token that lasts an hour, for `appId` and this `serviceUrl`. */
  token(serviceUrl: string, options?: TokenOptions): Promise<string>
  close(): Promise<void>
}

/** Stands in for login.botframework.com: OpenID metadata and keys over HTTP, and real signatures. */
export async function startTokenIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = await exportJWK(publicKey)
  const server = createServer((req, res) => {
    issuer.requests++
    const body = req.url === '/metadata' ? metadata() : req.url === '/keys' ? keys() : undefined
    res.writeHead(issuer.down ? 500 : body ? 200 : 404, { 'Content-Type': 'application/json' })
    res.end(JSON.stringify(issuer.down ? {} : body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const metadata = () => ({
    issuer: issuerName,
    jwks_uri: `${url}/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
  })
  const keys = () => ({ keys: [{ ...jwk, kid: 'key-1', use: 'sig', endorsements: issuer.endorsements }] })

  const issuer: TokenIssuer = {
    openIdMetadataUrl: `${url}/metadata`,
    requests: 0,
    down: false,
    endorsements: ['webchat', 'msteams'],
    token(serviceUrl, { claims = {}, header = {}, key = privateKey } = {}) {
      const now = Math.floor(Date.now() / 1000)
      const all = {
        iss: issuerName,
        aud: appId,
        nbf: now,
        exp: now + 3600,
        serviceurl: serviceUrl,
        ...claims,
      }
      return new SignJWT(all as JWTPayload)
        .setProtectedHeader({ alg: 'RS256', kid: 'key-1', ...header })
        .sign(key)
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return issuer
}
