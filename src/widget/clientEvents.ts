import type { Activity, Outgoing } from './protocol.ts'

export type ConnectionState = 'online' | 'offline'

export interface ClientEvents {
  /** Activities that were not reported before, in the order of the log. */
  readonly activities: (activities: readonly Activity[]) => void
  /** A message of the user came to be, or its state changed. */
  readonly outgoing: (message: Outgoing) => void
  readonly connection: (state: ConnectionState) => void
  /** The conversation before is gone; what follows belongs to a new one. */
  readonly restarted: () => void
}
