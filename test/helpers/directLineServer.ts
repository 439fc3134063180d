import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { pino } from 'pino'
import type { World } from '../../dialogs/turn.ts'
import { createLimits, type Limits } from '../../src/directline/limits.ts'
import { mountDirectLine } from '../../src/directline/routes.ts'
import { loadTokenSecret } from '../../src/directline/secret.ts'
import { createServer } from '../../src/server.ts'
import { openSqliteStore } from '../../src/storage/sqlite.ts'
import type { Store } from '../../src/storage/store.ts'
import type { WebChatSettings } from '../../src/webChatConfig.ts'
import { fakeWorld } from './fakeWorld.ts'
import { manyConversations } from './limits.ts'
import { temporaryFolder } from './temporaryFolder.ts'

export interface ServerOptions {
  readonly port?: number
  readonly world?: World
  readonly publicUrl?: string
  readonly webChat?: Partial<WebChatSettings>
  readonly trustedProxies?: readonly string[]
  readonly limits?: Limits
  /** May break the store. */
  readonly wrapStore?: (store: Store) => Store
}

export interface DirectLineServer {
  readonly url: string
  readonly store: Store
  readonly secret: Uint8Array
  /** Everything that was logged, as text. */
  readonly log: () => string
}

export interface TestServer extends DirectLineServer {
  stop(): Promise<void>
}

export interface SharedServer extends DirectLineServer {
  /** Everything in its data folder, as text. */
  readonly onDisk: () => string
  /** Another process over the same data, with other options where `changes` has them. */
  restart(changes?: ServerOptions): Promise<void>
}

/** The web chat as it is without any configuration. */
const defaultWebChat: WebChatSettings = {
  allowedOrigins: [],
  privacyUrl: undefined,
  imprintUrl: undefined,
  publicContacts: 'all',
  identity: undefined,
}

/** A Direct Line server for the tests around, which is there before the first and gone after the last of them. */
export function directLineServer(options: ServerOptions = {}): SharedServer {
  const { folder, remove } = temporaryFolder()
  let server: TestServer
  beforeAll(async () => {
    server = await startServer(folder, options)
  })
  afterAll(async () => {
    await server.stop()
    remove()
  })

  return {
    get url() {
      return server.url
    },
    get store() {
      return server.store
    },
    get secret() {
      return server.secret
    },
    log: () => server.log(),
    onDisk: () =>
      readdirSync(folder)
        .map((name) => readFileSync(path.join(folder, name), 'latin1'))
        .join(''),
    async restart(changes = {}) {
      await server.stop()
      server = await startServer(folder, { ...options, ...changes })
    },
  }
}

/** The same for as long as a test needs it: on a free port (or `port`), with real storage in `dataDir`. */
export async function startServer(dataDir: string, options: ServerOptions = {}): Promise<TestServer> {
  const { port = 0, world = fakeWorld(), webChat = {}, wrapStore = (store) => store, ...deps } = options
  const lines: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) })
  mkdirSync(dataDir, { recursive: true })
  const store = wrapStore(openSqliteStore(dataDir))
  const server = createServer(log)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  const secret = loadTokenSecret(dataDir)
  const directLine = mountDirectLine(server, {
    store,
    world: () => world,
    log,
    secret,
    publicUrl: url,
    trustedProxies: [],
    limits: createLimits(manyConversations),
    ...deps,
    webChat: { ...defaultWebChat, ...webChat },
  })
  return {
    url,
    store,
    secret,
    log: () => lines.join(''),
    async stop() {
      await directLine.close()
      server.server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await store.close()
    },
  }
}
