import { z } from 'zod'
import { incomingActivity } from '../activity.ts'

const id = z.string().trim().min(1).max(1000)
const account = z.looseObject({ id })

/** An activity as a channel sends it to `/api/messages`: with all it takes to answer it. */
export const channelActivity = incomingActivity.extend({
  channelId: id,
  serviceUrl: id,
  /** In Teams channels `id` ends in `;messageid=`, which makes every thread a conversation of its own. */
  conversation: z.looseObject({
    id,
    conversationType: z.string().optional(),
    isGroup: z.boolean().optional(),
  }),
  from: account,
  /** The bot. */
  recipient: account,
  /** `expectReplies`: the replies belong into the answer to the request. */
  deliveryMode: z.string().nullish(),
  membersAdded: z.array(account).optional(),
  entities: z.array(z.unknown()).optional(),
})
export type ChannelActivity = z.infer<typeof channelActivity>

/** What is wrong with a body, in one line and without a word of its content. */
export function explain(error: z.ZodError): string {
  const places = new Set(error.issues.map(({ path }) => path.join('.') || 'body'))
  return `Not a valid activity, see: ${[...places].join(', ')}`
}
