import { z } from 'zod'
import { supportLevel } from '../knowledge/topic.ts'
import { initialState, type State, stateSchema } from './turn.ts'

const ids = z.array(z.string())

const stored: z.ZodType<State> = z.strictObject({
  schema: z.literal(stateSchema),
  customer: z.string().exactOptional(),
  subject: z
    .strictObject({
      question: z.string(),
      offered: ids,
      named: ids,
      next: ids,
      levels: z.array(supportLevel),
    })
    .exactOptional(),
  unclear: z.array(z.string()),
})

/** A state to go on with, and whether the stored one could not be used, so that the conversation starts over. */
export interface ResumedState {
  readonly state: State
  readonly startedOver: boolean
}

/** Reads a stored state. One of another program version is not guessed at. Undefined: there is no conversation yet. */
export function resumeState(value: unknown): ResumedState {
  if (value === undefined) return { state: initialState, startedOver: false }
  const parsed = stored.safeParse(value)
  return parsed.success
    ? { state: parsed.data, startedOver: false }
    : { state: initialState, startedOver: true }
}
