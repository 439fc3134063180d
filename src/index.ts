import dotenv from 'dotenv'
import pino from 'pino'
import { KnowledgeError } from '../knowledge/problems.ts'
import { startApp } from './app.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { logError } from './errorFacts.ts'

/** The composition root of the server: the environment comes in here, and signals end it. */
async function main(): Promise<void> {
  dotenv.config({ quiet: true })
  const config = readConfig(process.env)
  const log = pino({ level: config.logLevel })
  const app = await startApp(config, log)
  console.log(startReport(config, app.url))

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'draining')
      app.close().then(
        () => process.exit(0),
        (error: unknown) => {
          logError(log, error, 'could not close cleanly')
          process.exit(1)
        },
      )
    })
  }
}

/** What is on and what is not, for the person who just started the server. */
function startReport({ messages, webChat, dataDir, retentionDays }: Config, publicUrl: string): string {
  const teams = {
    cloud: 'on',
    development: 'local clients only (set MicrosoftAppId for Teams)',
    off: messages.mode === 'off' ? `off (${messages.because})` : '',
  }[messages.mode]
  return [
    `HausPerfekt support guide: ${publicUrl}`,
    `  web chat   ${webChat.mode === 'on' ? `on: ${publicUrl}/` : `off (${webChat.because})`}`,
    `  Teams      ${teams}`,
    '  mail       off (comes with the hand-off to account managers)',
    `  store      SQLite in ${dataDir}, conversations erased after ${retentionDays} days`,
  ].join('\n')
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError || error instanceof KnowledgeError) console.error(error.message)
  else if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    console.error('The port is in use. Stop the other program, or set PORT to a free one.')
  } else console.error(error)
  process.exit(1)
})
