import { el } from './dom.ts'

/**
 * Puts a text into the clipboard. Without TLS there is no clipboard API, and in a frame the page around it may forbid
 * it; the old way often works. False: neither did.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement
  const field = el('textarea', { class: 'visually-hidden', readonly: '', 'aria-hidden': 'true' })
  field.value = text
  document.body.append(field)
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return done
}
