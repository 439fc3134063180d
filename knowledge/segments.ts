import { fold } from './normalize.ts'

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
/** Account numbers, also masked ("DE** **** …"), customer numbers and the like, with the word that announces them. */
const numbers =
  /\b(?:iban:?\s*)?[a-z]{2}\*\*(?:\s\*+)*(?:\s…)?|\b(?:iban:?\s*)?[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){3,7}(?:\s?[a-z0-9]{1,3})?\b|\b(?:(?:kunden|vertrags|ticket|vorgangs|konto|rechnungs)?-?(?:nummer|nr\.?)\s*:?\s*)?\d{5,}\b/giu
/** "nicht die Sonderumlage, sondern": what the writer rules out must not decide; "nicht nur" rules out nothing. */
const ruledOut =
  /\b(?:nicht(?!\s+nur\b)|kein(?:e[nmrs]?)?)\b[^.!?;\n]{1,200}?,?\s+sondern\b|\bes geht(?: hier)? nicht um\b[^.!?;\n]{1,100}[.!;]/giu

/**
 * The part of a message that tells the problem: without the salutation at its beginning, without signature and quoted
 * mail at its end, without long numbers, and without what the writer rules out. If that leaves nothing, the message is taken whole.
 */
export function bodyOf(message: string): string {
  const lines = message
    .replace(closingWithinLine, '\n')
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('>'))
  const end = lines.findIndex((line, at) => at > 0 && endsLetter(line.trim(), lines.slice(at + 1)))
  const letter = (end > 0 ? withoutSigner(lines.slice(0, end), lines[end]!) : lines).join('\n').trim()
  const body = afterSalutation(letter)
    .replace(politeEnd, '')
    .replace(numbers, ' ')
    .replace(ruledOut, ' ')
    .trim()
  return /\p{L}/u.test(body) ? body : message
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

/** Words that announce another matter. */
const anotherMatter =
  // Not "und noch mal": that is the same matter again.
  '(?:au(?:ß|ss)erdem|zus(?:ä|ae)tzlich(?= (?:noch |auch )?(?:ist|sind|hat|haben|gibt|fehlt|stimmt|brauch|m(?:ö|oe)cht|soll|will|kann|m(?:ü|u)ss))|des ?weiteren|weiters|ferner|zudem|zweitens|drittens|zum (?:anderen|zweiten)|' +
  'sondern auch|ach und|und (?:dann )?noch(?! ?(?:ma|immer|nicht|nie|kein))|noch (?:was|etwas|eine (?:frage|sache))|(?:ganz )?(?:was|etwas) anderes|' +
  '(?:eine )?(?:andere|zweite|weitere) (?:frage|sache|baustelle)|(?:davon unabh(?:ä|ae)ngig|unabh(?:ä|ae)ngig davon)|plus:|ps:|p\\.s\\.)'

/** Signs between list items: "1. ... 2. ...", "a) ... b) ...", "x // y", "x + y". */
const listSigns = '\\s(?=(?:\\d[.)]?|[a-c]\\))\\s)|\\s*//\\s*|\\s[+/]\\s'

const countedThings =
  'jan|feb|m(?:ä|ae)r|apr|mai|jun|jul|aug|sep|okt|nov|dez|og\\b|obergescho|stock|etage|quartal|halbjahr|mahnung|wohnung|zeile'

const announcement = new RegExp(
  [
    // "zwei Sachen", "2 Tickets"
    '\\b(?:zwei(?:erlei)?|2|drei|3|mehrere|ein paar|beide) (?:\\p{L}+ )?(?:sachen|fragen|dinge|anliegen|probleme?|themen|punkte|tickets?|baustellen|issues|things|questions)\\b',
    '\\berstens\\b',
    // "1. ... 2. ...", but not "2. OG" or "vom 1. bis 2. Mai"
    `(?:^|\\s)1[.)]\\s[^]*\\s2[.)]\\s(?!(?:${countedThings}))`,
    '(?:^|\\s)a\\)\\s[^]*\\sb\\)\\s',
    '^1\\s.*\\s2\\s',
    '\\S\\s*//\\s*\\S',
    `(?:^|[\\s,;.!?])${anotherMatter}`,
  ].join('|'),
  'iu',
)

/** "Konto anlegen + Zähler prüfen", but not "Anfang / Ende". */
const listed = /\s[+/]\s/u

/** True if the writer says that there is more than one matter: by counting, listing or announcing. */
export function announcesSeveral(body: string): boolean {
  const items = body.split(listed)
  return announcement.test(body) || (items.length > 1 && items.every((item) => wordCount(item) > 1))
}

/** A full stop behind one of these, or behind a short number ("3. Mai"), ends no sentence. */
const abbreviations =
  'abr|abt|abzgl|betr|bspw|buchg|bzw|ca|dr|eig|einschl|etc|evtl|fr|geg|gem|ggf|hr|inkl|kd|kto|lt|max|mind|mtl|nr|obj|' +
  'pos|st|str|tel|urspr|usw|verw|vgl|vorl|vs|whg|zb|zzgl|\\p{L}|\\d{1,2}'
const endOfSentence = `(?<=[!?;]|(?<!(?<![\\p{L}\\p{N}])(?:${abbreviations}))\\.)\\s+(?=\\S)|\\n+`

const sentenceEnds = new RegExp(endOfSentence, 'iu')
/** Also an "und" between two clauses of some length. */
const andEnds = new RegExp(
  `${endOfSentence}|(?<=\\S+\\s+\\S+\\s+\\S+),?\\s(?:und|and)\\s(?=\\S+\\s+\\S+\\s+\\S+)`,
  'iu',
)
const listEnds = new RegExp(
  `${endOfSentence}|(?<=:)\\s+(?=\\S)|${listSigns}|,?\\s(?=(?:und |sowie )?${anotherMatter})`,
  'iu',
)
const everyEnd = new RegExp(`${listEnds.source}|,?\\s(?:und|sowie)\\s|,\\s`, 'iu')

/**
 * Ways to split a message into clauses that could each be a problem of its own, the most careful first: at the ends of
 * sentences, then at "und"; where several matters are announced, at list signs and announcing words, and at last at every
 * "und" and comma.
 */
export function clausesOf(body: string, announced: boolean): readonly string[][] {
  return (announced ? [listEnds, everyEnd] : [sentenceEnds, andEnds]).map((ends) =>
    body
      .split(ends)
      .map((clause) => clause.replace(/^(?:\d[.)]?\s|[a-c]\)|[-*•])\s*/u, '').trim())
      .filter((clause) => /\p{L}{2}/u.test(clause)),
  )
}

/**
 * The two sides of a doubt that the writer names: "haben wir den Zähler falsch erfasst oder rechnet das Programm
 * falsch?" Undefined without an "oder" between two clauses of some length.
 */
export function alternativesOf(body: string): readonly [string, string] | undefined {
  const sides = body.split(/,?\s+(?:oder|or)\s+/iu)
  if (sides.length !== 2) return undefined
  const left = clausesOf(sides[0] ?? '', false)[0]?.at(-1) ?? ''
  const right = clausesOf(sides[1] ?? '', false)[0]?.[0] ?? ''
  return wordCount(left) >= 2 && wordCount(right) >= 2 ? [left, right] : undefined
}

const wordCount = (text: string): number => text.match(/\p{L}+/gu)?.length ?? 0
