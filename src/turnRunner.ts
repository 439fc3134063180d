import { step } from '../dialogs/supportDialog.ts'
import type { UserEvent, World } from '../dialogs/turn.ts'
import type { OutgoingActivity } from './activity.ts'
import { type CardChannel, renderReply } from './cards/render.ts'
import { KeyedQueue } from './keyedQueue.ts'
import type { ActivityRecord, Store } from './storage/store.ts'

/** A message on its way into a conversation. */
export interface InboundTurn {
  readonly conversationId: string
  /** The same for every delivery of the same message. */
  readonly inboundKey: string
  readonly event: UserEvent
  readonly channel: CardChannel
  /** Whether the message may begin a conversation; otherwise one that is gone stays gone. */
  readonly begins: boolean
  /**
   * Gives the bot's activities (and, where the channel keeps a log, the user's own) the fields of the channel.
   * `count` is the number of activities already in the log.
   */
  readonly address: (replies: readonly OutgoingActivity[], count: number) => readonly ActivityRecord[]
}

export interface TurnOutcome {
  /** False: another delivery of this message had the turn; `activities` is what came of that one. */
  readonly fresh: boolean
  readonly activities: readonly ActivityRecord[]
}

/**
 * How often a turn is computed anew when others commit in between; each try means that another turn got through. Those
 * others are turns of other server processes: within this one they wait for each other.
 */
const maxAttempts = 20

/** The turns of a conversation in this process. */
const turns = new KeyedQueue()

/**
 * Runs one turn: load the state, step, commit. If another turn of the same conversation was faster, it steps again on
 * the fresh state; a message that had its turn already gets the stored one. Undefined: there is no such conversation, or
 * it was erased.
 *
 * @throws if the store fails, or if the conversation never comes to rest.
 */
export function runTurn(store: Store, world: World, inbound: InboundTurn): Promise<TurnOutcome | undefined> {
  return turns.run(inbound.conversationId, () => takeTurn(store, world, inbound))
}

async function takeTurn(store: Store, world: World, inbound: InboundTurn): Promise<TurnOutcome | undefined> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const stored = await store.load(inbound.conversationId)
    if (!stored && !inbound.begins) return undefined
    const turn = step(stored?.state, inbound.event, world)
    const replies = turn.replies.map((reply) => renderReply(reply, inbound.channel))
    const activities = inbound.address(replies, stored?.activityCount ?? 0)
    const result = await store.commitTurn({
      conversationId: inbound.conversationId,
      expectedVersion: stored?.version ?? 0,
      inboundKey: inbound.inboundKey,
      state: turn.state,
      activities,
    })
    if (result.outcome === 'committed') return { fresh: true, activities }
    if (result.outcome === 'duplicate') return { fresh: false, activities: result.activities }
    if (result.outcome === 'erased') return undefined
  }
  throw new Error('The conversation changed during every attempt to take a turn')
}
