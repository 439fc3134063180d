import type { UserEvent } from '../../dialogs/turn.ts'
import { toUserEvent } from '../userEvent.ts'
import type { ChannelActivity } from './channelActivity.ts'
import { textWithoutMentions } from './mentions.ts'

/** What an activity means for the dialog. Undefined: nothing, such as typing, a reaction or an invoke. */
export function eventOfActivity(activity: ChannelActivity): UserEvent | undefined {
  if (activity.type === 'message') return toUserEvent({ ...activity, text: textWithoutMentions(activity) })
  return activity.type === 'conversationUpdate' && somebodyJoined(activity) ? { kind: 'joined' } : undefined
}

/**
 * True if a person came, and not only the bot itself. In a team or a group chat it stays false: there a conversation is
 * running that a new colleague must not reset, and the bot speaks only when mentioned.
 */
function somebodyJoined({ membersAdded = [], recipient, conversation }: ChannelActivity): boolean {
  const shared =
    conversation.isGroup || ['channel', 'groupChat'].includes(conversation.conversationType ?? '')
  return !shared && membersAdded.some(({ id }) => id !== recipient.id)
}
