import { setTimeout as sleep } from 'node:timers/promises'
import type { TurnContext } from 'botbuilder'

/** By when a turn has to be over. */
export interface Deadline {
  readonly signal: AbortSignal
  /** Milliseconds left. */
  left(): number
}

export function deadlineIn(ms: number): Deadline {
  const end = performance.now() + ms
  return { signal: AbortSignal.timeout(ms), left: () => end - performance.now() }
}

/** The little of `@azure/core-rest-pipeline` that we touch. */
interface Pipeline {
  removePolicy(policy: { readonly name: string }): unknown
  addPolicy(policy: Policy, options: { readonly phase: 'Serialize' | 'Retry' }): void
}
interface Policy {
  readonly name: string
  sendRequest(request: Request, next: (request: Request) => Promise<Response>): Promise<Response>
}
interface Request {
  abortSignal?: AbortSignal
}
interface Response {
  readonly status: number
  readonly headers: { get(name: string): string | undefined }
}

/**
 * Makes the calls of a turn to the connector end with the turn, and repeats one only where it certainly did not arrive.
 *
 * Of itself the SDK's client waits for a silent peer without limit, and repeats a message up to four times after a 500,
 * a 502, a 503 or a broken connection, although the first one may have arrived; its options `noRetryPolicy` and
 * `retryOptions` do not reach the client (botbuilder 4.23.3). A redirect would repeat it too, at an address that nobody
 * has checked. The client lives for one turn, so this is done in every turn. It touches internals: the tests in
 * `test/botframework/connector.test.ts` notice if they change.
 */
export function limitConnector(context: TurnContext, deadline: Deadline): void {
  const connector = context.turnState.get(context.adapter.ConnectorClientKey) as {
    readonly client: { readonly pipeline: Pipeline }
  }
  const { pipeline } = connector.client
  pipeline.removePolicy({ name: 'defaultRetryPolicy' })
  pipeline.removePolicy({ name: 'redirectPolicy' })
  // The first phase, so that the limit also holds for signing in, which is a policy further in.
  pipeline.addPolicy(endWith(deadline), { phase: 'Serialize' })
  pipeline.addPolicy(repeatWhatDidNotArrive(deadline), { phase: 'Retry' })
}

function endWith({ signal }: Deadline): Policy {
  const { promise: expired, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(signal.reason))
  // Most turns are over by then, and nobody listens any more.
  expired.catch(() => {})
  return {
    name: 'endWithTurn',
    async sendRequest(request, next) {
      signal.throwIfAborted()
      // A request whose signal is aborted is not sent any more, so nothing goes out after the turn has given up.
      request.abortSignal = signal
      return Promise.race([next(request), expired])
    },
  }
}

function repeatWhatDidNotArrive({ left }: Deadline): Policy {
  return {
    name: 'repeatWhatDidNotArrive',
    async sendRequest(request, next) {
      for (let attempt = 0; ; attempt++) {
        const sent = next(request)
        const pause = await pauseBeforeRepeat(sent, attempt)
        if (pause === undefined || pause >= left()) return sent
        await sleep(pause)
      }
    },
  }
}

/**
 * Milliseconds until a call may be made again. Undefined: never, because it arrived, or may have.
 *
 * Making a message is not idempotent. Only 412 and 429, by which the connector turns a call away before it does
 * anything, and a refused connection say for certain that there is no message yet; a 502 or 504 does not.
 */
async function pauseBeforeRepeat(sent: Promise<Response>, attempt: number): Promise<number | undefined> {
  // Half of it by chance, so that turns that were refused together do not come back together.
  const backoff = 250 * 2 ** attempt * (0.5 + Math.random() / 2)
  try {
    const { status, headers } = await sent
    return status === 412 || status === 429 ? retryAfterMs(headers.get('retry-after')) + backoff : undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED' ? backoff : undefined
  }
}

/** `Retry-After` is in seconds or a date (RFC 9110, 10.2.3); 0 for anything else. */
function retryAfterMs(value = ''): number {
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return ms > 0 ? ms : 0
}
