import dotenv from 'dotenv'
import { KnowledgeError } from '../../knowledge/problems.ts'
import { type Config, ConfigError, readConfig } from '../config.ts'

/**
 * Runs a command with the configuration of the environment. What the user can mend is told in a sentence and ends with 1;
 * anything else is a fault of ours, with its stack trace.
 */
export async function runCommand(command: (config: Config) => Promise<void>): Promise<void> {
  dotenv.config({ quiet: true })
  try {
    await command(readConfig(process.env))
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof KnowledgeError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
