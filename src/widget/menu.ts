import { el, icon } from './dom.ts'
import { type LegalLink, outerLink } from './legalLinks.ts'
import { menu as strings } from './strings.de.ts'

export interface MenuItem {
  readonly label: string
  readonly choose: () => void
}

/** A button that shows a list of buttons and links. Escape, a click elsewhere and a choice close it. */
export function createMenu(items: readonly MenuItem[], links: readonly LegalLink[]): HTMLElement {
  const list = el(
    'ul',
    { class: 'menu-list', id: 'chat-menu', hidden: '' },
    ...items.map(({ label, choose }) => {
      const item = el('button', { type: 'button' }, label)
      item.addEventListener('click', () => {
        // The focus goes back first, so that a dialog returns it there in its turn.
        show(false)
        button.focus()
        choose()
      })
      return el('li', {}, item)
    }),
    ...links.map((link) => el('li', {}, outerLink(link))),
  )
  const button = el(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': strings.label,
      'aria-expanded': 'false',
      'aria-controls': list.id,
      title: strings.label,
    },
    icon('more'),
  )
  const element = el('div', { class: 'menu' }, button, list)

  function show(open: boolean): void {
    list.hidden = !open
    button.setAttribute('aria-expanded', String(open))
  }
  button.addEventListener('click', () => show(Boolean(list.hidden)))
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || list.hidden) return
    event.preventDefault()
    show(false)
    button.focus()
  })
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !element.contains(relatedTarget)) show(false)
  })
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Node && !element.contains(target)) show(false)
  })
  return element
}
