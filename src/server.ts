import type * as http from 'node:http'
import { type Logger, pino } from 'pino'
import restify, { type Next, type Request, type Response, type Server } from 'restify'
import { logError } from './errorFacts.ts'

/** Largest body of a request, in bytes. Activities of text and taps are far smaller. */
export const maxBodyBytes = 32 * 1024

/** How long a client may take to send a whole request, in milliseconds. */
const requestTimeout = 15_000

/** How often a server that is full says so in the log, in milliseconds. */
const fullLogInterval = 60_000

/**
 * A restify server with what every route needs: body limits, JSON only, one-line errors without details, a log line a
 * request. Routes are mounted by the caller; they must be async functions, because restify lets an error that is
 * thrown outside of a promise end the process.
 */
export function createServer(log: Logger, maxConnections = Number.POSITIVE_INFINITY): Server {
  // restify's own log lines show whole errors; what is worth a line is logged here.
  const server = restify.createServer({ name: 'HausPerfekt', log: pino({ level: 'silent' }) as never })
  server.server.requestTimeout = requestTimeout
  server.server.headersTimeout = requestTimeout
  limitConnections(server.server as http.Server, maxConnections, log)

  server.pre(logRequest(log), securityHeaders, refuseUnreadableBodies)
  server.use(restify.plugins.queryParser({ mapParams: false }))
  server.use(restify.plugins.jsonBodyParser({ mapParams: false, maxBodySize: maxBodyBytes } as never))

  // JSON.parse quotes the body in its message, and a body is private.
  server.on('InvalidContent', (_request, _response, error, done) => {
    error.body = { code: 'InvalidContent', message: 'The body is not valid JSON.' }
    done()
  })
  // restify would send an error that is not its own with all its fields; only its own ones have a body for clients.
  server.on('restifyError', (request, response, error, done) => {
    const { statusCode, body } = error
    if (statusCode < 500 && typeof body?.code === 'string') {
      response.send(statusCode, { code: body.code, message: body.message })
    } else {
      const errorId = logError(log, error, 'request failed', { route: routeName(request) })
      if (!response.headersSent) {
        response.send(500, { code: 'InternalError', message: `Unexpected error ${errorId}` })
      }
    }
    done()
  })
  return server
}

/** Connections beyond `maxConnections` are closed unread; the log has that, but no line for each. */
function limitConnections(server: http.Server, maxConnections: number, log: Logger): void {
  server.maxConnections = maxConnections
  let lastLogged = Number.NEGATIVE_INFINITY
  server.on('drop', () => {
    if (performance.now() - lastLogged < fullLogInterval) return
    lastLogged = performance.now()
    log.warn({ maxConnections }, 'too many connections, new ones are closed')
  })
}

/** Logs route, status and duration; never the URL, which may hold a token, nor anything of the body. */
function logRequest(log: Logger) {
  return (request: Request, response: Response, next: Next) => {
    const start = performance.now()
    response.once('finish', () => {
      log.info(
        {
          route: routeName(request),
          method: request.method,
          status: response.statusCode,
          ms: Math.round(performance.now() - start),
        },
        'request',
      )
    })
    next()
  }
}

function routeName(request: Request): string {
  const route = request.getRoute() as { path?: string } | undefined
  return route?.path ?? 'unknown'
}

function securityHeaders(_request: Request, response: Response, next: Next): void {
  response.header('X-Content-Type-Options', 'nosniff')
  response.header('Referrer-Policy', 'no-referrer')
  response.header('Cache-Control', 'no-store')
  next()
}

/**
 * Turns away bodies before they are read: too large by their own account, compressed (restify unpacks gzip without a
 * limit), or something else than JSON.
 */
function refuseUnreadableBodies(request: Request, response: Response, next: Next): void {
  const refusal = refusalOf(request)
  if (!refusal) {
    next()
    return
  }
  const [status, code, message] = refusal
  response.header('Connection', 'close')
  response.send(status, { code, message })
  next(false)
}

function refusalOf({
  headers,
}: Request): readonly [status: number, code: string, message: string] | undefined {
  const length = Number(headers['content-length'] ?? 0)
  if (length === 0 && headers['transfer-encoding'] === undefined) return undefined
  if (length > maxBodyBytes) return [413, 'PayloadTooLarge', `The body exceeds ${maxBodyBytes} bytes.`]
  if (headers['content-encoding']) return [415, 'UnsupportedMediaType', 'Compressed bodies are not read.']
  return /^application\/(?:[\w.+-]+\+)?json\b/i.test(headers['content-type'] ?? '')
    ? undefined
    : [415, 'UnsupportedMediaType', 'The body must be application/json.']
}
