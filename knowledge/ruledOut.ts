import { wordCount } from './normalize.ts'

/** "nicht die Sonderumlage, sondern"; "nicht nur" rules out nothing. */
const contrasted =
  /\b(?:nicht(?!\s+nur\b)|kein(?:e[nmrs]?)?)\b[^.!?;\n]{1,200}?,?\s+sondern\b|\bes geht(?: hier)? nicht um\b[^.!?;\n]{1,100}[.!;]/giu

const inClause = '[^.!?;,\\n]'
/** "Die Stände sind geprüft", "der Rest stimmt auch": how a clause ends that tells what the writer found to be right. */
const inOrder =
  `${inClause}{2,90}?(?<!\\p{L})(?:stimm(?:t|en)|pass(?:t|en)|in ordnung|ok(?:ay)?|korrekt|vollst(?:ä|ae)ndig|gepr(?:ü|ue)ft|` +
  'kontrolliert|erledigt|richtig(?: (?:ge|ein|an|hinter|er)\\p{L}+)?)(?: (?:auch|alle|alles|so|soweit))?'
/** "An der Bank liegt es nicht", "mit dem Schlüssel hat es nichts zu tun", "darum geht es nicht". */
const notTheCause =
  `(?:an|am) ${inClause}{2,60} liegt(?: es|'s|s) nicht|` +
  `(?:das hat )?mit ${inClause}{2,60} (?:hat(?: es| das|'s)? )?nichts zu tun|darum geht(?: es|'s|s)(?: hier)? nicht`
const settled = new RegExp(
  `(?<=^|[.!?;,\\n]\\s*)(?:${inOrder}|${notTheCause})(?=\\s*[.!;,\\n]|\\s+(?:und doch|(?:und |aber )?trotzdem)\\b)`,
  'giu',
)
/** A clause with one of these does not say that all is right: "ob das stimmt", "was nicht passt". */
const open =
  /(?<!\p{L})(?:nicht(?! zu tun| *$)|nie|kein\p{L}*|falsch\p{L}*|ob|wenn|falls|bis|bevor|damit|dass|was|warum|wieso|wie|sollt\p{L}*|muss|m(?:ü|ue)ssen|kann|k(?:ö|oe)nnen|bitte)(?!\p{L})/iu

/** Fewer words can hardly tell a problem; then what was ruled out is all there is. */
const leastWordsLeft = 5

/** A message without what its writer says is not the problem: its words must not decide. */
export function withoutRuledOut(message: string): string {
  const contrastedOnly = message.replace(contrasted, ' ').trim()
  const rest = contrastedOnly.replace(settled, (clause) => (open.test(clause) ? clause : ''))
  if (wordCount(rest) >= leastWordsLeft) return rest
  return wordCount(contrastedOnly) > 0 ? contrastedOnly : message
}
