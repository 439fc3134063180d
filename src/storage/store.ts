import type { State } from '../../dialogs/turn.ts'

/** A conversation as it stands. `version` counts its turns; `activityCount` is also the newest activity's number. */
export interface StoredConversation {
  readonly state: unknown
  readonly version: number
  readonly activityCount: number
}

/** An activity as its channel shows it; a whole JSON object that the store does not look into. */
export type ActivityRecord = Readonly<Record<string, unknown>>

export interface TurnCommit {
  readonly conversationId: string
  /** The version the turn was computed from; 0 for a new conversation. */
  readonly expectedVersion: number
  /** What makes the incoming message unique within its conversation: a second delivery has the same key. */
  readonly inboundKey: string
  readonly state: State
  /** The user's and the bot's activities, in order. They get the numbers `activityCount + 1 ...`. */
  readonly activities: readonly ActivityRecord[]
}

export type CommitResult =
  | { readonly outcome: 'committed' }
  /** This message had its turn already; here is what came of it. */
  | { readonly outcome: 'duplicate'; readonly activities: readonly ActivityRecord[] }
  /** Another turn was faster: load again, step again. */
  | { readonly outcome: 'conflict' }
  /** The conversation was erased, and its id may not come back yet. */
  | { readonly outcome: 'erased' }

/** Most activities that are read at once, so that a long conversation costs no more memory than a short one. */
export const pageSize = 50

/**
 * Where conversations live. Every method is a whole operation, done or not done when it returns, also across a
 * crash; there is no transaction to hold open.
 */
export interface Store {
  load(conversationId: string): Promise<StoredConversation | undefined>

  /** Writes state and activities of a turn in one go, if nobody was faster and the message is new. */
  commitTurn(turn: TurnCommit): Promise<CommitResult>

  /**
   * Takes the sole right to send the bot's activities of a turn to a channel that cannot recognise repeats.
   * True for one caller only, ever.
   */
  claimDelivery(conversationId: string, inboundKey: string): Promise<boolean>

  /**
   * The activities numbered above `watermark`, oldest first, `pageSize` at the most; the new watermark is where they end.
   * Undefined if there is no such conversation.
   */
  activitiesAfter(
    conversationId: string,
    watermark: number,
  ): Promise<{ readonly activities: readonly ActivityRecord[]; readonly watermark: number } | undefined>

  /**
   * Erases all that is stored of a conversation. Until `blockedUntil` its id, and nothing else, is remembered, and no
   * turn may bring it back; so also for an id that has no conversation yet.
   */
  eraseConversation(conversationId: string, blockedUntil: Date): Promise<void>

  /** Erases all conversations whose last turn is older, and forgets blocks that are over. Returns how many. */
  deleteConversationsIdleSince(before: Date): Promise<number>

  /** Resolves if the store can be read; for the readiness probe. */
  check(): Promise<void>

  close(): Promise<void>
}
