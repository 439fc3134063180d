import { ConversationLost } from './access.ts'
import { HttpError } from './api.ts'
import { Backoff } from './backoff.ts'
import type { Content, Outgoing, SendState } from './protocol.ts'

const attempts = 3
const pauseMs = 700
/** The longest that a message waits by itself because the server asks for time; the server counts ten minutes. */
const longestRetryAfterSeconds = 600

/** A message with the id that this client has given it. */
export interface Message {
  readonly id: string
  readonly content: Content
}

interface Entry extends Message {
  state: SendState
  /** The server refused the message itself, so that sending it again by ourselves is useless. */
  refused: boolean
  reason: string | undefined
}

export interface Transport {
  /** Throws where the server cannot be reached or refuses. */
  post: (id: string, content: Content) => Promise<void>
  /** The conversation is gone: a new one must be there before `post` works again. */
  gone: (why: ConversationLost['why']) => void
}

/**
 * The user's messages that the server has not confirmed, sent one after the other in the order in which they were
 * written. Each keeps its id through all attempts, so that the server can tell a repetition from a second message.
 */
export class Outbox {
  readonly #entries: Entry[] = []
  #held: readonly Message[] = []
  readonly #transport: Transport
  readonly #changed: (message: Outgoing) => void
  readonly #backoff = new Backoff()
  #running = false

  constructor(transport: Transport, changed: (message: Outgoing) => void) {
    this.#transport = transport
    this.#changed = changed
  }

  get unsent(): readonly Message[] {
    return [...this.#held, ...this.#entries.map(({ id, content }) => ({ id, content }))]
  }

  get isHolding(): boolean {
    return this.#held.length > 0
  }

  /** Keeps back what a reload left over: some of it may have arrived. */
  hold(leftovers: readonly Message[]): void {
    this.#held = leftovers
  }

  /** Sends what was kept back, and has not arrived. */
  release(hasArrived: (id: string) => boolean): void {
    const held = this.#held
    this.#held = []
    for (const { id, content } of held) if (!hasArrived(id)) this.#enqueue(id, content)
  }

  /** Behind what is kept back: the user wrote that first. */
  add(id: string, content: Content): void {
    if (this.isHolding) {
      this.#held = [...this.#held, { id, content }]
      this.#changed({ id, content, state: 'sending' })
    } else this.#enqueue(id, content)
  }

  #enqueue(id: string, content: Content): void {
    const entry: Entry = { id, content, state: 'sending', refused: false, reason: undefined }
    this.#entries.push(entry)
    this.#set(entry, 'sending')
    void this.#run()
  }

  retry(id: string): void {
    const entry = this.#entries.find((candidate) => candidate.id === id)
    if (entry?.state !== 'failed') return
    entry.refused = false
    entry.reason = undefined
    this.#set(entry, 'sending')
    void this.#run()
  }

  /** The server is back: what failed for want of it goes out again. */
  retryAll(): void {
    for (const { id, refused } of [...this.#entries]) if (!refused) this.retry(id)
  }

  /** The server has this message, as its log or its answer shows. */
  confirm(id: string): void {
    const entry = this.#entries.find((candidate) => candidate.id === id)
    if (!entry) return
    const wasNext = entry === this.#next()
    this.#entries.splice(this.#entries.indexOf(entry), 1)
    this.#set(entry, 'sent')
    if (wasNext) this.#backoff.wake()
  }

  /** Forgets every message: what they belong to is to be no more. */
  clear(): void {
    this.#held = []
    this.#entries.length = 0
    this.#backoff.wake()
  }

  /** Leaves them for the next page. */
  close(): void {
    for (const entry of this.#entries) entry.state = 'failed'
    this.#backoff.wake()
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
    for (let attempt = 1; this.#next() === entry; attempt++) {
      try {
        await this.#transport.post(entry.id, entry.content)
        this.confirm(entry.id)
        return
      } catch (error) {
        if (error instanceof ConversationLost && this.#entries.includes(entry))
          this.#transport.gone(error.why)
        if (this.#next() !== entry) return
        const asked = error instanceof HttpError ? error.retryAfter : undefined
        entry.refused = isRefused(error)
        entry.reason = error instanceof HttpError ? error.words : undefined
        if (entry.refused || (!asked && attempt >= attempts) || (asked ?? 0) > longestRetryAfterSeconds) {
          this.#set(entry, 'failed')
          return
        }
        if (asked) this.#set(entry, 'sending')
        await this.#backoff.pause((asked ?? 0) * 1000 || pauseMs * attempt)
      }
    }
  }

  #set(entry: Entry, state: SendState): void {
    entry.state = state
    const { id, content, reason } = entry
    this.#changed({ id, content, state, ...(state !== 'sent' && { reason }) })
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof HttpError && error.status >= 400 && error.status < 500 && error.status !== 429
}
