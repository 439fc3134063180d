import { HttpError, isGone } from './api.ts'
import type { Content, Outgoing, SendState } from './protocol.ts'

const attempts = 3
const pauseMs = 700
const longestRetryAfterSeconds = 20

interface Entry {
  readonly id: string
  readonly content: Content
  state: SendState
  /** The server refused the message itself, so that sending it again by ourselves is useless. */
  refused: boolean
  reason: string | undefined
}

export interface Transport {
  /** Throws where the server cannot be reached or refuses. */
  post: (id: string, content: Content) => Promise<void>
  /** The conversation is gone: a new one must be there before `post` works again. */
  gone: () => void
}

/**
 * The user's messages that the server has not confirmed, sent one after the other in the order in which they were
 * written. Each keeps its id through all attempts, so that the server can tell a repetition from a second message.
 */
export class Outbox {
  readonly #entries: Entry[] = []
  readonly #transport: Transport
  readonly #changed: (message: Outgoing) => void
  #running = false

  constructor(transport: Transport, changed: (message: Outgoing) => void) {
    this.#transport = transport
    this.#changed = changed
  }

  get unsent(): readonly { id: string; content: Content }[] {
    return this.#entries.map(({ id, content }) => ({ id, content }))
  }

  add(id: string, content: Content): void {
    const entry: Entry = { id, content, state: 'sending', refused: false, reason: undefined }
    this.#entries.push(entry)
    this.#set(entry, 'sending')
    void this.#run()
  }

  retry(id: string): void {
    const entry = this.#entries.find((candidate) => candidate.id === id)
    if (entry?.state !== 'failed') return
    entry.refused = false
    this.#set(entry, 'sending')
    void this.#run()
  }

  /** The server is back: what failed for want of it goes out again. */
  retryAll(): void {
    for (const entry of this.#entries) {
      if (entry.state === 'failed' && !entry.refused) this.#set(entry, 'sending')
    }
    void this.#run()
  }

  /** The server has this message, as its log or its answer shows. */
  confirm(id: string): void {
    const index = this.#entries.findIndex((entry) => entry.id === id)
    const [entry] = index < 0 ? [] : this.#entries.splice(index, 1)
    if (entry) this.#set(entry, 'sent')
  }

  async #run(): Promise<void> {
    if (this.#running) return
    this.#running = true
    try {
      for (let entry = this.#next(); entry; entry = this.#next()) await this.#send(entry)
    } finally {
      this.#running = false
    }
  }

  #next(): Entry | undefined {
    return this.#entries.find(({ state }) => state === 'sending')
  }

  async #send(entry: Entry): Promise<void> {
    for (let attempt = 1; this.#entries.includes(entry); attempt++) {
      try {
        await this.#transport.post(entry.id, entry.content)
        this.confirm(entry.id)
        return
      } catch (error) {
        entry.refused = isRefused(error)
        entry.reason = error instanceof HttpError ? error.words : undefined
        if (isGone(error)) this.#transport.gone()
        const wait = (error instanceof HttpError && error.retryAfter) || (pauseMs * attempt) / 1000
        if (entry.refused || attempt >= attempts || wait > longestRetryAfterSeconds) break
        await new Promise((resolve) => setTimeout(resolve, wait * 1000))
      }
    }
    if (this.#entries.includes(entry)) this.#set(entry, 'failed')
  }

  #set(entry: Entry, state: SendState): void {
    entry.state = state
    const { id, content, reason } = entry
    this.#changed({ id, content, state, ...(state === 'failed' && { reason }) })
  }
}

function isRefused(error: unknown): boolean {
  return (
    error instanceof HttpError &&
    error.status >= 400 &&
    error.status < 500 &&
    !isGone(error) &&
    error.status !== 429
  )
}
