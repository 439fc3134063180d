import type { UserEvent } from '../../dialogs/turn.ts'
import { tapSchema } from '../tap.ts'
import type { ChannelActivity } from './channelActivity.ts'
import { textWithoutMentions } from './mentions.ts'

/** What an activity means for the dialog. Undefined: nothing, such as typing, a reaction or an invoke. */
export function toUserEvent(activity: ChannelActivity): UserEvent | undefined {
  if (activity.type === 'message') return messageEvent(activity)
  return activity.type === 'conversationUpdate' && somebodyJoined(activity) ? { kind: 'joined' } : undefined
}

function messageEvent(activity: ChannelActivity): UserEvent {
  const text = textWithoutMentions(activity)
  if (text !== '') return { kind: 'message', text }
  const tap = tapSchema.safeParse(activity.value)
  if (tap.success) return { kind: 'tapped', tap: tap.data }
  return hasFile(activity) ? { kind: 'attachment' } : { kind: 'message', text }
}

/** Teams attaches every message to itself once more, as HTML; that is no file. */
const hasFile = ({ channelId, attachments = [] }: ChannelActivity): boolean =>
  attachments.some(({ contentType }) => channelId !== 'msteams' || contentType !== 'text/html')

/**
 * True if a person came, and not only the bot itself. In a team or a group chat it stays false: there a conversation is
 * running that a new colleague must not reset, and the bot speaks only when mentioned.
 */
function somebodyJoined({ membersAdded = [], recipient, conversation }: ChannelActivity): boolean {
  const shared =
    conversation.isGroup || ['channel', 'groupChat'].includes(conversation.conversationType ?? '')
  return !shared && membersAdded.some(({ id }) => id !== recipient.id)
}
