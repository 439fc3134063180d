import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import restify from 'restify'
import type { World } from '../../dialogs/turn.ts'
import type { ChannelAuthentication } from '../../src/botframework/authentication.ts'
import { type BotCredentials, createCredentials } from '../../src/botframework/connector.ts'
import { createMessagesEndpoint } from '../../src/botframework/messagesEndpoint.ts'
import { openSqliteStore } from '../../src/storage/sqlite.ts'
import type { Store } from '../../src/storage/store.ts'
import { type ConnectorStub, startConnectorStub } from '../helpers/connectorStub.ts'
import { fakeMatcher, fakeWorld } from '../helpers/fakeWorld.ts'
import { appId, startTokenIssuer, type TokenIssuer, type TokenOptions } from '../helpers/tokenIssuer.ts'

export interface Channel {
  readonly connector: ConnectorStub
  readonly store: Store
  /** How many questions the dialog has put to the matcher, that is how many turns it took. */
  readonly turns: () => number
  /** Everything logged, as lines of JSON. */
  readonly log: () => string
  /** An activity as a channel sends it, with changes. */
  activity(changes?: Record<string, unknown>): Record<string, unknown>
  post(body: unknown, headers?: Record<string, string>): Promise<Response>
  close(): Promise<void>
}

export interface CloudChannel extends Channel {
  readonly issuer: TokenIssuer
  token(options?: TokenOptions): Promise<string>
}

interface ChannelOptions {
  readonly turnTimeoutMs?: number
  readonly world?: () => World
  readonly store?: (store: Store) => Store
}

/** The endpoint on a real server with a real store, in development mode, and a connector that records. */
export async function startLocalChannel(options: ChannelOptions = {}): Promise<Channel> {
  const connector = await startConnectorStub()
  return start(connector, { mode: 'development' }, createCredentials({ mode: 'development' }), options)
}

/** The same in cloud mode. The one mock is Microsoft's sign-in, which needs a secret. */
export async function startCloudChannel(
  options: ChannelOptions & { readonly signIn?: () => Promise<string> } = {},
): Promise<CloudChannel> {
  const [connector, issuer] = await Promise.all([startConnectorStub({ https: true }), startTokenIssuer()])
  const { openIdMetadataUrl } = issuer
  const serviceUrlHosts = [connector.host, '*.channels.example']
  const channel = await start(
    connector,
    { mode: 'cloud', appId, issuer: 'https://api.botframework.com', openIdMetadataUrl, serviceUrlHosts },
    signedInAs(options.signIn ?? (async () => 'access-token')),
    options,
  )
  return {
    ...channel,
    issuer,
    token: (tokenOptions) => issuer.token(connector.serviceUrl, tokenOptions),
    close: async () => {
      await channel.close()
      await issuer.close()
    },
  }
}

function signedInAs(signIn: () => Promise<string>): BotCredentials {
  const credentials = {
    async signRequest(request: { headers: { set(name: string, value: string): void } }) {
      request.headers.set('Authorization', `Bearer ${await signIn()}`)
      return request
    },
  }
  return {
    isValidAppId: async (id: string) => id === appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => credentials as never,
  }
}

async function start(
  connector: ConnectorStub,
  authentication: ChannelAuthentication,
  credentials: BotCredentials,
  { turnTimeoutMs, world, store: wrap = (store) => store }: ChannelOptions,
): Promise<Channel> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'messages-'))
  const store = openSqliteStore(dataDir)
  const lines: string[] = []
  let turns = 0
  const countingWorld = fakeWorld({
    matcher: {
      match(question) {
        turns++
        return fakeMatcher.match(question)
      },
    },
  })

  const server = restify.createServer()
  server.use(restify.plugins.bodyParser())
  server.post(
    '/api/messages',
    createMessagesEndpoint({
      authentication,
      credentials,
      store: wrap(store),
      world: world ?? (() => countingWorld),
      log: pino({}, { write: (line: string) => lines.push(line) }),
      ...(turnTimeoutMs !== undefined && { turnTimeoutMs }),
    }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`

  return {
    connector,
    store,
    turns: () => turns,
    log: () => lines.join(''),
    activity: (changes = {}) => ({
      type: 'message',
      id: 'activity-1',
      channelId: 'webchat',
      serviceUrl: connector.serviceUrl,
      conversation: { id: 'conversation-1' },
      from: { id: 'user-1' },
      recipient: { id: 'bot-1', name: 'Support Bot' },
      text: 'Backup geht nicht',
      ...changes,
    }),
    post: (body, headers = {}) =>
      fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    async close() {
      server.server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await connector.close()
      await store.close()
      rmSync(dataDir, { recursive: true })
    },
  }
}
