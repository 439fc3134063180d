/**
 * What may be logged of an error: its kind and place. Not its message, which can quote what a user wrote (a JSON error
 * does), and not the request or response that Azure's errors carry.
 */
export function errorFacts(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error }
  const { name, code, statusCode } = error as Error & { code?: unknown; statusCode?: unknown }
  const at = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return { name, code, status: statusCode, at: at?.slice(0, 5).map((line) => line.trim()) }
}
