import pino from 'pino'
import { startApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { type ChatSettings, localSettings } from '../../src/widget/settings.ts'
import { testModelCache } from './modelCache.ts'

export interface ChatServer {
  readonly url: string
  close(): Promise<void>
}

/** The real server for tests of the web chat. `settings`: what differs from a server without configuration. */
export async function startChatServer(
  dataDir: string,
  settings: Partial<ChatSettings> & { readonly identitySecret?: string } = {},
  port = 0,
): Promise<ChatServer> {
  const { identitySecret = '', ...chat } = settings
  const config = readConfig({
    DATA_DIR: dataDir,
    PORT: String(port),
    ALLOWED_ORIGINS: chat.allowedOrigins?.join(',') ?? '',
    PRIVACY_URL: chat.privacyUrl ?? '',
    IMPRINT_URL: chat.imprintUrl ?? '',
    IDENTITY_SECRET: identitySecret,
  })
  const app = await startApp(config, pino({ level: 'silent' }), {
    modelCache: testModelCache,
    chatSettings: { ...localSettings, ...chat, identity: identitySecret !== '' },
  })
  return { url: app.url, close: () => app.close() }
}
