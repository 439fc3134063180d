/** Waits that double from half a second to a quarter of a minute, spread so that clients do not come back together. */
export class Backoff {
  #failures = 0
  #wake: (() => void) | undefined

  wait(): Promise<void> {
    const longest = Math.min(500 * 2 ** this.#failures++, 15_000)
    return this.pause(longest * (0.75 + Math.random() / 4))
  }

  /** Like `wait`, for a given time. */
  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  reset(): void {
    this.#failures = 0
  }

  /** Ends a wait at once: the network is back, or the user asks again. */
  wake(): void {
    this.reset()
    this.#wake?.()
  }
}
