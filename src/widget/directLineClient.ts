import { DirectLineApi, HttpError, isGone } from './api.ts'
import { Backoff } from './backoff.ts'
import type { ClientEvents } from './clientEvents.ts'
import { Outbox } from './outbox.ts'
import type { ActivitySet, Content, Conversation } from './protocol.ts'
import { randomId } from './randomId.ts'
import { type Session, SessionStore } from './session.ts'
import { readStream, sameHost } from './stream.ts'

export interface ClientOptions {
  /** Where the server is, without a trailing slash. */
  readonly origin?: string
  readonly session?: SessionStore
}

const pollMs = 1_500
/** How often a WebSocket may fail to open before polling takes its place, and for how long it does. */
const socketTries = 2
const pollingPhaseMs = 60_000
const echoMs = 3_000
const conversationMs = 5_000

/**
 * A small client for Direct Line 3.0: WebSocket first, polling where none gets through. It holds the conversation over
 * reloads and lost connections, and starts a new one where the server no longer knows it.
 */
export class DirectLineClient {
  readonly #events: ClientEvents
  readonly #origin: string
  readonly #api: DirectLineApi
  readonly #session: SessionStore
  readonly #outbox: Outbox
  readonly #backoff = new Backoff()
  readonly #closing = new AbortController()
  readonly #seen = new Set<string>()
  readonly #echoed = new Set<string>()
  #unsent: Session['unsent'] = []
  #reading = new AbortController()
  #conversation: Conversation | undefined
  #watermark: string | undefined
  #socketFailures = 0
  /** Something could not be reached since the last sign of life, so that failed messages deserve another attempt. */
  #lost = false
  #connected: (() => void)[] = []

  constructor(
    events: ClientEvents,
    { origin = location.origin, session = new SessionStore() }: ClientOptions = {},
  ) {
    this.#events = events
    this.#origin = origin
    this.#api = new DirectLineApi(origin)
    this.#session = session
    this.#outbox = new Outbox(
      { post: (id, content) => this.#post(id, content), gone: () => this.#forget() },
      (message) => {
        this.#save()
        this.#events.outgoing(message)
      },
    )
  }

  start(): void {
    const session = this.#session.load()
    this.#conversation = session
    this.#unsent = session?.unsent ?? []
    void this.#run()
  }

  send(content: Content): void {
    this.#outbox.add(randomId(), content)
  }

  retry(id: string): void {
    this.#backoff.wake()
    this.#outbox.retry(id)
  }

  /** The network or the tab came back: do not wait for the next attempt, and ask for what a dead socket missed. */
  wake(): void {
    this.#backoff.wake()
    void this.#catchUp()
  }

  close(): void {
    this.#closing.abort()
    this.#reading.abort()
    this.#backoff.wake()
  }

  async #run(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      try {
        const conversation = await this.#connect()
        if (!this.#closing.signal.aborted) await this.#read(conversation)
      } catch (error) {
        if (isGone(error) && this.#conversation) this.#forget()
        else this.#offline()
      }
      if (!this.#closing.signal.aborted) await this.#backoff.wait()
    }
  }

  async #connect(): Promise<Conversation> {
    const known = this.#conversation
    const conversation = known ? await this.#resume(known) : await this.#api.start()
    this.#conversation = conversation
    await this.#sendLeftovers()
    this.#save()
    for (const waiting of this.#connected.splice(0)) waiting()
    return conversation
  }

  /** What a reload interrupted goes out after the log has shown what did arrive. */
  async #sendLeftovers(): Promise<void> {
    if (this.#unsent.length === 0) return
    await this.#fetchActivities()
    for (const { id, content } of this.#unsent) if (!this.#echoed.has(id)) this.#outbox.add(id, content)
    this.#unsent = []
  }

  /** A resumed conversation may keep its token; a lost one gives way to a new one. */
  async #resume(known: Conversation): Promise<Conversation> {
    try {
      return { ...known, ...(await this.#api.resume(known, this.#watermark)) }
    } catch (error) {
      if (!isGone(error)) throw error
      this.#forget()
      return this.#api.start()
    }
  }

  async #read(conversation: Conversation): Promise<void> {
    this.#reading = new AbortController()
    const refreshing = this.#keepTokenFresh(conversation)
    try {
      if (conversation.streamUrl && this.#socketFailures < socketTries) {
        const end = await readStream(
          sameHost(conversation.streamUrl, this.#origin),
          { open: () => this.#online(), activities: (set) => this.#receive(set) },
          this.#reading.signal,
        )
        this.#socketFailures = end === 'neverOpened' ? this.#socketFailures + 1 : 0
      } else {
        await this.#poll()
        this.#socketFailures = 0
      }
    } finally {
      clearInterval(refreshing)
    }
  }

  async #poll(): Promise<void> {
    const { signal } = this.#reading
    for (const end = Date.now() + pollingPhaseMs; Date.now() < end && !signal.aborted; ) {
      await this.#fetchActivities()
      this.#online()
      await this.#backoff.pause(pollMs)
    }
  }

  async #fetchActivities(): Promise<void> {
    const conversation = this.#conversation
    if (!conversation) return
    const set = await this.#api.activities(conversation, this.#watermark)
    if (conversation.conversationId === this.#conversation?.conversationId) this.#receive(set)
  }

  async #catchUp(): Promise<void> {
    try {
      await this.#fetchActivities()
    } catch {
      // Nobody answers: give up the stream, so that the loop connects anew.
      this.#lost = true
      this.#reading.abort()
    }
  }

  #online(): void {
    this.#backoff.reset()
    this.#events.connection('online')
    if (this.#lost) this.#outbox.retryAll()
    this.#lost = false
  }

  #offline(): void {
    this.#lost = true
    this.#events.connection('offline')
  }

  #receive({ activities, watermark }: ActivitySet): void {
    if (watermark !== undefined) this.#watermark = watermark
    const fresh = activities.filter(({ id }) => id === undefined || !this.#seen.has(id))
    for (const { id, channelData } of fresh) {
      if (id !== undefined) this.#seen.add(id)
      if (channelData?.clientActivityID) {
        this.#echoed.add(channelData.clientActivityID)
        this.#outbox.confirm(channelData.clientActivityID)
      }
    }
    if (fresh.length > 0) this.#events.activities(fresh)
  }

  async #post(id: string, content: Content): Promise<void> {
    const conversation = this.#conversation ?? (await this.#nextConversation())
    const receipt = await this.#api.post(conversation, id, content).catch((error: unknown) => {
      // A stream can look alive for minutes after the network went; this finds out.
      if (!(error instanceof HttpError)) void this.#catchUp()
      throw error
    })
    setTimeout(() => {
      if (receipt.id !== undefined && !this.#seen.has(receipt.id)) void this.#catchUp()
    }, echoMs)
  }

  #nextConversation(): Promise<Conversation> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('No conversation')), conversationMs)
      this.#connected.push(() => {
        clearTimeout(timer)
        if (this.#conversation) resolve(this.#conversation)
      })
    })
  }

  #keepTokenFresh(conversation: Conversation): ReturnType<typeof setInterval> | undefined {
    if (!conversation.expires_in) return undefined
    const refresh = async () => {
      const current = this.#conversation
      if (!current) return
      const fresh = await this.#api.refresh(current).catch(() => undefined)
      if (fresh && this.#conversation?.conversationId === current.conversationId) {
        this.#conversation = { ...this.#conversation, token: fresh.token }
        this.#save()
      }
    }
    return setInterval(() => void refresh(), conversation.expires_in * 500)
  }

  #forget(): void {
    if (!this.#conversation) return
    this.#conversation = undefined
    this.#watermark = undefined
    this.#seen.clear()
    this.#session.clear()
    this.#reading.abort()
    this.#events.restarted()
  }

  #save(): void {
    if (!this.#conversation) return
    const { conversationId, token } = this.#conversation
    this.#session.save({ conversationId, token, unsent: [...this.#unsent, ...this.#outbox.unsent] })
  }
}
