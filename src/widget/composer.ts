import { el, icon } from './dom.ts'
import { composer as strings } from './strings.de.ts'

/** More than the bot reads of one message, so that it can say so itself; less than the server accepts. */
const maxLength = 4_000

export interface Composer {
  readonly element: HTMLElement
  readonly focus: () => void
  /** Forgets what was begun: somebody else sits here now. */
  readonly clear: () => void
}

/** The field to write in, with its button. Enter sends, Shift+Enter breaks the line. */
export function createComposer(send: (text: string) => void): Composer {
  const input = el('textarea', {
    id: 'chat-input',
    rows: '1',
    maxlength: String(maxLength),
    placeholder: strings.placeholder,
    'aria-describedby': 'chat-hint',
    autocomplete: 'off',
    enterkeyhint: 'send',
  })
  const button = el(
    'button',
    { type: 'submit', class: 'send', 'aria-label': strings.send, title: strings.send },
    icon('send'),
  )
  const element = el(
    'form',
    { class: 'composer' },
    el('label', { for: 'chat-input', class: 'visually-hidden' }, strings.label),
    el('div', { class: 'composer-field' }, input, button),
    el('p', { id: 'chat-hint', class: 'composer-hint' }, strings.hint),
  )

  const grow = () => {
    input.style.height = 'auto'
    input.style.height = `${input.scrollHeight}px`
  }
  input.addEventListener('input', grow)
  input.addEventListener('keydown', (event) => {
    // `isComposing`: Enter that ends the choice of a character in an input method is not meant for us.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    element.requestSubmit()
  })
  element.addEventListener('submit', (event) => {
    event.preventDefault()
    const text = input.value.trim()
    if (text !== '') {
      send(text)
      input.value = ''
      grow()
    }
    input.focus()
  })
  const clear = () => {
    input.value = ''
    grow()
  }
  return { element, focus: () => input.focus(), clear }
}
