import type { Logger } from 'pino'
import { logError } from './errorFacts.ts'
import type { Store } from './storage/store.ts'

const hour = 3_600_000
const day = 24 * hour

/** Erases conversations that were idle for `retentionDays`, now and every hour. Returns how to stop it. */
export function startRetention(store: Store, retentionDays: number, log: Logger): () => void {
  const sweep = async () => {
    try {
      const erased = await store.deleteConversationsIdleSince(new Date(Date.now() - retentionDays * day))
      if (erased > 0) log.info({ erased }, 'erased idle conversations')
    } catch (error) {
      logError(log, error, 'could not erase idle conversations')
    }
  }
  void sweep()
  const timer = setInterval(sweep, hour)
  timer.unref()
  return () => clearInterval(timer)
}
