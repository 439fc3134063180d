import { el, icon } from './dom.ts'
import { chat } from './strings.de.ts'

/** Lets links to call and write to look like what they do, and links to pages open beside the chat. */
export function dressLinks(root: ParentNode): void {
  for (const link of root.querySelectorAll('a')) {
    const [scheme] = link.getAttribute('href')?.split(':') ?? []
    link.removeAttribute('target')
    if (scheme === 'tel' || scheme === 'mailto') {
      link.classList.add('contact-link')
      link.prepend(icon(scheme === 'tel' ? 'phone' : 'mail'))
    } else {
      link.target = '_blank'
      link.rel = 'noopener noreferrer'
      link.append(el('span', { class: 'visually-hidden' }, ` ${chat.newWindow}`))
    }
  }
}
