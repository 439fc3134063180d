export interface SnippetOptions {
  readonly title?: string
  readonly accent?: string
  readonly position?: string
  readonly privacyUrl?: string
  readonly imprintUrl?: string
}

const attributes = {
  title: 'data-title',
  accent: 'data-accent',
  position: 'data-position',
  privacyUrl: 'data-privacy-url',
  imprintUrl: 'data-imprint-url',
} as const satisfies Record<keyof SnippetOptions, string>

/** The line of HTML that embeds the chat of the server at `origin`; empty options are left out. */
export function snippet(origin: string, options: SnippetOptions): string {
  const chosen = Object.entries(attributes).flatMap(([option, attribute]) => {
    const value = options[option as keyof SnippetOptions]?.trim()
    return value ? [` ${attribute}="${escapeAttribute(value)}"`] : []
  })
  return `<script src="${origin}/widget.js" async${chosen.join('')}></script>`
}

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
