/** What the server tells the chat about itself; it stands in the page as a block of JSON. */
export interface ChatSettings {
  /** Days after the last message until a conversation is erased. */
  readonly retentionDays: number
  /** Where the privacy notice and the imprint are: https links, or null. */
  readonly privacyUrl: string | null
  readonly imprintUrl: string | null
  /** Origins of the pages that may embed the chat, besides the server's own. */
  readonly allowedOrigins: readonly string[]
  /** Customers of a portal may be known by their number. */
  readonly identity: boolean
}

const elementId = 'chat-settings'

/** The block for the page. `<` is escaped, so that no text in it can end the block. */
export const settingsBlock = (settings: ChatSettings): string =>
  `<script type="application/json" id="${elementId}">${JSON.stringify(settings).replaceAll('<', '\\u003c')}</script>`

/** Reads the block that the server wrote into this page. */
export function readSettings(page: Document): ChatSettings {
  return JSON.parse(page.getElementById(elementId)?.textContent ?? '') as ChatSettings
}
