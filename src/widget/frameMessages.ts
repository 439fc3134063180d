import type { IdentityToken } from './customer.ts'

/** What a page that embeds the chat and the frame with the chat tell each other by `postMessage`. */

/** The page's own wishes; each wins over what the server says. */
export interface Appearance {
  readonly title?: string | undefined
  /** A CSS colour as `#rgb` or `#rrggbb`. */
  readonly accent?: string | undefined
  readonly privacyUrl?: string | undefined
  readonly imprintUrl?: string | undefined
}

/** From the page to the frame; `hello` comes first, each time the frame has loaded. */
export type HostMessage =
  | { readonly type: 'hello'; readonly appearance: Appearance; readonly identity: IdentityToken }
  /** `focus`: the user opened the chat, and goes on typing in it. */
  | { readonly type: 'shown'; readonly shown: boolean; readonly focus: boolean }
  | { readonly type: 'ask'; readonly text: string }
  | { readonly type: 'identify'; readonly token: string | null }

/** From the frame to the page. */
export type FrameMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'close' }
  | { readonly type: 'unread'; readonly count: number }
  | { readonly type: 'identity-rejected' }

/** Tells our messages from those of other programs on the page. */
const app = 'hausperfekt-chat'
const maxLength = 10_000

type Fields = Readonly<Record<string, unknown>>

/** Sends a message to one origin, never to whatever happens to be in the window. */
export function post(to: Window, message: HostMessage | FrameMessage, targetOrigin: string): void {
  to.postMessage({ app, ...message }, targetOrigin)
}

/** True if a message comes from this very window, and from one of these origins. */
export function isFrom(
  event: Pick<MessageEvent, 'source' | 'origin'>,
  source: Window | null,
  origins: readonly string[],
): boolean {
  return source !== null && event.source === source && origins.includes(event.origin)
}

/** Undefined: not one of our messages, or not as it should be. */
export function parseFrameMessage(data: unknown): FrameMessage | undefined {
  const { type, count } = ownFields(data)
  if (type === 'ready' || type === 'close' || type === 'identity-rejected') return { type }
  return type === 'unread' && isCount(count) ? { type, count } : undefined
}

/** As `parseFrameMessage`. */
export function parseHostMessage(data: unknown): HostMessage | undefined {
  const fields = ownFields(data)
  switch (fields.type) {
    case 'hello': {
      const { appearance, identity } = fields
      const known = parseAppearance(appearance)
      return known && (identity === null || isOptionalText(identity))
        ? { type: 'hello', appearance: known, identity }
        : undefined
    }
    case 'shown': {
      const { shown, focus } = fields
      return typeof shown === 'boolean' && typeof focus === 'boolean'
        ? { type: 'shown', shown, focus }
        : undefined
    }
    case 'ask': {
      const { text } = fields
      return isText(text) && text.trim() !== '' ? { type: 'ask', text } : undefined
    }
    case 'identify': {
      const { token } = fields
      return token === null || isText(token) ? { type: 'identify', token } : undefined
    }
  }
  return undefined
}

function parseAppearance(data: unknown): Appearance | undefined {
  if (!isObject(data)) return undefined
  const { title, accent, privacyUrl, imprintUrl } = data
  return isOptionalText(title) &&
    isOptionalText(accent) &&
    isOptionalText(privacyUrl) &&
    isOptionalText(imprintUrl)
    ? { title, accent, privacyUrl, imprintUrl }
    : undefined
}

/** The fields of one of our messages; none of any other. */
const ownFields = (data: unknown): Fields => (Object(data).app === app ? Object(data) : {})

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= maxLength

const isOptionalText = (value: unknown): value is string | undefined => value === undefined || isText(value)
