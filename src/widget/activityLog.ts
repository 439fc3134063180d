import type { Activity, ActivitySet } from './protocol.ts'

/** How far the log of one conversation has been read. Stream and polling may bring the same activity twice. */
export class ActivityLog {
  readonly #seen = new Set<string>()
  readonly #echoed = new Set<string>()
  #watermark: string | undefined

  get watermark(): string | undefined {
    return this.#watermark
  }

  /** Notes a set, and returns what was not there before, in order. */
  take({ activities, watermark }: ActivitySet): Activity[] {
    if (watermark !== undefined) this.#watermark = watermark
    const fresh = activities.filter(({ id }) => id === undefined || !this.#seen.has(id))
    for (const { id, channelData } of fresh) {
      if (id !== undefined) this.#seen.add(id)
      if (channelData?.clientActivityID) this.#echoed.add(channelData.clientActivityID)
    }
    return fresh
  }

  has(id: string): boolean {
    return this.#seen.has(id)
  }

  /** Whether the log has the message to which this client gave that id. */
  hasOwn(clientId: string): boolean {
    return this.#echoed.has(clientId)
  }
}
