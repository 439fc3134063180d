import { isIP } from 'node:net'
import { z } from 'zod'
import { type WebChatMode, webChatMode, webChatProblems, webChatVariables } from './webChatConfig.ts'

/** How `/api/messages` knows that a request comes from Microsoft's channels. */
export type MessagesMode =
  | { readonly mode: 'off'; readonly because: string }
  /** Without an app id: for local clients on this machine only. */
  | { readonly mode: 'development' }
  | {
      readonly mode: 'cloud'
      readonly appType: 'SingleTenant' | 'UserAssignedMSI' | 'MultiTenant'
      readonly appId: string
      readonly appPassword: string
      readonly tenantId: string
    }

export interface Config {
  readonly host: string
  readonly port: number
  /** Most connections at once, streams among them. */
  readonly maxConnections: number
  /** Where users reach the server, without a trailing slash. Undefined: on this machine, at the port it listens on. */
  readonly publicUrl: string | undefined
  readonly dataDir: string
  readonly knowledgeDir: string | undefined
  readonly retentionDays: number
  /** Signs web chat tokens. Undefined: made at the first start and kept under `dataDir`. */
  readonly tokenSecret: string | undefined
  readonly logLevel: LogLevel
  /** Addresses and networks whose `X-Forwarded-For` is believed, as proxy-addr reads them. */
  readonly trustedProxies: readonly string[]
  readonly messages: MessagesMode
  readonly webChat: WebChatMode
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
type LogLevel = (typeof logLevels)[number]

/** The configuration cannot be used. The message names every problem with its cure. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(
      ['The configuration has problems (see .env.example):', ...problems.map((line) => `- ${line}`)].join(
        '\n',
      ),
    )
    this.name = 'ConfigError'
  }
}

const optional = z.string().trim().min(1).optional()

const environment = z.object({
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  PORT: z.coerce
    .number('PORT must be a number from 0 to 65535, for example 3978')
    .int('PORT must be a whole number, for example 3978')
    .min(0, 'PORT must be a number from 0 to 65535, for example 3978')
    .max(65535, 'PORT must be a number from 0 to 65535, for example 3978')
    .default(3978),
  MAX_CONNECTIONS: z.coerce
    .number('MAX_CONNECTIONS must be a number of connections, for example 10000')
    .int('MAX_CONNECTIONS must be a whole number, for example 10000')
    .min(1, 'MAX_CONNECTIONS must be at least 1')
    .default(10_000),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'PUBLIC_URL must be an address such as https://bot.example' })
    .optional(),
  NODE_ENV: optional,
  DATA_DIR: z.string().trim().min(1).default('data'),
  KNOWLEDGE_DIR: optional,
  RETENTION_DAYS: z.coerce
    .number('RETENTION_DAYS must be a number of days, for example 30')
    .int('RETENTION_DAYS must be a whole number of days, for example 30')
    .min(1, 'RETENTION_DAYS must be at least 1')
    .max(3650, 'RETENTION_DAYS must be at most 3650')
    .default(30),
  TOKEN_SECRET: z
    .string()
    .min(32, 'TOKEN_SECRET must have at least 32 characters; make one with: openssl rand -base64 32')
    .optional(),
  LOG_LEVEL: z.enum(logLevels, `LOG_LEVEL must be one of ${logLevels.join(', ')}`).default('info'),
  MicrosoftAppType: z
    .enum(
      ['SingleTenant', 'UserAssignedMSI', 'MultiTenant'],
      'MicrosoftAppType must be SingleTenant or UserAssignedMSI',
    )
    .default('SingleTenant'),
  MicrosoftAppId: z.uuid('MicrosoftAppId must be the GUID of the app registration').optional(),
  MicrosoftAppPassword: optional,
  MicrosoftAppTenantId: z.uuid('MicrosoftAppTenantId must be the GUID of the tenant').optional(),
  ...webChatVariables,
})

/**
 * Reads the environment. An empty variable counts as unset.
 *
 * @throws {ConfigError} with every problem at once.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const parsed = environment.safeParse(set)
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => issue.message))
  const values = parsed.data
  const problems = [...appProblems(values), ...webChatProblems(values)]
  if (problems.length > 0) throw new ConfigError(problems)

  const production = values.NODE_ENV === 'production'
  return {
    host: values.HOST,
    port: values.PORT,
    maxConnections: values.MAX_CONNECTIONS,
    publicUrl: values.PUBLIC_URL?.replace(/\/$/, ''),
    dataDir: values.DATA_DIR,
    knowledgeDir: values.KNOWLEDGE_DIR,
    retentionDays: values.RETENTION_DAYS,
    tokenSecret: values.TOKEN_SECRET,
    logLevel: values.LOG_LEVEL,
    trustedProxies: values.TRUSTED_PROXIES,
    messages: messagesMode(values, production),
    webChat: webChatMode(values, production),
  }
}

/**
 * A server with everything off is a mistake; the commands of the terminal, which need neither channel, are not asked.
 *
 * @throws {ConfigError} with a cure for each channel.
 */
export function requireChannel({ webChat, messages }: Config): void {
  if (webChat.mode === 'on' || messages.mode !== 'off') return
  throw new ConfigError([
    `There would be no web chat: ${webChat.because}. Set PRIVACY_URL and IMPRINT_URL to the https links of the privacy notice and the imprint`,
    `There would be no Teams: ${messages.because}. Set MicrosoftAppId and what belongs to it`,
  ])
}

type Values = z.infer<typeof environment>

function appProblems(values: Values): string[] {
  if (!values.MicrosoftAppId) return []
  const problems: string[] = []
  if (values.MicrosoftAppType !== 'UserAssignedMSI' && !values.MicrosoftAppPassword) {
    problems.push(
      'MicrosoftAppPassword is missing; MicrosoftAppId needs it unless MicrosoftAppType is UserAssignedMSI',
    )
  }
  if (values.MicrosoftAppType !== 'MultiTenant' && !values.MicrosoftAppTenantId) {
    problems.push('MicrosoftAppTenantId is missing; set it to the tenant of the app registration')
  }
  return problems
}

/**
 * Without an app id the SDK believes every request, so the endpoint opens only where nobody but this machine can
 * reach it.
 */
function messagesMode(values: Values, production: boolean): MessagesMode {
  if (values.MicrosoftAppId) {
    return {
      mode: 'cloud',
      appType: values.MicrosoftAppType,
      appId: values.MicrosoftAppId,
      appPassword: values.MicrosoftAppPassword ?? '',
      tenantId: values.MicrosoftAppTenantId ?? '',
    }
  }
  const reachable =
    (production && 'NODE_ENV is production') ||
    (!isLoopback(values.HOST) && 'HOST is not loopback') ||
    (values.PUBLIC_URL && !isLoopback(new URL(values.PUBLIC_URL).hostname) && 'PUBLIC_URL is not loopback')
  return reachable
    ? { mode: 'off', because: `MicrosoftAppId is not set and ${reachable}` }
    : { mode: 'development' }
}

/** True for this machine's own addresses: 127.0.0.0/8, ::1 and localhost. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').replace(/^::ffff:/, '')
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'))
}
