import type { Backoff } from './backoff.ts'
import type { ActivitySet, Conversation } from './protocol.ts'
import { readStream, sameHost } from './stream.ts'

const pollMs = 1_500
/** How often a WebSocket may fail to open before polling takes its place, and for how long it does. */
const socketTries = 2
const pollingPhaseMs = 60_000

export interface ReaderEvents {
  /** The server can be heard. */
  readonly alive: () => void
  readonly activities: (set: ActivitySet) => void
  /** Asks for what is new; `activities` gets it. */
  readonly poll: () => Promise<void>
}

/** Hears what is said in a conversation: by WebSocket, or by polling where none gets through. */
export class Reader {
  readonly #origin: string
  readonly #on: ReaderEvents
  readonly #backoff: Backoff
  #socketFailures = 0

  /** `backoff`: ends the pause between two polls when it is woken. */
  constructor(origin: string, on: ReaderEvents, backoff: Backoff) {
    this.#origin = origin
    this.#on = on
    this.#backoff = backoff
  }

  /** Resolves when the stream ends, when it is time to try a WebSocket again, or when `signal` aborts. */
  async read({ streamUrl }: Conversation, signal: AbortSignal): Promise<void> {
    if (streamUrl && this.#socketFailures < socketTries) {
      const { alive: open, activities } = this.#on
      const end = await readStream(sameHost(streamUrl, this.#origin), { open, activities }, signal)
      this.#socketFailures = end === 'neverOpened' ? this.#socketFailures + 1 : 0
    } else {
      await this.#poll(signal)
      this.#socketFailures = 0
    }
  }

  async #poll(signal: AbortSignal): Promise<void> {
    for (const end = Date.now() + pollingPhaseMs; Date.now() < end && !signal.aborted; ) {
      await this.#on.poll()
      this.#on.alive()
      await this.#backoff.pause(pollMs)
    }
  }
}
