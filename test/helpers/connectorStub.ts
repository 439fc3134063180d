import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import tls from 'node:tls'
import { selfSignedCertificate } from './selfSignedCertificate.ts'

/** An activity that the bot sent. */
export interface SentActivity {
  readonly conversationId: string
  /** The activity it answers, if any. */
  readonly replyTo: string | undefined
  readonly authorization: string | undefined
  readonly activity: { readonly [key: string]: unknown; readonly text?: string }
}

/** `hang` answers nothing, `hangInBody` nothing after the headers; `hangUp` cuts the connection instead of an answer. */
export type StubBehaviour = 'ok' | 'hangUp' | 'hang' | 'hangInBody' | 'redirect' | number

export interface ConnectorStub {
  /** What a channel would write into `serviceUrl`. */
  readonly serviceUrl: string
  /** Its host with its port. */
  readonly host: string
  readonly sent: SentActivity[]
  /** What it does with requests; a number is an HTTP status. */
  behaviour: StubBehaviour
  /** What it does with the next requests before that, one each. */
  readonly first: StubBehaviour[]
  /** The header `Retry-After` of its answers. */
  retryAfter?: string
  close(): Promise<void>
}

const statusOf = { ok: 201, hangInBody: 200, redirect: 307 }

/**
 * A Bot Connector on this machine, on a free port unless one is given. With `https` it has a certificate that this
 * process trusts from then on.
 */
export async function startConnectorStub({ https = false, port = 0 } = {}): Promise<ConnectorStub> {
  const sent: SentActivity[] = []
  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    const [, conversationId, replyTo] =
      /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(req.url ?? '') ?? []
    if (req.method !== 'POST' || !conversationId) {
      res.statusCode = 404
      res.end()
      return
    }
    sent.push({
      conversationId: decodeURIComponent(conversationId),
      replyTo: replyTo && decodeURIComponent(replyTo),
      authorization: req.headers.authorization,
      activity: (await json(req)) as SentActivity['activity'],
    })
    const behaviour = stub.first.shift() ?? stub.behaviour
    if (behaviour === 'hang') return
    if (behaviour === 'hangUp') {
      res.destroy()
      return
    }
    const headers = {
      'Content-Type': 'application/json',
      Location: `${stub.serviceUrl}${req.url}`,
      ...(stub.retryAfter && { 'Retry-After': stub.retryAfter }),
    }
    res.writeHead(typeof behaviour === 'number' ? behaviour : statusOf[behaviour], headers)
    if (behaviour === 'hangInBody') res.write('{')
    else res.end(JSON.stringify({ id: `sent-${sent.length}` }))
  }
  const server = https ? createHttpsServer(trustedCertificate(), handle) : createHttpServer(handle)
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve))
  const host = `localhost:${(server.address() as AddressInfo).port}`

  const stub: ConnectorStub = {
    serviceUrl: `${https ? 'https' : 'http'}://${host}`,
    host,
    sent,
    behaviour: 'ok',
    first: [],
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return stub
}

function trustedCertificate() {
  const certificate = selfSignedCertificate()
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate.cert])
  return certificate
}
