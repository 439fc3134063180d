/**
 * What may be logged of an error: its kind and place. Not its message, which can quote what a user wrote (a JSON error
 * does), and not the request or response that Azure's errors carry.
 */
export function errorFacts(error: unknown): Readonly<Record<string, unknown>> {
  const { name, code, statusCode, stack } = Object(error) as Readonly<Record<string, unknown>>
  const lines = typeof stack === 'string' ? stack.split('\n') : []
  const frames = lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim())
  return { name, code, status: statusCode, at: frames.slice(0, 5) }
}
