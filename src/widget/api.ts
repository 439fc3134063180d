import type { IdentityToken } from './customer.ts'
import type { ActivitySet, Content, Conversation } from './protocol.ts'

/** The server answered, but not with success. */
export class HttpError extends Error {
  readonly status: number
  readonly code: string | undefined
  /** Seconds after which the server wants to be asked again. */
  readonly retryAfter: number | undefined
  /** What the server has to say to the user about it. */
  readonly words: string | undefined

  constructor(
    status: number,
    {
      code,
      retryAfter,
      words,
    }: { code?: string | undefined; retryAfter?: number; words?: string | undefined } = {},
  ) {
    super(`HTTP ${status}`)
    this.status = status
    this.code = code
    this.retryAfter = retryAfter
    this.words = words
  }
}

const timeoutMs = 10_000
const directLine = '/v3/directline'
/** The errors whose message is meant for the user; the others are written for programmers. */
const spokenCodes: readonly unknown[] = ['ServiceError', 'TooManyRequests']

/** The REST calls of Direct Line 3.0, and those around it; every failure throws. */
export class DirectLineApi {
  readonly #origin: string

  constructor(origin: string) {
    this.#origin = origin
  }

  /** The tokens of a conversation to come; `identity` is the portal's token of its customer. */
  issue(identity: IdentityToken): Promise<Conversation> {
    return this.#call('POST', '/api/webchat/token', undefined, identity ? { identity } : {})
  }

  /** Fresh tokens for a conversation whose own have expired. */
  resume(resume: string): Promise<Conversation> {
    return this.#call('POST', '/api/webchat/resume', undefined, { resume })
  }

  open({ token }: Conversation): Promise<Conversation> {
    return this.#call('POST', `${directLine}/conversations`, token)
  }

  /** A new stream (and token) for a conversation that goes on after `watermark`. */
  reconnect({ conversationId, token }: Conversation, watermark: string | undefined): Promise<Conversation> {
    return this.#call('GET', conversationPath(conversationId, '', watermark), token)
  }

  refresh({ token }: Conversation): Promise<Conversation> {
    return this.#call('POST', `${directLine}/tokens/refresh`, token)
  }

  erase({ token }: Conversation): Promise<void> {
    return this.#call('DELETE', '/api/webchat/conversation', token)
  }

  activities({ conversationId, token }: Conversation, watermark: string | undefined): Promise<ActivitySet> {
    return this.#call('GET', conversationPath(conversationId, '/activities', watermark), token)
  }

  post(
    { conversationId, token }: Conversation,
    clientActivityID: string,
    content: Content,
  ): Promise<{ id?: string }> {
    return this.#call('POST', conversationPath(conversationId, '/activities'), token, {
      type: 'message',
      textFormat: 'plain',
      locale: 'de-DE',
      from: { id: 'user', role: 'user' },
      ...('text' in content ? { text: content.text } : { value: content.value }),
      channelData: { clientActivityID },
    })
  }

  async #call<T>(method: string, path: string, token: string | undefined, body?: object): Promise<T> {
    const response = await fetch(this.#origin + path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!response.ok) throw await httpError(response)
    return (response.status === 204 ? undefined : await response.json()) as T
  }
}

async function httpError(response: Response): Promise<HttpError> {
  const body = (await response.json().catch(() => undefined)) as
    | { error?: { code?: unknown; message?: unknown } }
    | undefined
  const { code, message } = body?.error ?? {}
  return new HttpError(response.status, {
    code: typeof code === 'string' ? code : undefined,
    retryAfter: Number(response.headers.get('retry-after')) || 0,
    words: spokenCodes.includes(code) && typeof message === 'string' ? message : undefined,
  })
}

function conversationPath(id: string, rest: string, watermark?: string): string {
  const query = watermark === undefined ? '' : `?watermark=${encodeURIComponent(watermark)}`
  return `${directLine}/conversations/${encodeURIComponent(id)}${rest}${query}`
}
