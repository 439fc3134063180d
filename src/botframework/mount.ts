import type { Request, Response, Server } from 'restify'
import type { MessagesMode } from '../config.ts'
import { publicCloud } from './authentication.ts'
import type { BotOptions } from './bot.ts'
import { defaultServiceUrlHosts } from './serviceUrl.ts'

/**
 * `POST /api/messages` as the configuration wants it; where it is off, callers hear so. The Bot Framework SDK is loaded with
 * the first activity: it takes a third of a second, as long as half of all else that a start has to do.
 */
export function mountMessages(server: Server, messages: MessagesMode, options: BotOptions): void {
  if (messages.mode === 'off') {
    server.post('/api/messages', async (_request: Request, response: Response) => {
      response.send(503, { code: 'NotConfigured', message: 'No bot registration is configured.' })
    })
    return
  }
  const authentication =
    messages.mode === 'development'
      ? messages
      : { ...messages, ...publicCloud, serviceUrlHosts: defaultServiceUrlHosts }
  const load = async () => {
    const { createCredentials } = await import('./connector.ts')
    const { createMessagesEndpoint } = await import('./messagesEndpoint.ts')
    return createMessagesEndpoint({ ...options, authentication, credentials: createCredentials(messages) })
  }
  let endpoint: ReturnType<typeof load> | undefined
  server.post('/api/messages', async (request: Request, response: Response) => {
    endpoint ??= load()
    await (await endpoint)(request, response)
  })
}
