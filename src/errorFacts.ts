import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'

/**
 * Logs an error under a number, and returns the number. It is short, because users read it out on the phone.
 * Every error goes into the log this way, so that what a user wrote never does.
 */
export function logError(log: Logger, error: unknown, message: string, place: object = {}): string {
  const errorId = randomBytes(4).toString('hex')
  log.error({ errorId, ...place, ...errorFacts(error) }, message)
  return errorId
}

/**
 * What may be logged of an error: its kind and place. Not its message, which can quote what a user wrote (a JSON error
 * does), and not the request or response that Azure's errors carry. `errstr` is SQLite's name for an error code, such
 * as "database or disk is full".
 */
export function errorFacts(error: unknown): Readonly<Record<string, unknown>> {
  const { name, code, statusCode, errstr, message, stack } = Object(error) as Readonly<
    Record<string, unknown>
  >
  return { name, code, status: statusCode, errstr, at: frames(String(message), String(stack)).slice(0, 5) }
}

/** The stack begins with the message, and a message can have lines that look like frames. */
function frames(message: string, stack: string): string[] {
  const start = stack.indexOf(message)
  if (start === -1) return []
  const lines = stack.slice(start + message.length).split('\n')
  return lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim())
}
