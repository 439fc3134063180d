import { step } from '../../dialogs/supportDialog.ts'
import { initialState, maxTextLength, type Reply, type World } from '../../dialogs/turn.ts'
import type { Match } from '../../knowledge/match.ts'
import { readable } from '../../knowledge/text.ts'
import type { Intent, OutOfScope, SupportLevel } from '../../knowledge/topic.ts'

/** How a message was routed, as `npm run ask -- --jsonl` prints it. */
export interface Routing {
  readonly kind: Match['kind']
  /** Stated, offered (best first) or all of several; empty otherwise. */
  readonly topics: readonly string[]
  /** The level that the reply states, if it is one. */
  readonly level: SupportLevel | null
  readonly intent: Intent | null
  readonly reason: OutOfScope | null
  /** Probability (0 to 1) of what was decided. */
  readonly score: number
}

/** Routes a message as the first of a conversation. The level is read from the reply, so that it is what the user sees. */
export function routingOf(text: string, world: World): Routing {
  const match = world.matcher.match(readable(text.slice(0, maxTextLength)))
  const { replies } = step(initialState, { kind: 'message', text }, world)
  const namesPerson = world.findPeople(text).nothingElse
  return {
    kind: namesPerson ? 'intent' : match.kind,
    topics: namesPerson ? [] : topicsOf(match),
    level: levelOf(replies),
    intent: namesPerson ? 'contact_person' : match.kind === 'intent' ? match.intent : null,
    reason: !namesPerson && match.kind === 'unknown' ? match.reason : null,
    score: Number(match.score.toFixed(4)),
  }
}

function topicsOf(match: Match): string[] {
  switch (match.kind) {
    case 'answer':
      return [match.topic.id]
    case 'choose':
      return match.topics.map((topic) => topic.id)
    case 'several':
      return match.parts.flatMap((part) => topicsOf(part.match))
    default:
      return []
  }
}

function levelOf(replies: readonly Reply[]): SupportLevel | null {
  const levels = new Set(
    replies.flatMap((reply) => (reply.kind === 'answer' || reply.kind === 'choice' ? [reply.level] : [])),
  )
  const [level, ...more] = levels
  return level && more.length === 0 ? level : null
}
