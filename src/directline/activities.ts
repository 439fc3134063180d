import { z } from 'zod'
import type { IncomingActivity } from '../activity.ts'
import { maskIbans } from '../maskIbans.ts'
import type { ActivityRecord } from '../storage/store.ts'
import { tapSchema } from '../tap.ts'
import type { InboundTurn } from '../turnRunner.ts'
import { Refusal } from './refusal.ts'
import type { Identity } from './tokens.ts'

const bot = { id: 'hausperfekt', name: 'HausPerfekt', role: 'bot' } as const

const short = (length: number) => z.string().min(1).max(length).optional().catch(undefined)

/** What is kept of a user's message; a field that does not look as it should is dropped, not refused. */
const keptFields = z.object({
  type: z.literal('message'),
  text: z.string().optional(),
  value: tapSchema.optional().catch(undefined),
  locale: short(35),
  attachments: z
    .array(
      z.object({ contentType: short(100), name: short(200).transform((name) => name && maskIbans(name)) }),
    )
    .transform((files) => files.slice(0, 10))
    .optional()
    .catch(undefined),
  channelData: z
    .object({ clientActivityID: short(200) })
    .optional()
    .catch(undefined),
})

/** A user's message for the log, and the client's own id of it: the same each time the client sends it. */
export interface OwnMessage {
  readonly record: ActivityRecord
  readonly clientId: string | undefined
}

/** Whatever the client says about the sender, it is the token's user; and what people type is plain text. */
export function ownMessage(activity: IncomingActivity, { userId }: Identity): OwnMessage {
  const kept = keptFields.parse(activity)
  return {
    record: { ...kept, textFormat: 'plain', from: { id: userId, role: 'user' } },
    clientId: kept.channelData?.clientActivityID,
  }
}

/** Puts the activities of a turn in order, the user's own first, and gives them numbers and the channel's fields. */
export function addressTo(conversationId: string, own?: ActivityRecord): InboundTurn['address'] {
  return (replies, count) => {
    const timestamp = new Date().toISOString()
    const idOf = (index: number) => `${conversationId}|${String(count + 1 + index).padStart(7, '0')}`
    const fromBot = replies.map((reply) => ({ ...reply, from: bot, ...(own && { replyToId: idOf(0) }) }))
    return [...(own ? [own] : []), ...fromBot].map((activity, index) => ({
      ...activity,
      id: idOf(index),
      timestamp,
      channelId: 'directline',
      conversation: { id: conversationId },
    }))
  }
}

/** The activities above a watermark as clients of the protocol expect them: there it is a string. */
export function activitySet(news: { activities: readonly ActivityRecord[]; watermark: number }) {
  return { activities: news.activities, watermark: String(news.watermark) }
}

/**
 * Up to which activity a client has read. Absent or empty: nothing yet.
 *
 * @throws {Refusal} 400 for anything that is not a whole number.
 */
export function readWatermark(value: unknown): number {
  if (value === undefined || value === null || value === '') return 0
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value)
  throw new Refusal(400, 'BadArgument', 'watermark must be one that this server has given')
}
