interface Active {
  /** Those that are counted together. */
  readonly group: string
  readonly at: number
}

/** Which conversations were active, that is started or written to, within the last `windowMs`. */
export class ActiveConversations {
  readonly #inAll: number
  readonly #windowMs: number
  readonly #now: () => number
  /** By their last activity, the oldest first. */
  readonly #active = new Map<string, Active>()
  readonly #counts = new Map<string, number>()

  constructor({ inAll, windowMs, now = Date.now }: { inAll: number; windowMs: number; now?: () => number }) {
    this.#inAll = inAll
    this.#windowMs = windowMs
    this.#now = now
  }

  get size(): number {
    return this.#active.size
  }

  /**
   * Notes that a conversation is active, if at most `limit` of its group are, or if it is already: then it also keeps
   * the group it began in. Returns 0, or the milliseconds until there is room again.
   */
  touch(conversationId: string, group: string, limit: number): number {
    this.#dropOld()
    const known = this.#active.get(conversationId)
    if (!known) {
      if (this.#active.size >= this.#inAll) return this.#roomIn()
      if ((this.#counts.get(group) ?? 0) >= limit) return this.#roomIn(group)
      this.#counts.set(group, (this.#counts.get(group) ?? 0) + 1)
    }
    this.#active.delete(conversationId)
    this.#active.set(conversationId, { group: known?.group ?? group, at: this.#now() })
    return 0
  }

  #dropOld(): void {
    for (const [conversationId, { group, at }] of this.#active) {
      if (at + this.#windowMs > this.#now()) return
      this.#active.delete(conversationId)
      const left = (this.#counts.get(group) ?? 1) - 1
      if (left > 0) this.#counts.set(group, left)
      else this.#counts.delete(group)
    }
  }

  /** Milliseconds until the first of a group, or of all, is old. */
  #roomIn(wanted?: string): number {
    for (const { group, at } of this.#active.values()) {
      if (wanted === undefined || group === wanted) return at + this.#windowMs - this.#now()
    }
    return this.#windowMs
  }
}
