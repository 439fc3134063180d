type Attributes = Readonly<Record<string, string | undefined>>

/** An element with attributes and children; texts become text nodes, never HTML. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

const svg = 'http://www.w3.org/2000/svg'

/** Line drawings on a grid of 24, in the colour of the text around them. */
const drawings = {
  send: 'M5 12h13M12.5 6.5 18 12l-5.5 5.5',
  phone:
    'M6.6 3.8 9 4l1.4 4-2 1.6a12.6 12.6 0 0 0 6 6l1.6-2 4 1.4.2 2.4a2.4 2.4 0 0 1-2.6 2.6A15.4 15.4 0 0 1 4 6.4A2.4 2.4 0 0 1 6.6 3.8Z',
  mail: 'M4.5 5.5h15a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17V7a1.5 1.5 0 0 1 1.5-1.5Zm-1 1.5 8.5 6.5L20.5 7',
  copy: 'M9 8.5h9.5a1 1 0 0 1 1 1V20a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V9.5a1 1 0 0 1 1-1ZM5 15.5H4.5a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1H14a1 1 0 0 1 1 1v.5',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  close: 'm6 6 12 12m0-12L6 18',
  more: 'M12 5.5h.01M12 12h.01M12 18.5h.01',
} as const

/** A decorative picture; what it means stands in words beside it or in a label. */
export function icon(name: keyof typeof drawings): SVGSVGElement {
  const picture = document.createElementNS(svg, 'svg')
  picture.setAttribute('viewBox', '0 0 24 24')
  picture.setAttribute('class', 'icon')
  picture.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(svg, 'path')
  path.setAttribute('d', drawings[name])
  picture.append(path)
  return picture
}
