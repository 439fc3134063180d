import { el } from './dom.ts'
import { eraseDialog as strings } from './strings.de.ts'

export interface EraseDialog {
  readonly element: HTMLDialogElement
  readonly ask: () => void
}

/** Asks before the conversation is erased, and says first what that cannot undo. `done` follows an erasure. */
export function createEraseDialog(erase: () => Promise<void>, done: () => void): EraseDialog {
  const problem = el('p', { class: 'dialog-problem', role: 'alert' })
  const cancel = el('button', { type: 'button', class: 'button' }, strings.cancel)
  const confirm = el('button', { type: 'button', class: 'button danger' }, strings.confirm)
  const element = el(
    'dialog',
    { class: 'dialog', 'aria-labelledby': 'erase-title', 'aria-describedby': 'erase-text' },
    el('h2', { id: 'erase-title' }, strings.title),
    el(
      'div',
      { id: 'erase-text' },
      el('p', {}, strings.effect),
      el('p', {}, strings.remains),
      el('ul', {}, ...strings.remaining.map((item) => el('li', {}, item))),
    ),
    problem,
    el('div', { class: 'dialog-buttons' }, cancel, confirm),
  )

  cancel.addEventListener('click', () => element.close())
  confirm.addEventListener('click', async () => {
    problem.textContent = ''
    confirm.disabled = true
    try {
      await erase()
      element.close()
      done()
    } catch {
      problem.textContent = strings.failed
    } finally {
      confirm.disabled = false
    }
  })
  return {
    element,
    ask: () => {
      problem.textContent = ''
      element.showModal()
    },
  }
}
