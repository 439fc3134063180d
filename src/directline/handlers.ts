import type { IncomingHttpHeaders } from 'node:http'
import type { Logger } from 'pino'
import type { Request, RequestHandler } from 'restify'
import type { World } from '../../dialogs/turn.ts'
import { identityUnavailable, tooManyRequests, unexpectedError } from '../../dialogs/wording.de.ts'
import type { ClientAddress } from '../clientAddress.ts'
import { logError } from '../errorFacts.ts'
import { KeysUnavailable } from './identity.ts'
import type { Limits } from './limits.ts'
import { badToken, Refusal, TooManyRequests } from './refusal.ts'
import { type Identity, verifyToken } from './tokens.ts'

/** What every route of the web chat needs to know who asks. */
export interface GateDeps {
  readonly world: () => World
  readonly log: Logger
  /** Signs the tokens. */
  readonly secret: Uint8Array
  readonly limits: Limits
  readonly addressOf: ClientAddress
  /** @throws {Refusal} if the page that asks may not use the chat. */
  readonly checkOrigin: (headers: IncomingHttpHeaders) => void
}

export interface Answer {
  readonly status: number
  readonly body?: object
}

export const ok = (body: object): Answer => ({ status: 200, body })

type Work = (request: Request) => Promise<Answer>
type BearerWork = (identity: Identity, request: Request) => Promise<Answer>

export interface Handlers {
  /** For a page that asks for a token: within the limits, and from a page that may use the chat. */
  forPage(work: Work): RequestHandler
  /** For the bearer of a good token, within the limits; where the path names a conversation, it must be the token's. */
  forBearer(work: BearerWork): RequestHandler
}

/** Handlers that send what the work answers or refuses; for any other error the client gets words it can show. */
export function createHandlers(deps: GateDeps): Handlers {
  const { world, log, secret, limits, addressOf, checkOrigin } = deps

  return {
    forPage: (work) =>
      handler(async (request) => {
        const address = addressOf(request)
        await limits.request(address)
        checkOrigin(request.headers)
        await limits.token(address)
        return work(request)
      }),
    forBearer: (work) =>
      handler(async (request) => {
        const [, token = ''] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
        const identity = await verifyToken('conversation', token, secret)
        await limits.request(addressOf(request), identity?.conversationId)
        if (!identity) throw badToken()
        const { id = identity.conversationId } = request.params
        if (id !== identity.conversationId) throw badToken()
        return work(identity, request)
      }),
  }

  function handler(work: Work): RequestHandler {
    return async (request, response) => {
      try {
        const { status, body } = await work(request)
        response.send(status, body)
      } catch (error) {
        if (error instanceof TooManyRequests) response.header('Retry-After', String(error.retryAfter))
        const { status, code, message } = refusalOf(error)
        response.send(status, { error: { code, message } })
      }
    }
  }

  function refusalOf(error: unknown): Refusal {
    const { directory } = world().knowledge
    if (error instanceof TooManyRequests) {
      return new Refusal(error.status, error.code, tooManyRequests(directory, error.retryAfter))
    }
    if (error instanceof Refusal) return error
    if (error instanceof KeysUnavailable) {
      const errorId = logError(log, error.cause, error.message)
      return new Refusal(503, 'ServiceError', identityUnavailable(directory, errorId))
    }
    const errorId = logError(log, error, 'A Direct Line request failed')
    return new Refusal(500, 'ServiceError', unexpectedError(directory, errorId))
  }
}
