import type { Message } from './outbox.ts'
import type { Conversation } from './protocol.ts'

/** What survives a reload: the way back into the conversation, if there is one yet, and what was not sent yet. */
export interface Session {
  /** Its `resume` opens it after `token` has expired. */
  readonly conversation: Pick<Conversation, 'conversationId' | 'token' | 'resume'> | undefined
  /** The customer whose conversation it is, where a portal has said so. */
  readonly customer: string | undefined
  /** The customer whom a portal named, but with a token that the server did not accept. */
  readonly refused: string | undefined
  readonly unsent: readonly Message[]
}

const key = 'hausperfekt-chat'

/** Keeps the session for this tab. Where the browser forbids storage, the chat works without: a reload starts anew. */
export class SessionStore {
  readonly #storage: Storage | undefined

  constructor(storage: Storage | undefined = browserStorage()) {
    this.#storage = storage
  }

  load(): Session | undefined {
    try {
      const stored = JSON.parse(this.#storage?.getItem(key) ?? 'null') as Stored | null
      if (!stored) return undefined
      const { conversationId, token, resume, customer, refused, unsent } = stored
      return {
        conversation:
          typeof conversationId === 'string' && typeof token === 'string'
            ? { conversationId, token, resume: text(resume) }
            : undefined,
        customer: text(customer),
        refused: text(refused),
        unsent: Array.isArray(unsent) ? unsent : [],
      }
    } catch {
      return undefined
    }
  }

  save({ conversation, ...rest }: Session): void {
    const { conversationId, token, resume } = conversation ?? {}
    try {
      this.#storage?.setItem(key, JSON.stringify({ conversationId, token, resume, ...rest }))
    } catch {
      // Full or forbidden: the conversation still works until the next reload.
    }
  }

  clear(): void {
    try {
      this.#storage?.removeItem(key)
    } catch {
      // As above.
    }
  }
}

/** As it is kept: flat, and perhaps not as it should be. */
type Stored = Readonly<Record<string, unknown>>

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Reading `sessionStorage` throws where cookies and storage are blocked. */
function browserStorage(): Storage | undefined {
  try {
    return globalThis.sessionStorage
  } catch {
    return undefined
  }
}
