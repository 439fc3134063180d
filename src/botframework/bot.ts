import { randomUUID } from 'node:crypto'
import type { TurnContext } from 'botbuilder'
import type { Logger } from 'pino'
import type { World } from '../../dialogs/turn.ts'
import { unexpectedError } from '../../dialogs/wording.de.ts'
import type { OutgoingActivity } from '../activity.ts'
import type { ActivityRecord, Store } from '../storage/store.ts'
import { runTurn } from '../turnRunner.ts'
import type { ChannelActivity } from './channelActivity.ts'
import { limitConnector } from './connector.ts'
import { errorFacts } from './errorFacts.ts'
import { eventOfActivity } from './eventOfActivity.ts'

export interface BotOptions {
  readonly store: Store
  readonly world: () => World
  readonly log: Logger
  /** How long a call to the connector may take; Teams gives a turn 15 s before it sends the message again. */
  readonly connectorTimeoutMs?: number
}

/** What the adapter passes each activity to. */
export type Bot = (context: TurnContext, activity: ChannelActivity) => Promise<void>

/** Takes the turn of the dialog for an activity, and sends what comes of it to the channel. Never throws. */
export function createBot({ store, world, log, connectorTimeoutMs = 8000 }: BotOptions): Bot {
  return async (context, activity) => {
    try {
      const replies = await repliesTo(activity)
      if (replies.length === 0) return
      limitConnector(context, connectorTimeoutMs)
      await context.sendActivities([...replies])
    } catch (error) {
      // Not sent again: the message may have arrived although the answer got lost, and the connector cannot recognise
      // a repeat. The channel hears 200 all the same; it would otherwise deliver the user's message once more, which
      // has had its turn. The user can ask again.
      log.error({ errorId: randomUUID(), ...errorFacts(error) }, 'The reply could not be sent')
    }
  }

  /** The replies that are ours to send: none for a message that another delivery has answered. */
  async function repliesTo(activity: ChannelActivity): Promise<readonly ActivityRecord[]> {
    const event = eventOfActivity(activity)
    if (!event) return []
    const conversationId = `${activity.channelId}:${activity.conversation.id}`
    const inboundKey = activity.id ?? randomUUID()
    try {
      const { activities } = await runTurn(store, world(), {
        conversationId,
        inboundKey,
        event,
        channel: activity.channelId === 'msteams' ? 'teams' : 'web',
        address: (replies) => replies.map((reply) => ({ ...reply })),
      })
      return (await store.claimDelivery(conversationId, inboundKey)) ? activities : []
    } catch (error) {
      const errorId = randomUUID()
      log.error({ errorId, ...errorFacts(error) }, 'The turn failed')
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
