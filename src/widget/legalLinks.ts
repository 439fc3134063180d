import { el } from './dom.ts'
import type { Appearance } from './frameMessages.ts'
import type { ChatSettings } from './settings.ts'
import { legal as strings } from './strings.de.ts'

export interface LegalLink {
  readonly label: string
  readonly href: string
}

/** Privacy notice and imprint: those of the page that embeds the chat, else the server's. Only https counts. */
export function legalLinks(appearance: Appearance, settings: ChatSettings): LegalLink[] {
  return [
    { label: strings.privacy, href: https(appearance.privacyUrl) ?? https(settings.privacyUrl) },
    { label: strings.imprint, href: https(appearance.imprintUrl) ?? https(settings.imprintUrl) },
  ].flatMap(({ label, href }) => (href === undefined ? [] : [{ label, href }]))
}

/** A link that opens beside the chat. */
export const outerLink = ({ label, href }: LegalLink): HTMLAnchorElement =>
  el(
    'a',
    { href, target: '_blank', rel: 'noopener noreferrer' },
    label,
    el('span', { class: 'visually-hidden' }, ` ${strings.newWindow}`),
  )

function https(address: string | null | undefined): string | undefined {
  const url = URL.parse(address ?? '')
  return url?.protocol === 'https:' ? url.href : undefined
}
