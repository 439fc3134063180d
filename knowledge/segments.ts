/** Lines that belong to the frame of a letter and say nothing about the problem. */
const salutation =
  /^(?:sehr geehrte[rs]?|guten (?:tag|morgen|abend)|hallo|hi|hey|moin|servus|gr(?:ü|ue)(?:ß|ss) gott|gr(?:ü|ue)ezi|liebe[rs]?|werte[rs]?)\b[^.!?\n]{0,60}[,!.\n]\s*/iu
const closing =
  /^(?:mit (?:freundlichen|besten|vielen|lieben|herzlichen) gr(?:ü|ue)(?:ß|ss)en|mfg|(?:viele|beste|liebe|herzliche|freundliche|sch(?:ö|oe)ne) gr(?:ü|ue)(?:ß|ss)e|hochachtungsvoll|vg|lg|--\s*$|gesendet von|von meinem iphone|best regards|kind regards)/iu
const quoteStart =
  /^(?:-{2,}\s*(?:urspr(?:ü|ue)ngliche nachricht|original message|weitergeleitete nachricht)|von: .+|from: .+|am .+ schrieb .*:?$|on .+ wrote:?$)/iu

/**
 * The part of a message that tells the problem: without the salutation at its beginning, and without signature and
 * quoted mail at its end. If that leaves nothing, the message is taken whole.
 */
export function bodyOf(message: string): string {
  const lines = message.split('\n').filter((line) => !line.trimStart().startsWith('>'))
  // A signature or quote ends the letter, but a message that begins with one has nothing else.
  const end = lines.findIndex(
    (line, at) => at > 0 && (closing.test(line.trim()) || quoteStart.test(line.trim())),
  )
  const body = (end > 0 ? lines.slice(0, end) : lines).join('\n').trim()
  const opened = body.replace(salutation, '').trim()
  return opened === '' ? message : opened
}

/** Where a new problem may begin: ends of sentences, list items, and words that announce another matter. */
const boundaries =
  /(?<=[.!?;])\s+(?=\S)|\n+|(?:,|\s)\s*(?=(?:und |sowie )?(?:au(?:ß|ss)erdem|zus(?:ä|ae)tzlich|desweiteren|des weiteren|zweitens|drittens|ferner|noch (?:was|etwas|eine frage)|andere frage|zweite frage|weitere frage|2\.|2\)|zum anderen)\b)|\s+(?:-|–|\/|\+)\s+/iu

/** Splits a message into clauses that could each be a problem of its own. */
export function clausesOf(body: string): string[] {
  return body
    .split(boundaries)
    .map((clause) => clause.replace(/^(?:\d[.)]|[-*•])\s*/, '').trim())
    .filter((clause) => /\p{L}{2}/u.test(clause))
}
