import type { UserEvent } from '../dialogs/turn.ts'
import type { IncomingActivity } from './activity.ts'
import { tapSchema } from './tap.ts'

/**
 * What a message says to the bot: its text, else the button that was tapped, else the files that came with it.
 * A message with nothing in it is an empty text; the dialog has an answer to that too.
 */
export function toUserEvent({ text, value, attachments }: IncomingActivity): UserEvent {
  if (text && text.trim() !== '') return { kind: 'message', text }
  const tap = tapSchema.safeParse(value)
  if (tap.success) return { kind: 'tapped', tap: tap.data }
  // Teams sends each text a second time as an HTML attachment; that is no file.
  const files = attachments?.filter(({ contentType }) => contentType !== 'text/html') ?? []
  return files.length > 0 ? { kind: 'attachment' } : { kind: 'message', text: '' }
}
