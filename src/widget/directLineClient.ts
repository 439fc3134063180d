import { Access, ConversationLost } from './access.ts'
import { DirectLineApi, HttpError } from './api.ts'
import type { ClientEvents, RestartReason } from './clientEvents.ts'
import { Connection } from './connection.ts'
import type { IdentityToken } from './customer.ts'
import { Outbox } from './outbox.ts'
import type { Activity, Content } from './protocol.ts'
import { randomId } from './randomId.ts'
import { type Session, SessionStore } from './session.ts'
import { Visitor } from './visitor.ts'

export interface ClientOptions {
  /** Where the server is, without a trailing slash. */
  readonly origin?: string
  readonly session?: SessionStore
  readonly identity?: IdentityToken
}

const conversationMs = 5_000

/**
 * A small client for Direct Line 3.0: WebSocket first, polling where none gets through. It holds the conversation over
 * reloads, lost connections and expired tokens, and starts a new one only where the server no longer has it.
 */
export class DirectLineClient {
  readonly #events: ClientEvents
  readonly #api: DirectLineApi
  readonly #session: SessionStore
  readonly #visitor: Visitor
  readonly #connection: Connection
  readonly #outbox: Outbox
  /** Messages that wait for a conversation. */
  #waiting: (() => void)[] = []

  constructor(
    events: ClientEvents,
    { origin = location.origin, session = new SessionStore(), identity }: ClientOptions = {},
  ) {
    this.#events = events
    this.#api = new DirectLineApi(origin)
    this.#session = session
    this.#visitor = new Visitor(identity)
    this.#connection = new Connection(origin, this.#api, {
      entered: () => this.#entered(),
      renewed: () => this.#save(),
      activities: (fresh) => this.#receive(fresh),
      online: (again) => {
        events.connection('online')
        if (again) this.#outbox.retryAll()
      },
      offline: (words) => events.connection('offline', words),
      lost: (why) => this.#restart(why),
      identityRejected: () => {
        this.#visitor.refuse()
        events.identityRejected()
      },
    })
    this.#outbox = new Outbox(
      { post: (id, content) => this.#post(id, content), gone: (why) => this.#restart(why) },
      (message) => {
        this.#save()
        events.outgoing(message)
      },
    )
  }

  start(): void {
    const session = this.#session.load()
    if (session && !this.#visitor.takesUp(session)) {
      this.#session.clear()
      this.#events.restarted('customer')
      this.#connection.start(this.#newAccess())
    } else {
      this.#outbox.hold(session?.unsent ?? [])
      this.#connection.start(this.#newAccess(session))
    }
  }

  send(content: Content): void {
    this.#outbox.add(randomId(), content)
  }

  retry(id: string): void {
    this.#connection.wake()
    this.#outbox.retry(id)
  }

  /** Network or tab came back or went: do not wait for the next attempt, and ask for what a dead socket missed. */
  wake(): void {
    this.#connection.wake()
    void this.#connection.catchUp()
  }

  /** Somebody has signed in, or out. Only another customer than before gets a new conversation. */
  identify(token: IdentityToken): void {
    if (this.#visitor.becomes(token)) this.#restart('customer')
  }

  /**
   * Erases the conversation on the server and in this tab, and begins a new one.
   *
   * @throws if the server could not be reached or refused; then everything is as it was.
   */
  async erase(): Promise<void> {
    const { access } = this.#connection
    try {
      if (access.conversation) await access.use((conversation) => this.#api.erase(conversation))
    } catch (error) {
      if (!(error instanceof ConversationLost)) throw error
    }
    if (access === this.#connection.access) this.#restart('deleted')
  }

  close(): void {
    this.#outbox.close()
    this.#connection.close()
  }

  /** What a reload interrupted goes out after the log has shown what did arrive. */
  async #entered(): Promise<void> {
    if (this.#outbox.isHolding) {
      await this.#connection.fetchActivities()
      this.#outbox.release((id) => this.#connection.hasOwn(id))
    }
    this.#save()
    for (const goOn of this.#waiting.splice(0)) goOn()
  }

  #receive(fresh: readonly Activity[]): void {
    for (const { channelData } of fresh) {
      if (channelData?.clientActivityID) this.#outbox.confirm(channelData.clientActivityID)
    }
    this.#events.activities(fresh)
  }

  async #post(id: string, content: Content): Promise<void> {
    if (!this.#connection.access.conversation) await this.#untilEntered()
    const { access } = this.#connection
    const receipt = await access
      .use((conversation) => this.#api.post(conversation, id, content))
      .catch((error: unknown) => {
        // Another call has found out before, and begun the next conversation.
        if (access !== this.#connection.access)
          throw new Error('The conversation has changed', { cause: error })
        // A stream can look alive for minutes after the network went; this finds out.
        if (!(error instanceof HttpError || error instanceof ConversationLost))
          void this.#connection.catchUp()
        throw error
      })
    this.#connection.expect(receipt.id)
  }

  #untilEntered(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('No conversation')), conversationMs)
      this.#waiting.push(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  #newAccess(session?: Session): Access {
    return new Access(this.#api, session?.conversation, this.#visitor.token)
  }

  #restart(why: RestartReason): void {
    this.#connection.change(this.#newAccess())
    this.#session.clear()
    if (why === 'deleted' || why === 'customer') this.#outbox.clear()
    this.#events.restarted(why)
  }

  #save(): void {
    const { conversation } = this.#connection.access
    const { unsent } = this.#outbox
    if (conversation || unsent.length > 0)
      this.#session.save({ conversation, ...this.#visitor.known, unsent })
  }
}
