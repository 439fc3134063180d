import { el, icon } from './dom.ts'
import type { LegalLink } from './legalLinks.ts'
import { createMenu } from './menu.ts'
import { chat, menu } from './strings.de.ts'

export interface HeaderOptions {
  readonly title: string
  readonly links: readonly LegalLink[]
  readonly save: () => void
  readonly erase: () => void
  /** Absent where there is nothing to close. */
  readonly close: (() => void) | undefined
}

/** Who answers here, and what can be done with the conversation. */
export function createHeader({ title, links, save, erase, close }: HeaderOptions): HTMLElement {
  const closeButton = el(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': chat.close, title: chat.close },
    icon('close'),
  )
  closeButton.addEventListener('click', () => close?.())
  return el(
    'div',
    { class: 'chat-header' },
    el('span', { class: 'avatar', 'aria-hidden': 'true' }),
    el('div', { class: 'chat-name' }, el('h2', {}, title), el('p', {}, chat.nature)),
    createMenu(
      [
        { label: menu.save, choose: save },
        { label: menu.erase, choose: erase },
      ],
      links,
    ),
    ...(close ? [closeButton] : []),
  )
}
