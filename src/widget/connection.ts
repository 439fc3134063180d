import { Access, ConversationLost } from './access.ts'
import { ActivityLog } from './activityLog.ts'
import { type DirectLineApi, HttpError } from './api.ts'
import { Backoff } from './backoff.ts'
import type { Activity, ActivitySet, Conversation } from './protocol.ts'
import { Reader } from './reader.ts'

const echoMs = 3_000

export interface ConnectionEvents {
  /** The conversation is open, or open again; it is listened to when this is done. */
  readonly entered: () => Promise<void>
  /** The conversation has a new token. */
  readonly renewed: () => void
  /** Activities that were not reported before, in the order of the log. */
  readonly activities: (fresh: readonly Activity[]) => void
  /** A sign of life. `again`: the first one since something could not be reached. */
  readonly online: (again: boolean) => void
  /** `words`: what the server says about it, if it says anything. */
  readonly offline: (words?: string) => void
  /** The conversation cannot go on: it is time to `change` to another one. */
  readonly lost: (why: ConversationLost['why']) => void
  /** The server did not accept the portal's token; a conversation without it is tried next. */
  readonly identityRejected: () => void
}

/** Keeps up with one conversation after the other: enters it, listens, and enters it again whenever that ends. */
export class Connection {
  readonly #api: DirectLineApi
  readonly #on: ConnectionEvents
  readonly #backoff = new Backoff()
  readonly #closing = new AbortController()
  readonly #reader: Reader
  #access: Access
  #log = new ActivityLog()
  #reading = new AbortController()
  /** Something could not be reached since the last sign of life. */
  #failed = false

  constructor(origin: string, api: DirectLineApi, on: ConnectionEvents) {
    this.#api = api
    this.#on = on
    this.#access = new Access(api)
    this.#reader = new Reader(
      origin,
      {
        alive: () => this.#online(),
        activities: (set) => this.#receive(set),
        poll: () => this.fetchActivities(),
      },
      this.#backoff,
    )
  }

  /** The way into the present conversation. What comes of a call over another one is no longer of interest. */
  get access(): Access {
    return this.#access
  }

  start(access: Access): void {
    this.#access = access
    void this.#run()
  }

  change(access: Access): void {
    this.#access = access
    this.#log = new ActivityLog()
    this.#reading.abort()
  }

  /** Does not wait for the next attempt. */
  wake(): void {
    this.#backoff.wake()
  }

  close(): void {
    this.#closing.abort()
    this.#reading.abort()
    this.#backoff.wake()
  }

  /** Whether the log has the message to which this client gave that id. */
  hasOwn(clientId: string): boolean {
    return this.#log.hasOwn(clientId)
  }

  async fetchActivities(): Promise<void> {
    const access = this.#access
    if (!access.conversation) return
    const set = await access.use((conversation) => this.#api.activities(conversation, this.#log.watermark))
    if (access === this.#access) this.#receive(set)
  }

  /** Fetches what a dead stream missed, and finds out whether the server can be reached at all. */
  async catchUp(): Promise<void> {
    const access = this.#access
    try {
      await this.fetchActivities()
    } catch (error) {
      if (access !== this.#access) return
      if (error instanceof ConversationLost) this.#on.lost(error.why)
      else {
        // Nobody answers: give up the stream, so that the loop connects anew.
        this.#failed = true
        this.#reading.abort()
      }
    }
  }

  /** An activity that the stream should bring soon; else it is fetched, and a stream that missed it given up. */
  expect(id: string | undefined): void {
    setTimeout(() => void this.#checkEcho(id), echoMs)
  }

  async #checkEcho(id: string | undefined): Promise<void> {
    const { signal } = this.#reading
    if (id === undefined || this.#log.has(id) || signal.aborted) return
    await this.catchUp()
    if (this.#log.has(id) && signal === this.#reading.signal) this.#reading.abort()
  }

  async #run(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const access = this.#access
      let pauseSeconds: number | undefined
      try {
        const conversation = await access.enter(this.#log.watermark)
        if (access === this.#access) await this.#on.entered()
        if (!this.#closing.signal.aborted && access === this.#access) await this.#read(conversation)
      } catch (error) {
        if (access === this.#access) pauseSeconds = this.#recover(error)
      }
      if (this.#closing.signal.aborted) return
      await (pauseSeconds ? this.#backoff.pause(pauseSeconds * 1000) : this.#backoff.wait())
    }
  }

  /** Answers a failed connection; returns for how many seconds the server wants to be left alone. */
  #recover(error: unknown): number | undefined {
    if (error instanceof ConversationLost) this.#on.lost(error.why)
    else if (error instanceof HttpError && error.code === 'IdentityRejected') {
      this.#access = new Access(this.#api)
      this.#on.identityRejected()
    } else {
      this.#failed = true
      this.#on.offline(error instanceof HttpError ? error.words : undefined)
      return error instanceof HttpError ? error.retryAfter : undefined
    }
    return undefined
  }

  async #read(conversation: Conversation): Promise<void> {
    const access = this.#access
    const stopRefreshing = access.keepFresh(() => access === this.#access && this.#on.renewed())
    this.#reading = new AbortController()
    try {
      await this.#reader.read(conversation, this.#reading.signal)
    } finally {
      stopRefreshing()
    }
  }

  #online(): void {
    this.#backoff.reset()
    this.#on.online(this.#failed)
    this.#failed = false
  }

  #receive(set: ActivitySet): void {
    const fresh = this.#log.take(set)
    if (fresh.length > 0) this.#on.activities(fresh)
  }
}
