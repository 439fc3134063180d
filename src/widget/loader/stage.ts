import { parseHex } from '../accent.ts'
import { loader as strings } from '../strings.de.ts'
import { isBright } from './brightness.ts'
import styles from './widget.css'

/**
 * What the page sees: a bubble to click, and a panel with room for the frame. It lives in a shadow root, whose rules
 * marked `!important` the page's own cannot overrule (CSS Cascade 5, "Cascade Sorting Order"), and whose style sheet is
 * built by script, which needs no 'unsafe-inline'.
 */
export interface Stage {
  readonly title: string
  readonly bubble: HTMLButtonElement
  readonly panel: HTMLElement
  /** Puts the stage into the page, if it is not there. */
  readonly attach: () => void
  readonly setOpen: (open: boolean) => void
  /** The chat in the frame has come up, with a button of its own to close it. */
  readonly setReady: () => void
  readonly setUnread: (count: number) => void
  readonly hasFocus: () => boolean
}

export function createStage(wishedTitle?: string, accent = '', position = ''): Stage {
  const title = wishedTitle || strings.title
  const host = document.createElement('hausperfekt-chat')
  const shadow = host.attachShadow({ mode: 'open' })
  const badge = make('b', { ariaHidden: 'true' })
  const news = make('i', { role: 'status' })
  const bubble = make('button', { type: 'button' })
  const panel = make('div', { id: 'panel' })
  const root = make('section', { ariaLabel: title, className: position })
  // Older than style sheets by script, so it is there.
  const viewport = visualViewport as VisualViewport
  const removed = new MutationObserver(attach)
  const colour = parseHex(accent)
  if (colour) root.style.cssText = `--fill:rgb(${colour});--on-fill:${isBright(colour) ? '#000' : '#fff'}`
  bubble.setAttribute('aria-controls', 'panel')
  bubble.append(badge)
  root.append(bubble, panel, news)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  shadow.adoptedStyleSheets = [sheet]
  shadow.append(root)
  for (const event of ['resize', 'scroll']) viewport.addEventListener(event, fit)
  setOpen(false)
  setUnread(0)

  /**
   * Outside of `body`, which single-page apps replace; in the top layer, where no z-index and no transformed ancestor
   * reaches it; and back into the page when the page throws it out.
   */
  function attach(): void {
    if (host.isConnected) return
    const { documentElement } = document
    documentElement.append(host)
    host.popover = 'manual'
    host.showPopover?.()
    for (const parent of [document, documentElement]) removed.observe(parent, { childList: true })
  }

  function setOpen(open: boolean): void {
    root.classList.toggle('open', open)
    bubble.ariaExpanded = String(open)
    panel.inert = !open
    fit()
  }

  function setUnread(count: number): void {
    const text = strings.news(count)
    bubble.ariaLabel = strings.bubble(title, text)
    badge.textContent = count ? String(count) : ''
    news.textContent = text
  }

  /** A keyboard on the screen makes no page smaller, only what one sees of it; whoever zooms in keeps their view. */
  function fit(): void {
    const { scale, offsetTop, height } = viewport
    if (scale < 1.01) panel.style.cssText = `--top:${offsetTop}px;--height:${height}px`
    // Where the panel reaches the left edge it covers the page, which must then not take the focus (WCAG 2.2, 2.4.11).
    document.body?.toggleAttribute('inert', !panel.inert && !panel.offsetLeft)
  }

  return {
    title,
    bubble,
    panel,
    attach,
    setOpen,
    setReady: () => root.classList.add('ready'),
    setUnread,
    hasFocus: () => !!shadow.activeElement,
  }
}

export const make = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]>,
): HTMLElementTagNameMap[K] => Object.assign(document.createElement(tag), properties)
