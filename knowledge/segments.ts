/** Lines that belong to the frame of a letter and say nothing about the problem. */
const salutation =
  /^(?:sehr geehrte[rs]?|guten (?:tag|morgen|abend)|gr(?:ü|ue)(?:ß|ss) gott|gr(?:ü|ue)ezi|hallo|hi|hey|moin|servus|liebe[rs]?|werte[rs]?)\b[^.!?,\n]{0,60}[,!.\n]\s*/iu
const closing =
  /^(?:mit (?:freundlichen|besten|vielen|lieben|herzlichen) gr(?:ü|ue)(?:ß|ss)en|mfg|(?:viele|beste|liebe|herzliche|freundliche|sch(?:ö|oe)ne) gr(?:ü|ue)(?:ß|ss)e|hochachtungsvoll|vg|lg|--\s*$|gesendet von|von meinem iphone|best regards|kind regards)/iu
const quoteStart =
  /^(?:-{2,}\s*(?:urspr(?:ü|ue)ngliche nachricht|original message|weitergeleitete nachricht)|von: .+|from: .+|am .+ schrieb .*:?$|on .+ wrote:?$)/iu
/** A line of a business card: headings side by side, such as "Rechnungswesen | Mietverwaltung | Technik". */
const businessCard = /^[^.!?]*(?:\|[^.!?|]*){2,}$/u

/**
 * The part of a message that tells the problem: without the salutation at its beginning, and without signature and
 * quoted mail at its end. If that leaves nothing, the message is taken whole.
 */
export function bodyOf(message: string): string {
  const lines = message.split('\n').filter((line) => !line.trimStart().startsWith('>'))
  // A signature or quote ends the letter, but a message that begins with one has nothing else.
  const end = lines.findIndex(
    (line, at) => at > 0 && [closing, quoteStart, businessCard].some((pattern) => pattern.test(line.trim())),
  )
  const body = (end > 0 ? lines.slice(0, end) : lines).join('\n').trim()
  const opened = body.replace(salutation, '').trim()
  return opened === '' ? message : opened
}

/** Words that announce another matter. */
const anotherMatter =
  '(?:au(?:ß|ss)erdem|zus(?:ä|ae)tzlich|des ?weiteren|weiters|ferner|zudem|zweitens|drittens|zum (?:anderen|zweiten)|' +
  'ach und|und (?:dann )?noch|noch (?:was|etwas|eine (?:frage|sache))|(?:ganz )?(?:was|etwas) anderes|' +
  '(?:eine )?(?:andere|zweite|weitere) (?:frage|sache|baustelle)|(?:davon unabh(?:ä|ae)ngig|unabh(?:ä|ae)ngig davon)|plus:|ps:|p\\.s\\.)'

/** Signs between list items: "1. ... 2. ...", "a) ... b) ...", "x // y", "x + y". */
const listSigns = '\\s(?=(?:\\d[.)]?|[a-c]\\))\\s)|\\s*//\\s*|\\s[+/]\\s'

const announcement = new RegExp(
  [
    // "zwei Sachen", "2 Tickets"
    '\\b(?:zwei(?:erlei)?|2|drei|3|mehrere|ein paar|beide) (?:\\p{L}+ )?(?:sachen|fragen|dinge|anliegen|probleme?|themen|punkte|tickets?|baustellen|issues|things|questions)\\b',
    '\\berstens\\b',
    '(?:^|\\s)(?:2[.)]|b\\))\\s',
    '^1\\s.*\\s2\\s',
    '\\S\\s*//\\s*\\S|\\s[+/]\\s',
    `(?:^|[\\s,;.!?])${anotherMatter}`,
  ].join('|'),
  'iu',
)

/** True if the writer says that there is more than one matter: by counting, listing or announcing. */
export function announcesSeveral(body: string): boolean {
  return announcement.test(body)
}

const sentenceEnds = /(?<=[.!?;])\s+(?=\S)|\n+/u
/** An "und" between two clauses of some length. */
const andEnds = /(?<=[.!?;])\s+(?=\S)|\n+|(?<=\S+\s+\S+\s+\S+),?\s(?:und|and)\s(?=\S+\s+\S+\s+\S+)/iu
const listEnds = new RegExp(
  `(?<=[.!?;:])\\s+(?=\\S)|\\n+|${listSigns}|,?\\s(?=(?:und |sowie )?${anotherMatter})`,
  'iu',
)
const everyEnd = new RegExp(`${listEnds.source}|,?\\s(?:und|sowie)\\s|,\\s`, 'iu')

/**
 * Ways to split a message into clauses that could each be a problem of its own, the most careful first: at the ends of
 * sentences; where several matters are announced, then also at list signs and announcing words, and at last at every
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
