import { fold, sameTextKey, tokenize } from '../knowledge/normalize.ts'
import type { Topic } from '../knowledge/topic.ts'

/** What a typed reply to a list of options picks: positions from 0, or none of them. */
export type Picked =
  | { readonly kind: 'options'; readonly positions: readonly number[] }
  | { readonly kind: 'none' }
  /** An answer to the question, but not one that says which: "ja" to two topics, "4", "weiß nicht". */
  | { readonly kind: 'unsure' }

/** Words around the decisive one: "ich meine das zweite bitte". */
const padding =
  '(?:(?:ich|meine|mein|nehme|nehm|eher|wohl|es|ist|war|geht|um|die|der|das|den|dem|option|nummer|nr|punkt|thema|antwort|bitte|ja|nein|also|zwar) )*'

const positions: readonly RegExp[] = [
  /^(?:1|eins|erste[nrs]?|erstere[nrs]?|first)$/,
  /^(?:2|zwei|zweite[nrs]?|zweitere[nrs]?|second)$/,
  /^(?:3|drei|dritte[nrs]?|third)$/,
]
const last = /^(?:letzte[nrs]?|letztere[nrs]?)$/
const all = /^(?:beide[ns]?|beides|alle[ns]?|both)$/
const none =
  /^(?:nein|nee|no|ne|nichts(?: davon)?|kein[es]*(?: davon)?|keine[rs]?(?: von (?:beiden|denen|diesen))?|weder noch|none)$/

const yes = /^(?:ja|jo|jap|jawohl|genau|richtig|stimmt|korrekt|yes|jep|ok|okay)$/
const unsure =
  /^(?:\d{1,2}|weiss (?:ich )?(?:es )?nicht|keine ahnung|ka|egal|hm+|vielleicht|das andere|eins davon|eines davon)$/

/**
 * Reads a short typed answer to a choice of `count` topics ("1", "das zweite", "letzteres", "beides", "nichts davon").
 * Undefined: the text is something else, such as a new description.
 */
export function readPick(text: string, count: number): Picked | undefined {
  const words = fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/ (?:bitte|danke)$/, '')
  const decisive = words.replace(new RegExp(`^${padding}`), '').replace(/ (?:option|thema|punkt)$/, '')
  if (none.test(words) || none.test(decisive)) return { kind: 'none' }
  if (all.test(decisive)) return { kind: 'options', positions: Array.from({ length: count }, (_, at) => at) }
  const at = last.test(decisive) ? count - 1 : positions.findIndex((pattern) => pattern.test(decisive))
  if (at >= 0 && at < count) return { kind: 'options', positions: [at] }
  if (at === count) return { kind: 'none' }
  if (yes.test(words)) {
    return count === 1 ? { kind: 'options', positions: [0] } : { kind: 'unsure' }
  }
  return unsure.test(words) ? { kind: 'unsure' } : undefined
}

/** A reply of more words is a new description, even if it holds a title. */
const maxTitleReplyWords = 8

/** Reads a short reply that holds the title of one of the offered topics: "ich meine das Clearing". */
export function readTitle(text: string, offered: readonly Topic[]): Picked | undefined {
  if (tokenize(text).length > maxTitleReplyWords) return undefined
  const reply = ` ${sameTextKey(text)} `
  const positions = offered.flatMap(({ title }, at) =>
    reply.includes(` ${sameTextKey(title)} `) ? [at] : [],
  )
  return positions.length > 0 ? { kind: 'options', positions } : undefined
}
