const failedClass = 'ac-input-validation-failed'

/** Says for the ear what the renderer of cards shows for the eye only: which inputs are required, and which are wrong. */
export function dressForm(card: HTMLElement): void {
  for (const field of card.querySelectorAll('textarea.ac-input-required')) {
    field.setAttribute('aria-required', 'true')
  }
  const inputs = card.querySelectorAll('.ac-input')
  const mark = () => {
    for (const input of inputs) {
      const control = input.matches('.ac-toggleInput') ? input.querySelector('input') : input
      control?.setAttribute('aria-invalid', String(input.classList.contains(failedClass)))
    }
  }
  // The renderer checks at the same events, and lets none of them bubble up.
  for (const event of ['click', 'input', 'change']) {
    card.addEventListener(event, () => setTimeout(mark), { capture: true })
  }
}
