/**
 * What the buttons seen so far are called, by the data they send: the log keeps the data only, and after a reload the
 * user's bubble shall say again what was tapped.
 */
export class TapTitles {
  readonly #buttons: { readonly data: Fields; readonly title: string }[] = []

  /** Collects the buttons of a card, however deep they lie in it. */
  collect(card: unknown): void {
    if (!isFields(card)) return
    const { type, title, data } = card
    if (type === 'Action.Submit' && typeof title === 'string' && isFields(data)) {
      this.#buttons.push({ data, title })
    }
    for (const part of Object.values(card)) this.collect(part)
  }

  /** The title of the button that sends these data, alone or with what was filled into its form. */
  of(data: unknown): string | undefined {
    const best = this.#buttons
      .filter((button) => isPart(button.data, data))
      .sort((a, b) => Object.keys(b.data).length - Object.keys(a.data).length)
    return best[0]?.title
  }
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** Whether `whole` has every field of `part`, with the same values. */
function isPart(part: Fields, whole: unknown): boolean {
  return isFields(whole) && Object.entries(part).every(([key, value]) => isSame(value, whole[key]))
}

function isSame(a: unknown, b: unknown): boolean {
  if (!isFields(a) || !isFields(b)) return a === b
  return Object.keys(a).length === Object.keys(b).length && isPart(a, b)
}
