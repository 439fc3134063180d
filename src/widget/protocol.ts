/** The part of Direct Line 3.0 that the widget reads and writes (docs: Bot Framework, "Direct Line API 3.0 reference"). */

export interface Activity {
  readonly type: string
  readonly id?: string
  readonly timestamp?: string
  readonly from?: { readonly id?: string; readonly role?: string }
  readonly text?: string
  readonly value?: unknown
  readonly textFormat?: string
  readonly summary?: string
  readonly attachments?: readonly Attachment[]
  readonly suggestedActions?: { readonly actions?: readonly SuggestedAction[] }
  readonly channelData?: ChannelData
}

export interface Attachment {
  readonly contentType?: string
  readonly content?: unknown
}

export interface SuggestedAction {
  readonly title?: string
  readonly value?: unknown
}

export interface ChannelData {
  /** Made by the client, the same for every attempt to send a message: by it the server takes each message once. */
  readonly clientActivityID?: string
}

export interface ActivitySet {
  readonly activities: readonly Activity[]
  readonly watermark?: string
}

export interface Conversation {
  readonly conversationId: string
  readonly token: string
  readonly expires_in?: number
  readonly streamUrl?: string
  /** Opens the conversation again when `token` has expired. */
  readonly resume?: string | undefined
}

/** What the user says: typed words, or a button's data with the button's title. */
export type Content = { readonly text: string } | { readonly value: unknown; readonly displayText: string }

export type SendState = 'sending' | 'sent' | 'failed'

/** A message of the user on its way to the server. */
export interface Outgoing {
  readonly id: string
  readonly content: Content
  readonly state: SendState
  /** Why it failed or has to wait, in the server's words. */
  readonly reason?: string | undefined
}

export const contentText = (content: Content): string =>
  'text' in content ? content.text : content.displayText
