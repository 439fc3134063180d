import { micromark } from 'micromark'

/** All that a text may contain; everything else is shown as plain text. */
const tags = ['p', 'ul', 'ol', 'li', 'strong', 'em', 'a', 'br'] as const
type Tag = (typeof tags)[number]

export interface MarkdownElement {
  readonly tag: Tag
  /** On `a` only: http, https, mailto or tel. */
  readonly href?: string
  readonly children: MarkdownNode[]
}
export type MarkdownNode = string | MarkdownElement

/** Headings, code, quotes, images and HTML stay the characters they are. */
const unused = {
  disable: {
    null: [
      'blockQuote',
      'codeFenced',
      'codeIndented',
      'codeText',
      'definition',
      'headingAtx',
      'htmlFlow',
      'htmlText',
      'labelStartImage',
      'setextUnderline',
      'thematicBreak',
    ],
  },
}

/**
 * Reads Markdown into a tree of the allowed elements. Safe by construction: no text reaches the page as HTML, and a link
 * with another scheme (`javascript:`, `data:`, relative) is reduced to its words.
 *
 * @example parseMarkdown('**Hotline:** [1](tel:+491)')
 * // [{ tag: 'p', children: [{ tag: 'strong', children: ['Hotline:'] }, ' ', { tag: 'a', href: 'tel:+491', children: ['1'] }] }]
 */
export function parseMarkdown(text: string): MarkdownNode[] {
  const root: MarkdownNode[] = []
  const open: { name: string; children: MarkdownNode[] }[] = [{ name: '', children: root }]
  // micromark lets http, https, mailto pass by itself, but not tel; `safeHref` is the one that decides.
  const html = micromark(text, { allowDangerousProtocol: true, extensions: [unused] })
  for (const [, closing, name = '', attributes = '', words] of html.matchAll(
    /<(\/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)/g,
  )) {
    const { children } = open.at(-1) as (typeof open)[number]
    if (words !== undefined) addText(children, decode(words))
    else if (closing)
      open.splice(
        Math.max(
          1,
          open.findLastIndex((element) => element.name === name),
        ),
      )
    else openElement(name, attributes, children, open)
  }
  return root
}

function openElement(
  name: string,
  attributes: string,
  siblings: MarkdownNode[],
  open: { name: string; children: MarkdownNode[] }[],
): void {
  const tag = tags.find((allowed) => allowed === name)
  const href = tag === 'a' ? safeHref(decode(/ href="([^"]*)"/.exec(attributes)?.[1] ?? '')) : undefined
  const dropped = tag === undefined || (tag === 'a' && href === undefined)
  const element: MarkdownElement | undefined = dropped
    ? undefined
    : { tag, ...(href !== undefined && { href }), children: [] }
  if (element) siblings.push(element)
  if (name !== 'br') open.push({ name, children: element?.children ?? siblings })
}

/** Line feeds between blocks are no text. */
function addText(children: MarkdownNode[], text: string): void {
  if (text.trim() !== '' || !text.includes('\n')) children.push(text)
}

/** The address if a click on it opens a page, a mail or a call; else undefined. */
export function safeHref(href: string): string | undefined {
  return /^(https?:\/\/|mailto:|tel:)[^\s\p{Cc}]+$/iu.test(href) ? href : undefined
}

/** The tree as HTML, for the card renderer, which takes nothing else. */
export function toHtml(nodes: readonly MarkdownNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return encode(node)
      if (node.tag === 'br') return '<br>'
      const href = node.href === undefined ? '' : ` href="${encode(node.href)}"`
      return `<${node.tag}${href}>${toHtml(node.children)}</${node.tag}>`
    })
    .join('')
}

/** The tree's words, for announcements. */
export function toText(nodes: readonly MarkdownNode[]): string {
  const join = (children: readonly MarkdownNode[]): string =>
    children
      .map((node) => {
        if (typeof node === 'string') return node
        const text = join(node.children)
        return node.tag === 'p' || node.tag === 'li' || node.tag === 'br' ? `${text} ` : text
      })
      .join('')
  return join(nodes).replace(/\s+/g, ' ').trim()
}

/** The tree as text to read: paragraphs with a line between them, lists with dashes. */
export function toPlain(nodes: readonly MarkdownNode[]): string {
  const write = (children: readonly MarkdownNode[]): string =>
    children
      .map((node) => {
        if (typeof node === 'string') return node
        const text = write(node.children)
        if (node.tag === 'li') return `– ${text.trim()}\n`
        if (node.tag === 'br') return '\n'
        return node.tag === 'p' || node.tag === 'ul' || node.tag === 'ol' ? `${text.trim()}\n\n` : text
      })
      .join('')
  return write(nodes).trim()
}

/** The tree as DOM. */
export function toDom(nodes: readonly MarkdownNode[]): DocumentFragment {
  const fragment = document.createDocumentFragment()
  for (const node of nodes) {
    if (typeof node === 'string') {
      fragment.append(node)
      continue
    }
    const element = document.createElement(node.tag)
    if (node.href !== undefined) element.setAttribute('href', node.href)
    element.append(toDom(node.children))
    fragment.append(element)
  }
  return fragment
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** micromark writes these four entities and no other. */
const decode = (html: string): string =>
  html.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? '')

const encode = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
