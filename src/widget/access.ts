import { type DirectLineApi, HttpError } from './api.ts'
import type { IdentityToken } from './customer.ts'
import type { Conversation } from './protocol.ts'

/** Why a conversation cannot go on: the server no longer stores it, or no token opens it any more. */
export class ConversationLost extends Error {
  readonly why: 'erased' | 'locked'

  constructor(why: 'erased' | 'locked', cause: unknown) {
    super(`The conversation is ${why}`, { cause })
    this.why = why
  }
}

/**
 * The way into one conversation. It keeps the tokens, and renews one that has expired while the client slept, so that
 * only a conversation that is really gone is given up.
 */
export class Access {
  readonly #api: DirectLineApi
  readonly #identity: IdentityToken
  #conversation: Conversation | undefined
  #opened: boolean
  #renewing: Promise<Conversation> | undefined

  /** `known`: a conversation to go on with. `identity`: the portal's token, for a new one. */
  constructor(api: DirectLineApi, known?: Conversation, identity?: IdentityToken) {
    this.#api = api
    this.#conversation = known
    this.#opened = known !== undefined
    this.#identity = identity
  }

  get conversation(): Conversation | undefined {
    return this.#opened ? this.#conversation : undefined
  }

  /**
   * Opens the conversation, or comes back into it for what follows `watermark`.
   *
   * @throws {ConversationLost}
   */
  async enter(watermark: string | undefined): Promise<Conversation> {
    const entered = this.#opened
      ? await this.use((conversation) => this.#api.reconnect(conversation, watermark))
      : await this.#open()
    this.#opened = true
    return this.#keep(entered)
  }

  /** An opening that did not get through goes on with the token it has, unless that is of no more use. */
  async #open(): Promise<Conversation> {
    this.#conversation ??= await this.#api.issue(this.#identity)
    try {
      return await this.#api.open(this.#conversation)
    } catch (error) {
      if (isExpired(error) || isMissing(error)) this.#conversation = undefined
      throw error
    }
  }

  /**
   * Makes a call with the conversation's token, and once more with a new one if that has expired.
   *
   * @throws {ConversationLost}
   */
  async use<T>(call: (conversation: Conversation) => Promise<T>): Promise<T> {
    const conversation = this.#conversation
    if (!conversation) throw new Error('There is no conversation yet')
    try {
      return await call(conversation).catch(async (error: unknown) => {
        if (!isExpired(error)) throw error
        return call(await this.#renew(conversation, error))
      })
    } catch (error) {
      throw isMissing(error) ? new ConversationLost('erased', error) : error
    }
  }

  /**
   * Renews the token at half of its life, again and again, and calls `renewed` each time. Returns how to stop that. If
   * it fails, the next call finds out why.
   */
  keepFresh(renewed: () => void): () => void {
    const lifetime = this.#conversation?.expires_in
    if (!lifetime) return () => {}
    const refresh = () =>
      this.use((conversation) => this.#api.refresh(conversation)).then(
        (fresh) => {
          this.#keep(fresh)
          renewed()
        },
        () => {},
      )
    const timer = setInterval(() => void refresh(), lifetime * 500)
    return () => clearInterval(timer)
  }

  /** Calls that fail together wait for one renewal. */
  async #renew(stale: Conversation, cause: unknown): Promise<Conversation> {
    if (this.#conversation && this.#conversation.token !== stale.token) return this.#conversation
    const { resume } = stale
    if (resume === undefined) throw new ConversationLost('locked', cause)
    this.#renewing ??= this.#api
      .resume(resume)
      .then((renewed) => this.#keep(renewed))
      .catch((error: unknown) => {
        throw isExpired(error) ? new ConversationLost('locked', error) : error
      })
      .finally(() => {
        this.#renewing = undefined
      })
    return this.#renewing
  }

  #keep(fresh: Conversation): Conversation {
    this.#conversation = { ...this.#conversation, ...fresh }
    return this.#conversation
  }
}

const isExpired = (error: unknown): boolean =>
  error instanceof HttpError && (error.status === 401 || error.status === 403)

const isMissing = (error: unknown): boolean => error instanceof HttpError && error.status === 404
