import { copyButton } from './copyButton.ts'
import { el, icon } from './dom.ts'
import { legal } from './strings.de.ts'

/** Lets links to call and to write look like what they do, with a button to copy, and links to pages open beside the chat. */
export function dressLinks(root: ParentNode): void {
  for (const link of root.querySelectorAll('a')) {
    const [scheme] = link.getAttribute('href')?.split(':') ?? []
    link.removeAttribute('target')
    if (scheme === 'tel' || scheme === 'mailto') {
      const text = link.textContent
      link.classList.add('contact-link')
      link.prepend(icon(scheme === 'tel' ? 'phone' : 'mail'))
      const way = el('span', { class: 'contact-way' })
      link.replaceWith(way)
      way.append(link, copyButton(text))
    } else {
      link.target = '_blank'
      link.rel = 'noopener noreferrer'
      link.append(el('span', { class: 'visually-hidden' }, ` ${legal.newWindow}`))
    }
  }
  for (const name of root.querySelectorAll('strong:first-child:has(+ .contact-way)')) layOutContact(name)
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
