import { z } from 'zod'
import type { Tap } from '../dialogs/turn.ts'

const topicId = z.string().min(1).max(100)

/**
 * What a button of a card sends back in `activity.value`. The user's client made it, so it is parsed like any other
 * input. Keys of the channel beside ours (Teams adds `msteams`) are dropped.
 */
export const tapSchema: z.ZodType<Tap> = z.discriminatedUnion('action', [
  z.object({ action: z.literal('topic'), topic: topicId }),
  z.object({ action: z.literal('none'), offered: z.array(topicId).max(20) }),
])
