/** A request that is not carried out: the HTTP status, and what the client may know of the reason. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.code = code
  }
}

/** One answer for every token that does not fit; clients of the protocol take 403 for an expired token and renew it. */
export const badToken = (): Refusal =>
  new Refusal(403, 'TokenExpired', 'The token is missing, invalid, expired or for another conversation')

export const noConversation = (): Refusal =>
  new Refusal(404, 'ConversationNotFound', 'There is no such conversation, or it has ended')

/** Too much at once; the client may come back. */
export class TooManyRequests extends Refusal {
  /** Whole seconds, for the header `Retry-After` (RFC 9110, 10.2.3). */
  readonly retryAfter: number

  constructor(waitMs: number) {
    super(429, 'TooManyRequests', 'Too many requests')
    this.retryAfter = Math.max(1, Math.ceil(waitMs / 1000))
  }
}
