import { wordCount } from './normalize.ts'

/** Words that announce another matter. */
const anotherMatter =
  // Not "und noch mal": that is the same matter again.
  '(?:au(?:ß|ss)erdem|zus(?:ä|ae)tzlich(?= (?:noch |auch )?(?:ist|sind|hat|haben|gibt|fehlt|stimmt|brauch|m(?:ö|oe)cht|soll|will|kann|m(?:ü|u)ss))|des ?weiteren|weiters|ferner|zudem|zweitens|drittens|zum (?:anderen|zweiten)|' +
  'sondern auch|ach (?:und|ja)|nebenbei|weiterhin(?= (?:br(?:ä|a)uch|m(?:ö|oe)cht|haben wir|habe ich|fehlt))|parallel dazu|einerseits|andererseits|(?:und )?dann noch (?:die|eine) frage|bitte noch(?! ?(?:ma|immer))|und (?:dann )?noch(?! ?(?:ma|immer|nicht|nie|kein))|noch (?:was|etwas|eine (?:frage|sache))|(?:ganz )?(?:was|etwas) anderes|' +
  '(?:eine )?(?:andere|zweite|weitere) (?:frage|sache|baustelle)|(?:davon unabh(?:ä|ae)ngig|unabh(?:ä|ae)ngig davon)|plus:|ps:|p\\.s\\.)'

/** What stands before a number that counts no item: "am 3. wurde", "Hauptstr. 4", "auf 0". */
const beforeOtherNumbers =
  '(?<!(?:^|[^\\p{L}])(?:am|auf|bis|dem|den|der|haus|konto|mit|nr\\.?|nummer|top|um|und|von|vom|whg\\.?|wohnung|zeile|zum|\\p{L}*str(?:\\.|asse|aße)|\\p{L}*weg|\\p{L}*platz))'
/** Signs between list items: "1. ... 2. ...", "a) ... b) ...", "x // y", "x + y". */
const listSigns = `${beforeOtherNumbers}\\s(?=(?:\\d[.)]?|[a-c]\\))\\s)|\\s*//\\s*|\\s[+/]\\s`

const countedThings =
  'jan|feb|m(?:ä|ae)r|apr|mai|jun|jul|aug|sep|okt|nov|dez|og\\b|obergescho|stock|etage|quartal|halbjahr|mahnung|wohnung|zeile'

const announcement = new RegExp(
  [
    // "zwei Sachen", "2 Tickets"
    '\\b(?:zwei(?:erlei)?|zwoa|zwo|zwe|2|drei|3|mehrere|ein paar|beide) (?:\\p{L}+ )?(?:sachen|sachn|fragen|dinge|anliegen|probleme?|themen|punkte|tickets?|baustellen|issues|things|questions)\\b',
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
  'pos|st|\\p{L}*str|tel|urspr|usw|verw|vgl|vorl|vs|whg|zb|zzgl|\\p{L}|\\d{1,2}'
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
