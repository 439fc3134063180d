import { z } from 'zod'
import { maskIbans } from './maskIbans.ts'

const account = z.looseObject({ id: z.string().min(1).max(500), name: z.string().max(500).optional() })

/**
 * The part of an incoming Bot Framework activity that we read; everything else is left alone.
 * Source: Bot Framework activity schema, https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md
 */
export const incomingActivity = z.looseObject({
  type: z.string().min(1).max(100),
  id: z.string().min(1).max(500).optional(),
  /** Here, where it comes in, so that no account number reaches the dialog, the store or a reply of any channel. */
  text: z.string().transform(maskIbans).optional(),
  value: z.unknown().optional(),
  attachments: z.array(z.looseObject({ contentType: z.string().optional() })).optional(),
  from: account.optional(),
  channelData: z.unknown().optional(),
})
export type IncomingActivity = z.infer<typeof incomingActivity>

export interface Attachment {
  readonly contentType: string
  readonly content: unknown
}

/** A button outside of cards; a tap sends `value` as the user's text. */
export interface CardAction {
  readonly type: 'imBack'
  readonly title: string
  readonly value: string
}

/** A message of the bot, before a channel gives it id, time and addressee. */
export interface OutgoingActivity {
  readonly type: 'message'
  readonly text?: string
  readonly textFormat?: 'plain' | 'markdown'
  /** The whole reply as text, for channels that cannot show `attachments` (activity schema, "Summary"). */
  readonly summary?: string
  readonly attachments?: readonly Attachment[]
  readonly suggestedActions?: { readonly actions: readonly CardAction[] }
  readonly locale: 'de-DE'
  readonly inputHint: 'acceptingInput'
}
