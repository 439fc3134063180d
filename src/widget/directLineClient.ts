import { Access, ConversationLost } from './access.ts'
import { ActivityLog } from './activityLog.ts'
import { DirectLineApi, HttpError } from './api.ts'
import { Backoff } from './backoff.ts'
import type { ClientEvents, RestartReason } from './clientEvents.ts'
import { customerOf, type IdentityToken } from './customer.ts'
import { Outbox } from './outbox.ts'
import type { ActivitySet, Content, Conversation } from './protocol.ts'
import { randomId } from './randomId.ts'
import { Reader } from './reader.ts'
import { type Session, SessionStore } from './session.ts'

export interface ClientOptions {
  /** Where the server is, without a trailing slash. */
  readonly origin?: string
  readonly session?: SessionStore
  readonly identity?: IdentityToken
}

const echoMs = 3_000
const conversationMs = 5_000

/**
 * A small client for Direct Line 3.0: WebSocket first, polling where none gets through. It holds the conversation over
 * reloads, lost connections and expired tokens, and starts a new one only where the server no longer has it.
 */
export class DirectLineClient {
  readonly #events: ClientEvents
  readonly #api: DirectLineApi
  readonly #session: SessionStore
  readonly #outbox: Outbox
  readonly #backoff = new Backoff()
  readonly #closing = new AbortController()
  readonly #reader: Reader
  #identity: IdentityToken
  #customer: string | undefined
  #refused: string | undefined
  #access: Access
  #unsent: Session['unsent'] = []
  #reading = new AbortController()
  #log = new ActivityLog()
  /** Something could not be reached since the last sign of life, so that failed messages deserve another attempt. */
  #lost = false
  #connected: (() => void)[] = []

  constructor(
    events: ClientEvents,
    { origin = location.origin, session = new SessionStore(), identity }: ClientOptions = {},
  ) {
    this.#events = events
    this.#api = new DirectLineApi(origin)
    this.#session = session
    this.#identity = identity
    this.#customer = customerOf(identity)
    this.#access = new Access(this.#api, undefined, identity)
    this.#reader = new Reader(
      origin,
      {
        alive: () => this.#online(),
        activities: (set) => this.#receive(set),
        poll: () => this.#fetchActivities(),
      },
      this.#backoff,
    )
    this.#outbox = new Outbox(
      { post: (id, content) => this.#post(id, content), gone: (why) => this.#restart(why) },
      (message) => {
        this.#save()
        this.#events.outgoing(message)
      },
    )
  }

  start(): void {
    const session = this.#session.load()
    if (session && this.#isOurs(session)) {
      this.#customer = session.customer
      this.#refused = session.refused
      this.#access = new Access(this.#api, session.conversation, this.#identity)
      this.#unsent = session.unsent
    } else if (session) {
      this.#session.clear()
      this.#events.restarted('customer')
    }
    void this.#run()
  }

  /** Of the customer whom the page names, if it names one; also of one whose token was refused before. */
  #isOurs({ customer, refused }: Session): boolean {
    if (this.#identity === undefined) return true
    return customer === this.#customer || (customer === undefined && refused === this.#customer)
  }

  /** Behind what a reload left over: the user wrote that first. */
  send(content: Content): void {
    const id = randomId()
    if (this.#unsent.length === 0) this.#outbox.add(id, content)
    else {
      this.#unsent = [...this.#unsent, { id, content }]
      this.#save()
      this.#events.outgoing({ id, content, state: 'sending' })
    }
  }

  retry(id: string): void {
    this.#backoff.wake()
    this.#outbox.retry(id)
  }

  /** Network or tab came back or went: do not wait for the next attempt, and ask for what a dead socket missed. */
  wake(): void {
    this.#backoff.wake()
    void this.#catchUp()
  }

  /** Somebody has signed in, or out. Only another customer than before gets a new conversation. */
  identify(token: IdentityToken): void {
    this.#identity = token
    const customer = customerOf(token)
    if (customer === this.#customer) return
    this.#customer = customer
    this.#restart('customer')
  }

  /**
   * Erases the conversation on the server and in this tab, and begins a new one.
   *
   * @throws if the server could not be reached or refused; then everything is as it was.
   */
  async erase(): Promise<void> {
    const access = this.#access
    try {
      if (access.conversation) await access.use((conversation) => this.#api.erase(conversation))
    } catch (error) {
      if (!(error instanceof ConversationLost)) throw error
    }
    if (access === this.#access) this.#restart('deleted')
  }

  close(): void {
    this.#closing.abort()
    this.#reading.abort()
    this.#outbox.close()
    this.#backoff.wake()
  }

  async #run(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const access = this.#access
      let pauseSeconds: number | undefined
      try {
        const conversation = await this.#connect(access)
        if (!this.#closing.signal.aborted && access === this.#access) await this.#read(conversation)
      } catch (error) {
        if (access === this.#access) pauseSeconds = this.#recover(error)
      }
      if (this.#closing.signal.aborted) return
      await (pauseSeconds ? this.#backoff.pause(pauseSeconds * 1000) : this.#backoff.wait())
    }
  }

  async #connect(access: Access): Promise<Conversation> {
    const conversation = await access.enter(this.#log.watermark)
    if (access !== this.#access) return conversation
    await this.#sendLeftovers()
    this.#save()
    for (const waiting of this.#connected.splice(0)) waiting()
    return conversation
  }

  /** What a reload interrupted goes out after the log has shown what did arrive. */
  async #sendLeftovers(): Promise<void> {
    if (this.#unsent.length === 0) return
    await this.#fetchActivities()
    for (const { id, content } of this.#unsent) if (!this.#log.hasOwn(id)) this.#outbox.add(id, content)
    this.#unsent = []
  }

  /** Answers a failed connection; returns for how many seconds the server wants to be left alone. */
  #recover(error: unknown): number | undefined {
    if (error instanceof ConversationLost) this.#restart(error.why)
    else if (error instanceof HttpError && error.code === 'IdentityRejected') {
      this.#refused = this.#customer
      this.#identity = undefined
      this.#customer = undefined
      this.#access = new Access(this.#api)
      this.#events.identityRejected()
    } else {
      this.#lost = true
      this.#events.connection('offline', error instanceof HttpError ? error.words : undefined)
      return error instanceof HttpError ? error.retryAfter : undefined
    }
    return undefined
  }

  async #read(conversation: Conversation): Promise<void> {
    const access = this.#access
    const stopRefreshing = access.keepFresh(() => access === this.#access && this.#save())
    this.#reading = new AbortController()
    try {
      await this.#reader.read(conversation, this.#reading.signal)
    } finally {
      stopRefreshing()
    }
  }

  async #fetchActivities(): Promise<void> {
    const access = this.#access
    if (!access.conversation) return
    const set = await access.use((conversation) => this.#api.activities(conversation, this.#log.watermark))
    if (access === this.#access) this.#receive(set)
  }

  async #catchUp(): Promise<void> {
    const access = this.#access
    try {
      await this.#fetchActivities()
    } catch (error) {
      if (access !== this.#access) return
      if (error instanceof ConversationLost) this.#restart(error.why)
      else {
        // Nobody answers: give up the stream, so that the loop connects anew.
        this.#lost = true
        this.#reading.abort()
      }
    }
  }

  #online(): void {
    this.#backoff.reset()
    this.#events.connection('online')
    if (this.#lost) this.#outbox.retryAll()
    this.#lost = false
  }

  #receive(set: ActivitySet): void {
    const fresh = this.#log.take(set)
    for (const { channelData } of fresh) {
      if (channelData?.clientActivityID) this.#outbox.confirm(channelData.clientActivityID)
    }
    if (fresh.length > 0) this.#events.activities(fresh)
  }

  async #post(id: string, content: Content): Promise<void> {
    const access = await this.#entered()
    const receipt = await access
      .use((conversation) => this.#api.post(conversation, id, content))
      .catch((error: unknown) => {
        // Another call has found out before, and begun the next conversation.
        if (access !== this.#access) throw new Error('The conversation has changed', { cause: error })
        // A stream can look alive for minutes after the network went; this finds out.
        if (!(error instanceof HttpError || error instanceof ConversationLost)) void this.#catchUp()
        throw error
      })
    setTimeout(() => void this.#checkEcho(receipt.id), echoMs)
  }

  /** What the stream should have brought by now is fetched; and a stream that missed it is given up. */
  async #checkEcho(id: string | undefined): Promise<void> {
    const { signal } = this.#reading
    if (id === undefined || this.#log.has(id) || signal.aborted) return
    await this.#catchUp()
    if (this.#log.has(id) && signal === this.#reading.signal) this.#reading.abort()
  }

  /** The way into the conversation, once there is one. */
  async #entered(): Promise<Access> {
    if (!this.#access.conversation) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('No conversation')), conversationMs)
        this.#connected.push(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
    return this.#access
  }

  #restart(why: RestartReason): void {
    this.#access = new Access(this.#api, undefined, this.#identity)
    this.#log = new ActivityLog()
    this.#session.clear()
    if (why === 'deleted' || why === 'customer') {
      this.#unsent = []
      this.#outbox.clear()
    }
    this.#reading.abort()
    this.#events.restarted(why)
  }

  #save(): void {
    const { conversation } = this.#access
    const unsent = [...this.#unsent, ...this.#outbox.unsent]
    if (!conversation && unsent.length === 0) return
    this.#session.save({
      conversation: conversation && {
        conversationId: conversation.conversationId,
        token: conversation.token,
        resume: conversation.resume,
      },
      customer: this.#customer,
      refused: this.#refused,
      unsent,
    })
  }
}
