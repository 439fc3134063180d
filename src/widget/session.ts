import type { Content } from './protocol.ts'

/** What survives a reload: the way back into the conversation, and what was not sent yet. */
export interface Session {
  readonly conversationId: string
  readonly token: string
  /** Opens the conversation after `token` has expired. */
  readonly resume: string | undefined
  /** The customer whose conversation it is, where a portal has said so. */
  readonly customer: string | undefined
  readonly unsent: readonly { readonly id: string; readonly content: Content }[]
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
      const session = JSON.parse(this.#storage?.getItem(key) ?? 'null') as Partial<Session> | null
      return typeof session?.conversationId === 'string' && typeof session.token === 'string'
        ? {
            conversationId: session.conversationId,
            token: session.token,
            resume: text(session.resume),
            customer: text(session.customer),
            unsent: Array.isArray(session.unsent) ? session.unsent : [],
          }
        : undefined
    } catch {
      return undefined
    }
  }

  save(session: Session): void {
    try {
      this.#storage?.setItem(key, JSON.stringify(session))
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

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Reading `sessionStorage` throws where cookies and storage are blocked. */
function browserStorage(): Storage | undefined {
  try {
    return globalThis.sessionStorage
  } catch {
    return undefined
  }
}
