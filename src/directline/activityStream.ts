import type { Logger } from 'pino'
import { WebSocket } from 'ws'
import { logError } from '../errorFacts.ts'
import { pageSize, type Store } from '../storage/store.ts'
import { activitySet } from './activities.ts'

/**
 * Sends the activities of a conversation through one socket, each once and in order.
 *
 * Only one catch-up runs at a time, and it waits until its frame has left the process. So frames cannot overlap, and
 * for a client that reads slowly at most one frame lies in memory: what comes in meanwhile goes into the next one.
 */
export class ActivityStream {
  readonly #store: Store
  readonly #log: Logger
  readonly #socket: WebSocket
  readonly #conversationId: string
  #watermark: number
  #running = false
  #again = false

  constructor(store: Store, log: Logger, socket: WebSocket, conversationId: string, watermark: number) {
    this.#store = store
    this.#log = log
    this.#socket = socket
    this.#conversationId = conversationId
    this.#watermark = watermark
  }

  /** Sends what is new; a call while another runs makes that one look once more. Never rejects. */
  async catchUp(): Promise<void> {
    this.#again = true
    if (this.#running) return
    this.#running = true
    try {
      while (this.#again && this.#socket.readyState === WebSocket.OPEN) {
        this.#again = false
        await this.#sendNews()
      }
    } catch (error) {
      // The client comes back and asks again from its own watermark.
      logError(this.#log, error, 'Activity stream failed')
      this.#socket.close(1011)
    } finally {
      this.#running = false
    }
  }

  /** Tells the client that the conversation is gone; nothing is sent any more. */
  end(): void {
    this.#socket.close(1000, 'The conversation has ended')
  }

  async #sendNews(): Promise<void> {
    const news = await this.#store.activitiesAfter(this.#conversationId, this.#watermark)
    if (!news) return this.end()
    if (news.activities.length > 0) await this.#send(JSON.stringify(activitySet(news)))
    this.#watermark = news.watermark
    if (news.activities.length === pageSize) this.#again = true
  }

  /** Resolves when the frame has been handed to the network, or the socket is gone. */
  #send(frame: string): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.send(frame, (error) => {
        if (error) this.#socket.terminate()
        resolve()
      })
    })
  }
}
