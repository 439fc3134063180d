import { randomUUID } from 'node:crypto'
import type { TurnContext } from 'botbuilder'
import type { Logger } from 'pino'
import type { World } from '../../dialogs/turn.ts'
import { unexpectedError } from '../../dialogs/wording.de.ts'
import type { OutgoingActivity } from '../activity.ts'
import { logError } from '../errorFacts.ts'
import type { ActivityRecord, Store } from '../storage/store.ts'
import { runTurn } from '../turnRunner.ts'
import { cardChannel } from './cardChannel.ts'
import type { ChannelActivity } from './channelActivity.ts'
import { deadlineIn, limitConnector } from './delivery.ts'
import { eventOfActivity } from './eventOfActivity.ts'

export interface BotOptions {
  readonly store: Store
  readonly world: () => World
  readonly log: Logger
  /** How long a turn may take with all its calls to the connector; after 15 s Teams sends the message again. */
  readonly turnTimeoutMs?: number
}

/** What the adapter passes each activity to. */
export type Bot = (context: TurnContext, activity: ChannelActivity) => Promise<void>

/** Takes the turn of the dialog for an activity, and sends what comes of it to the channel. Never throws. */
export function createBot({ store, world, log, turnTimeoutMs = 10_000 }: BotOptions): Bot {
  return async (context, activity) => {
    const deadline = deadlineIn(turnTimeoutMs)
    try {
      const replies = await repliesTo(activity)
      if (replies.length === 0) return
      limitConnector(context, deadline)
      await context.sendActivities([...replies])
    } catch (error) {
      // Not sent again: what certainly did not arrive was repeated as long as there was time, and everything else may
      // have arrived although the answer got lost; the connector cannot recognise a repeat. The channel hears 200 all
      // the same; it would otherwise deliver the user's message once more, which has had its turn. The user can ask
      // again.
      logError(log, error, 'The reply could not be sent')
    }
  }

  /** The replies that this delivery has to send: none for a message that another one has answered. */
  async function repliesTo(activity: ChannelActivity): Promise<readonly ActivityRecord[]> {
    const event = eventOfActivity(activity)
    if (!event) return []
    const conversationId = `${activity.channelId}:${activity.conversation.id}`
    const inboundKey = activity.id ?? randomUUID()
    try {
      const turn = await runTurn(store, world(), {
        conversationId,
        inboundKey,
        event,
        channel: cardChannel(activity.channelId),
        begins: true,
        address: (replies) => replies.map((reply) => ({ ...reply })),
      })
      if (!turn) return []
      // They go into the answer to this very request; who asks again has not received the answer before.
      if (activity.deliveryMode === 'expectReplies') return turn.activities
      return (await store.claimDelivery(conversationId, inboundKey)) ? turn.activities : []
    } catch (error) {
      const errorId = logError(log, error, 'The turn failed')
      return [apology(unexpectedError(world().knowledge.directory, errorId))]
    }
  }
}

function apology(text: string): ActivityRecord {
  const activity: OutgoingActivity = {
    type: 'message',
    text,
    textFormat: 'plain',
    locale: 'de-DE',
    inputHint: 'acceptingInput',
  }
  return { ...activity }
}
