/**
 * What the buttons seen so far are called, by the data they send: the log keeps the data only, and after a reload the
 * user's bubble shall say again what was tapped.
 */
export class TapTitles {
  readonly #titles = new Map<string, string>()

  /** Collects the buttons of a card, however deep they lie in it. */
  collect(card: unknown): void {
    if (typeof card !== 'object' || card === null) return
    const { type, title, data } = card as { type?: unknown; title?: unknown; data?: unknown }
    if (type === 'Action.Submit' && typeof title === 'string') this.#titles.set(canonical(data), title)
    for (const part of Object.values(card)) this.collect(part)
  }

  of(data: unknown): string | undefined {
    return this.#titles.get(canonical(data))
  }
}

/** The same text for the same data, in whatever order its keys come. */
function canonical(data: unknown): string {
  return (
    JSON.stringify(data, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    ) ?? ''
  )
}
