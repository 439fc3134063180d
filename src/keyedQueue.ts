/** Does work of the same key one after the other, in the order it came; work of different keys side by side. */
export class KeyedQueue {
  readonly #last = new Map<string, Promise<void>>()

  /** How many keys have work to do. */
  get size(): number {
    return this.#last.size
  }

  run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const result = (this.#last.get(key) ?? Promise.resolve()).then(work)
    // Never rejects: a failure is its caller's, not the next one's.
    const done: Promise<void> = result.then(
      () => this.#leave(key, done),
      () => this.#leave(key, done),
    )
    this.#last.set(key, done)
    return result
  }

  #leave(key: string, done: Promise<void>): void {
    if (this.#last.get(key) === done) this.#last.delete(key)
  }
}
