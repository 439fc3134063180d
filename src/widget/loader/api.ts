/** What pages that embed the chat can call: `window.HausPerfektChat`. */
export interface ChatApi {
  readonly open: () => void
  readonly close: () => void
  /** Opens the chat and sends a question, as if the visitor had typed it. */
  readonly ask: (text: string) => void
  /** Passes the portal's token (JWT) of the customer who is signed in; null or nothing: the customer has signed out. */
  readonly identify: (token?: string | null) => void
}

/** What pages can listen to on `window`, as `hausperfekt-chat:<name>`, with the event's `detail`. */
export interface ChatEvents {
  /** The API is there. */
  readonly ready: undefined
  readonly open: undefined
  readonly close: undefined
  /** How many replies came in while the chat was closed. */
  readonly unread: { readonly count: number }
  /** The server did not accept the token; the visitor goes on without a customer number. */
  readonly 'identity-rejected': undefined
}

export function emit<Name extends keyof ChatEvents>(name: Name, detail?: ChatEvents[Name]): void {
  dispatchEvent(new CustomEvent(`hausperfekt-chat:${name}`, { detail }))
}

declare global {
  interface Window {
    HausPerfektChat?: ChatApi
  }
}
