import type { Activity, Outgoing } from './protocol.ts'

export type ConnectionState = 'online' | 'offline'

/**
 * Why a new conversation begins: the server no longer stores the one before (`erased`), no token opens it any more
 * (`locked`), the user deleted it, or another customer has signed in.
 */
export type RestartReason = 'erased' | 'locked' | 'deleted' | 'customer'

export interface ClientEvents {
  /** Activities that were not reported before, in the order of the log. */
  readonly activities: (activities: readonly Activity[]) => void
  /** A message of the user came to be, or its state changed. */
  readonly outgoing: (message: Outgoing) => void
  /** `words`: what the server says about it, if it says anything. */
  readonly connection: (state: ConnectionState, words?: string) => void
  /** What follows belongs to a new conversation. */
  readonly restarted: (why: RestartReason) => void
  /** The server did not accept the portal's token; the conversation goes on without. */
  readonly identityRejected: () => void
}
