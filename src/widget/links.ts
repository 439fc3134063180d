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
  for (const name of root.querySelectorAll('strong:first-child:has(+ .contact-link)')) layOutContact(name)
}

/**
 * "**Name:** number, address" becomes a row of two columns. The comma between the links stays for the ear and the
 * clipboard; the eye has the icons.
 */
function layOutContact(name: Element): void {
  const row = name.parentElement
  if (!row) return
  const links = el('span', { class: 'contact-links' })
  for (const node of [...row.childNodes].slice(1)) {
    const isComma = node instanceof Text && node.data.trim() === ','
    node.remove()
    links.append(isComma ? el('span', { class: 'visually-hidden' }, ', ') : node)
  }
  row.classList.add('contact')
  row.append(links)
}
