import { el } from './dom.ts'
import { chat } from './strings.de.ts'

const typingDelayMs = 350

/**
 * The log of the conversation: a list that scrolls, with a sign that an answer is on its way. It has the order of the
 * server's log; messages that are not in that yet stand at the end.
 */
export class Transcript {
  readonly #list = el('ol', { class: 'messages' })
  readonly #pending = new Set<HTMLElement>()
  readonly #typing = el(
    'p',
    { class: 'typing', hidden: '' },
    el('span', { class: 'visually-hidden' }, chat.typing),
    ...[0, 1, 2].map(() => el('span', { class: 'dot', 'aria-hidden': 'true' })),
  )
  /**
   * A log that is silent by itself: `Announcer` says each reply once, in words made for listening, and not again after
   * a reload.
   */
  readonly element = el(
    'div',
    { class: 'log', role: 'log', 'aria-live': 'off', 'aria-label': chat.log, tabindex: '0' },
    this.#list,
    this.#typing,
  )
  #typingTimer: ReturnType<typeof setTimeout> | undefined

  get messages(): HTMLElement[] {
    return [...this.#list.children] as HTMLElement[]
  }

  add(message: HTMLElement): void {
    this.#list.insertBefore(message, this.#firstPending)
  }

  addPending(message: HTMLElement): void {
    this.#list.append(message)
    this.#pending.add(message)
  }

  /** The server's log has reached this message. */
  settle(message: HTMLElement): void {
    const isFirst = message === this.#firstPending
    if (this.#pending.delete(message) && !isFirst) this.add(message)
  }

  /** Empties the list, but for messages that are still to be sent if these shall stay. Returns what is gone. */
  clear({ keepPending }: { keepPending: boolean }): HTMLElement[] {
    if (!keepPending) this.#pending.clear()
    const gone = this.messages.filter((message) => !this.#pending.has(message))
    for (const message of gone) message.remove()
    return gone
  }

  /** A quiet line between messages. */
  note(text: string): void {
    this.add(el('li', { class: 'note' }, text))
  }

  /** After a moment only, so that quick answers do not flicker. */
  set typing(on: boolean) {
    clearTimeout(this.#typingTimer)
    if (!on) {
      this.#typing.hidden = true
      return
    }
    this.#typingTimer = setTimeout(() => {
      this.#typing.hidden = false
      this.scrollToEnd()
    }, typingDelayMs)
  }

  scrollToEnd(): void {
    this.element.scrollTo({ top: this.element.scrollHeight })
  }

  /** Shows a reply from its beginning; one that fits is shown to its end. */
  reveal(first: HTMLElement): void {
    const gap = 16
    const top = first.offsetTop - gap
    const end = this.element.scrollHeight - this.element.clientHeight
    this.element.scrollTo({ top: Math.min(top, end) })
  }

  get #firstPending(): HTMLElement | null {
    const [first = null] = this.#pending
    return first
  }
}
