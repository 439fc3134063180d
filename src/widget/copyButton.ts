import { copyText } from './copyText.ts'
import { el, icon } from './dom.ts'
import { copy as strings } from './strings.de.ts'

const confirmedMs = 2_000

/** A button that copies `text`; it works inside of `copyOnClick`. */
export function copyButton(text: string): HTMLButtonElement {
  return el(
    'button',
    {
      type: 'button',
      class: 'copy',
      'data-copy': text,
      'aria-label': strings.button(text),
      title: strings.title,
    },
    icon('copy'),
  )
}

/** Lets the copy buttons within `root` work, now and later ones; what came of it is shown there and said once. */
export function copyOnClick(root: HTMLElement, say: (text: string) => void): void {
  root.addEventListener('click', async ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-copy]') : null
    const text = button?.dataset.copy
    if (!button || text === undefined) return
    const words = (await copyText(text)) ? strings.done : strings.failed
    say(words)
    button.classList.add('copied')
    button.replaceChildren(
      icon(words === strings.done ? 'check' : 'copy'),
      el('span', { 'aria-hidden': 'true' }, words),
    )
    setTimeout(() => {
      button.classList.remove('copied')
      button.replaceChildren(icon('copy'))
    }, confirmedMs)
  })
}
