import { el } from './dom.ts'
import { type LegalLink, outerLink } from './legalLinks.ts'
import type { ChatSettings } from './settings.ts'
import { notice as strings } from './strings.de.ts'

/** What becomes of the user's words, to be read before the first one; it says only what is really so. */
export function createNotice(
  { retentionDays, identity }: ChatSettings,
  links: readonly LegalLink[],
): HTMLElement {
  const sentences = [strings.kept(retentionDays), ...(identity ? [strings.customer] : []), strings.masked]
  return el('p', { class: 'notice' }, sentences.join(' '), ...links.flatMap((link) => [' ', outerLink(link)]))
}
