import { el } from './dom.ts'

const spokenMs = 8_000

/** Says something through a screen reader, once and without interrupting. */
export class Announcer {
  readonly element = el('div', {
    class: 'visually-hidden',
    'aria-live': 'polite',
    'aria-relevant': 'additions',
  })

  say(text: string): void {
    const line = el('p', {}, text)
    this.element.append(line)
    setTimeout(() => line.remove(), spokenMs)
  }
}
