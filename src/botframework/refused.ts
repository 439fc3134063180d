/**
 * A request that gets no turn. `reason` is for the log and names the kind only; the caller is told the status and
 * nothing else, so that a refusal does not help with the next try.
 *
 * 401: no token, or none that proves who sends. 403: the sender is known, but may not send this.
 * 503: it cannot be decided now.
 */
export class Refused extends Error {
  readonly status: 401 | 403 | 503
  readonly reason: string

  constructor(status: 401 | 403 | 503, reason: string, options?: ErrorOptions) {
    super(`Refused with ${status}: ${reason}`, options)
    this.name = 'Refused'
    this.status = status
    this.reason = reason
  }
}
