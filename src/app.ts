import { mkdir } from 'node:fs/promises'
import type * as http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Server } from 'restify'
import type { World } from '../dialogs/turn.ts'
import { mountMessages } from './botframework/mount.ts'
import { type Config, isLoopback, requireChannel } from './config.ts'
import { createLimits, type LimitNumbers } from './directline/limits.ts'
import { mountDirectLine } from './directline/routes.ts'
import { loadTokenSecret } from './directline/secret.ts'
import { refuseSockets, type Sockets } from './directline/sockets.ts'
import { mountHealth } from './health.ts'
import { openLiveKnowledge } from './knowledge/liveKnowledge.ts'
import type { OpenKnowledge } from './knowledge/openKnowledge.ts'
import { startRetention } from './retention.ts'
import { createServer } from './server.ts'
import { openSqliteStore } from './storage/sqlite.ts'
import type { WebChatSettings } from './webChatConfig.ts'
import { ensureWidget, widgetDir } from './widget/build.ts'
import { mountWidget } from './widget/routes.ts'
import type { ChatSettings } from './widget/settings.ts'
import { createWorld } from './world.ts'

/** A running server. */
export interface App {
  /** Where users reach it: `PUBLIC_URL`, or this machine at the port it listens on. */
  readonly url: string
  /** Stops taking requests, lets the running ones end, and closes the store. */
  close(): Promise<void>
}

export interface AppOptions {
  /** Where trained models are kept. Default: `cache` in the data folder. */
  readonly modelCache?: string
  /** What clients of the web chat may do. */
  readonly limits?: LimitNumbers
}

/** Time that running requests get to end before their connections are cut, in milliseconds. */
const drainTime = 8_000

/**
 * Puts the server together and starts it.
 *
 * @throws {ConfigError} if there is no channel to serve.
 * @throws {KnowledgeError} if the knowledge files are not usable.
 */
export async function startApp(config: Config, log: Logger, options: AppOptions = {}): Promise<App> {
  requireChannel(config)
  const { webChat } = config
  const { modelCache = path.join(config.dataDir, 'cache') } = options
  // Before anything else makes it: conversations and the token secret are for the server's user only.
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  let world: World
  const setWorld = (opened: OpenKnowledge) => {
    world = createWorld(opened, config.retentionDays)
  }
  const [knowledge] = await Promise.all([
    openLiveKnowledge(modelCache, config.knowledgeDir, log, setWorld),
    webChat.mode === 'on' && ensureWidget(),
  ])
  setWorld(knowledge.current())
  const store = openSqliteStore(config.dataDir)
  const secret = loadTokenSecret(config.dataDir, config.tokenSecret)

  const server = createServer(log, config.maxConnections)
  await listen(server, config)
  const url = config.publicUrl ?? addressOf(server)
  let draining = false
  mountHealth(server, { store, knowledge, isDraining: () => draining, log })
  mountMessages(server, config.messages, { store, world: () => world, log })
  let directLine: Sockets | undefined
  if (webChat.mode === 'on') {
    directLine = mountDirectLine(server, {
      store,
      world: () => world,
      log,
      secret,
      publicUrl: url,
      webChat,
      trustedProxies: config.trustedProxies,
      limits: createLimits(options.limits),
    })
    mountWidget(server, widgetDir, chatSettings(webChat, config.retentionDays))
  } else {
    refuseSockets(server.server as http.Server)
  }
  const stopRetention = startRetention(store, config.retentionDays, log)

  return {
    url,
    async close() {
      draining = true
      stopRetention()
      knowledge.close()
      await directLine?.close()
      await drain(server)
      await store.close()
    },
  }
}

/** The part of the configuration that the chat in the browser may know. */
function chatSettings(webChat: WebChatSettings, retentionDays: number): ChatSettings {
  const { allowedOrigins, privacyUrl = null, imprintUrl = null, identity } = webChat
  return { retentionDays, allowedOrigins, privacyUrl, imprintUrl, identity: identity !== undefined }
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function addressOf(server: Server): string {
  const { address, family, port } = server.server.address() as AddressInfo
  const host = isLoopback(address) || address === '0.0.0.0' || address === '::' ? 'localhost' : address
  return `http://${family === 'IPv6' && host !== 'localhost' ? `[${host}]` : host}:${port}`
}

async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // Again and again: a connection whose request has ended would otherwise be kept for the next one.
  const idle = setInterval(() => server.server.closeIdleConnections(), 100)
  await Promise.race([closed, setTimeout(drainTime, undefined, { ref: false })])
  clearInterval(idle)
  server.server.closeAllConnections()
  await closed
}
