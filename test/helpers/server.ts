import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pino from 'pino'
import { startApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { manyConversations } from './limits.ts'
import { testModelCache } from './modelCache.ts'

export interface TestServer {
  readonly url: string
  /** What the server logged, a line of JSON each. */
  readonly logged: readonly string[]
  close(): Promise<void>
}

/** The real server on a free port (or `port`), with an empty data folder (or `dataDir`, which then stays). */
export async function startTestServer({
  dataDir,
  port = 0,
  env = {},
}: {
  dataDir?: string
  port?: number
  /** More of the environment. */
  env?: Readonly<Record<string, string>>
} = {}): Promise<TestServer> {
  const dir = dataDir ?? (await mkdtemp(path.join(tmpdir(), 'server-')))
  const logged: string[] = []
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) })
  const config = readConfig({ ...env, DATA_DIR: dir, PORT: String(port) })
  const app = await startApp(config, log, { modelCache: testModelCache, limits: manyConversations })
  return {
    url: app.url,
    logged,
    async close() {
      await app.close()
      if (!dataDir) await rm(dir, { recursive: true })
    },
  }
}
