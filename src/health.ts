import type { Logger } from 'pino'
import type { Request, Response, Server } from 'restify'
import { logError } from './errorFacts.ts'
import type { LiveKnowledge } from './knowledge/liveKnowledge.ts'
import type { Store } from './storage/store.ts'

export interface HealthDeps {
  readonly store: Store
  readonly knowledge: LiveKnowledge
  readonly isDraining: () => boolean
  readonly log: Logger
}

/**
 * `GET /healthz`: the process answers. `GET /readyz`: it can do its work, that is, the store can be read. While the
 * server drains, it is not ready. With a broken edit of the knowledge files it is ready, on the version before, and says so.
 */
export function mountHealth(server: Server, { store, knowledge, isDraining, log }: HealthDeps): void {
  server.get('/healthz', async (_request: Request, response: Response) => {
    response.send(200, { status: 'ok' })
  })
  server.get('/readyz', async (_request: Request, response: Response) => {
    const storeReady = await store.check().then(
      () => true,
      (error: unknown) => {
        logError(log, error, 'store is not readable')
        return false
      },
    )
    const ready = storeReady && !isDraining()
    response.send(ready ? 200 : 503, {
      status: ready ? 'ready' : 'not ready',
      store: storeReady ? 'ok' : 'failing',
      knowledge: knowledge.status(),
      draining: isDraining(),
    })
  })
}
