import { withoutNoise } from './noise.ts'
import { fold } from './normalize.ts'
import { withoutRuledOut } from './ruledOut.ts'

const greeting =
  /^(?:sehr geehrte[rs]?|guten (?:tag|morgen|abend)|gr(?:ü|ue)(?:ß|ss) gott|gr(?:ü|ue)ezi|hallo|hallöchen|hi|hey|moin|servus|liebe[rs]?)\b/iu
/** Words that may stand in a salutation. Behind a title any word may, for it is a name. */
const salutationWords = new Set(
  'zusammen damen und herren herr herrn frau liebe lieber liebes team kollegen kolleginnen kollege kollegin alle allerseits miteinander support leute sehr geehrte geehrter verehrte hausperfekt hotline dr prof mag ing dipl moin'.split(
    ' ',
  ),
)
const titles = new Set([
  'herr',
  'herrn',
  'frau',
  'liebe',
  'lieber',
  'geehrte',
  'geehrter',
  'dr',
  'prof',
  'mag',
  'ing',
  'hallo',
])

const kind = '(?:freundlich|best|viel|lieb|herzlich|sch(?:ö|oe)n|kollegial|sonnig)'
const regards = 'gr(?:ü|ue|u)(?:ß|ss)'
// Not \b, for which "ß" is no letter.
const wordEnd = '(?!\\p{L})'
/** Closing formulas that say nothing else wherever they stand. */
const formula = `(?:mit ${kind}e[mn] ${regards}(?:en)?|${kind}en? ${regards}e?|hochachtungsvoll|best regards|kind regards)${wordEnd}`
/** Short ones too, where they begin a line. */
const closing = new RegExp(
  `^(?:${formula}|m\\.? ?f\\.? ?g${wordEnd}|(?:danke?|vielen dank) und ${regards}|${regards}e?${wordEnd}|(?:vg|lg|bg)${wordEnd}|--\\s*$|` +
    'gesendet von (?:mein|outlook|gmx|web\\.de|yahoo|mail)|von meinem iphone)',
  'iu',
)
const closingWithinLine = new RegExp(
  `(?<=[.!?])\\s+(?=(?:${formula}|mfg${wordEnd}))|\\s+(?=mit ${kind}en ${regards}en${wordEnd})`,
  'giu',
)
const quoteStart =
  /^(?:-{2,}\s*(?:urspr(?:ü|ue)ngliche nachricht|original message|weitergeleitete nachricht)|am .+ schrieb .*:$|on .+ wrote:$)/iu
/** The first lines of a quoted mail's header; "Von: 01.01. Bis: 31.03." is none. */
const sender = /^(?:von|from): .+/iu
const headerLine = /^(?:gesendet|sent|an|to|cc|datum|date|betreff|subject): /iu
/** A line of a business card: headings side by side, such as "Rechnungswesen | Mietverwaltung | Technik". */
const businessCard = /^[^.!?]*(?:\|[^.!?|]*){2,}$/u
const sentenceEnd = /[.!?]\s*$/u
/** Thanks at the end of a message. */
const politeEnd =
  /(?<=\S[.!?,;)\n]\s*)(?:und )?(?:(?:vielen|besten|herzlichen|lieben|tausend)\s+)?dank(?:e)?(?:sch(?:ö|oe)n| sch(?:ö|oe)n)?(?: (?:im voraus|vorab|schon mal|f(?:ü|ue)r (?:ihre|eure|die|deine) (?:schnelle )?(?:hilfe|unterst(?:ü|ue)tzung|m(?:ü|ue)he|r(?:ü|ue)ckmeldung|antwort)))*[.!\s]*$/iu

/**
 * The part of a message that tells the problem: without the salutation at its beginning, without signature and quoted mail
 * at its end, without noise, and without what the writer rules out. If that leaves nothing, the message is taken whole.
 */
export function bodyOf(message: string): string {
  const lines = message
    .replace(closingWithinLine, '\n')
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('>'))
  const end = lines.findIndex((line, at) => at > 0 && endsLetter(line.trim(), lines.slice(at + 1)))
  const letter = (end > 0 ? withoutSigner(lines.slice(0, end), lines[end]!) : lines).join('\n').trim()
  const body = afterSalutation(letter).replace(politeEnd, '').trim()
  return /\p{L}/u.test(body) ? withoutRuledOut(withoutNoise(body)) : message
}

/** A signature or quote ends the letter; a line with bars only if no sentence follows, for it may be a pasted table. */
function endsLetter(line: string, rest: readonly string[]): boolean {
  if (closing.test(line) || quoteStart.test(line)) return true
  if (sender.test(line) && (line.includes('@') || headerLine.test(rest[0]?.trim() ?? ''))) return true
  return businessCard.test(line) && !rest.some((later) => sentenceEnd.test(later))
}

/** The lines right above a business card are the signer's name, unless that is all there is. */
function withoutSigner(lines: readonly string[], last: string): readonly string[] {
  const blank = lines.findLastIndex((line) => line.trim() === '')
  return businessCard.test(last) && blank > 0 ? lines.slice(0, blank) : lines
}

/** Without a salutation that goes up to a sign or a line's end; "Hallo die Umlage fehlt" has none. */
function afterSalutation(letter: string): string {
  const start = greeting.exec(letter)?.[0]
  if (!start) return letter
  let rest = letter.slice(start.length)
  let before = start.split(/\s/u).at(-1) ?? ''
  for (;;) {
    const word = /^[^\S\n]*([\p{L}-]+)\.?/u.exec(rest)
    if (!word?.[1]) break
    const folded = fold(word[1])
    const allowed = folded.split('-').every((part) => salutationWords.has(part)) || titles.has(fold(before))
    if (!allowed) return letter
    before = word[1]
    rest = rest.slice(word[0].length)
  }
  const sign = /^\s*(?:[,!.]|\n|$)\s*/u.exec(rest)
  return sign ? rest.slice(sign[0].length) : letter
}
