import { CloudAdapter } from 'botbuilder'
import type { Request, Response } from 'restify'
import { logError } from '../errorFacts.ts'
import { type ChannelAuthentication, createAuthenticator, type Origin } from './authentication.ts'
import { type Bot, type BotOptions, createBot } from './bot.ts'
import { type ChannelActivity, channelActivity, explain } from './channelActivity.ts'
import { type BotCredentials, createSdkAuthentication } from './connector.ts'
import { Refused } from './refused.ts'

export interface MessagesEndpointOptions extends BotOptions {
  readonly authentication: ChannelAuthentication
  readonly credentials: BotCredentials
}

/**
 * `POST /api/messages`: where Teams and the other channels of the Azure Bot Service deliver. Our gate first, then the
 * Bot Framework adapter, which passes the activity to the bot. `req.body` is the parsed JSON.
 */
export function createMessagesEndpoint({
  authentication,
  credentials,
  ...botOptions
}: MessagesEndpointOptions): (req: Request, res: Response) => Promise<void> {
  const { log } = botOptions
  const authenticate = createAuthenticator(authentication)
  const adapter = new CloudAdapter(createSdkAuthentication(authentication, credentials))
  const bot = createBot(botOptions)

  return async (req, res) => {
    try {
      const checkOrigin = await authenticate(req)
      checkOrigin(originOf(req.body))
      const activity = channelActivity.safeParse(req.body)
      if (!activity.success) return answer(res, 400, explain(activity.error))
      const { status, body } = await process(adapter, req.headers.authorization, activity.data, bot)
      if (status !== 200) log.error({ status }, 'The SDK refused an activity that had passed our checks')
      answer(res, status, body)
    } catch (error) {
      if (error instanceof Refused) {
        log.warn({ status: error.status, reason: error.reason }, 'Refused a request to /api/messages')
        return answer(res, error.status)
      }
      logError(log, error, 'A request to /api/messages failed')
      answer(res, 500)
    }
  }
}

const originOf = (body: unknown): Origin => (typeof body === 'object' && body !== null ? body : {})

/**
 * `CloudAdapter.process` with its answer caught: it would write error messages into it, and answer 501 to an invoke that
 * the bot has no use for. What is left of it is the replies of a channel that wants them in the answer
 * (`deliveryMode: expectReplies`).
 */
async function process(
  adapter: CloudAdapter,
  authorization: string | undefined,
  activity: ChannelActivity,
  bot: Bot,
): Promise<{ readonly status: number; readonly body?: object }> {
  let status = 500
  let body: unknown
  const response = {
    socket: undefined,
    status: (code: number) => {
      status = code
    },
    send: (content: unknown) => {
      body = content
    },
    header: () => {},
    end: () => {},
  }
  const request = { method: 'POST', headers: { authorization }, body: activity }
  await adapter.process(request, response, (context) => bot(context, activity))
  if (status === 501) return { status: 200 }
  return status === 200 && typeof body === 'object' && body !== null ? { status, body } : { status }
}

function answer(res: Response, status: number, body?: string | object): void {
  if (status === 401) res.header('WWW-Authenticate', 'Bearer')
  if (body === undefined) {
    res.writeHead(status)
    res.end()
    return
  }
  const [type, text] =
    typeof body === 'string' ? ['text/plain', `${body}\n`] : ['application/json', JSON.stringify(body)]
  res.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` })
  res.end(text)
}
