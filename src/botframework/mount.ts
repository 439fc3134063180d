import type { Request, Response, Server } from 'restify'
import type { MessagesMode } from '../config.ts'
import { publicCloud } from './authentication.ts'
import type { BotOptions } from './bot.ts'
import { createCredentials } from './connector.ts'
import { createMessagesEndpoint } from './messagesEndpoint.ts'
import { defaultServiceUrlHosts } from './serviceUrl.ts'

/** `POST /api/messages` as the configuration wants it; where it is off, callers hear so. */
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
  const endpoint = createMessagesEndpoint({
    ...options,
    authentication,
    credentials: createCredentials(messages),
  })
  server.post('/api/messages', endpoint)
}
