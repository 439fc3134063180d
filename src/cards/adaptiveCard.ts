import type { Attachment } from '../activity.ts'

/** The few elements our cards are made of; source: https://adaptivecards.io/explorer/ (schema 1.5). */
export type CardElement = TextBlock | Container | ActionSet

export interface TextBlock {
  readonly type: 'TextBlock'
  readonly text: string
  readonly wrap: true
  readonly weight?: 'bolder'
  readonly size?: 'small' | 'medium' | 'large'
  readonly isSubtle?: boolean
  readonly spacing?: 'none' | 'small' | 'medium'
  readonly separator?: boolean
  readonly style?: 'heading'
}

export interface Container {
  readonly type: 'Container'
  readonly items: readonly CardElement[]
  readonly style?: 'emphasis'
  readonly spacing?: 'small' | 'medium'
}

export interface ActionSet {
  readonly type: 'ActionSet'
  readonly actions: readonly SubmitAction[]
  readonly spacing?: 'small' | 'medium'
}

export interface SubmitAction {
  readonly type: 'Action.Submit'
  readonly title: string
  readonly data: object
}

/** A paragraph. Its text is Markdown: what is not ours to format must come through `escapeMarkdown`. */
export function textBlock(text: string, options: Omit<TextBlock, 'type' | 'text' | 'wrap'> = {}): TextBlock {
  return { type: 'TextBlock', text, wrap: true, ...options }
}

/** A button that sends `data` back to the bot. */
export function submit(title: string, data: object): SubmitAction {
  return { type: 'Action.Submit', title, data }
}

/**
 * A card as an attachment. Version 1.5 is safe in Teams on desktop and web; `fallbackText` is what a client shows that
 * knows only older versions.
 */
export function cardAttachment(body: readonly CardElement[], fallbackText: string): Attachment {
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.5',
      lang: 'de',
      fallbackText,
      body,
    },
  }
}
