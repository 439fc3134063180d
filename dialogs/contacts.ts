import type { Contact, Directory, Topic } from '../knowledge/topic.ts'
import type { ContactLine } from './turn.ts'
import * as wording from './wording.de.ts'

/** Room for the question in a mail draft, percent-encoded: `mailto:` links over about 2,000 characters fail in common mail programs. */
const maxEncodedQuestion = 1500

/**
 * A German number as E.164, for `tel:` links (RFC 3966): "02151-53706-31" becomes "+4921515370631" without separators.
 */
export function dialable(phone: string): string {
  return `+49${phone.replace(/\D/g, '').replace(/^0/, '')}`
}

export function personLine({ name, phone }: Contact): ContactLine {
  return { name, phone, dial: dialable(phone) }
}

/** The hotline with a mail draft that says what the question is about. */
export function hotlineLine({ hotline }: Directory, question = '', topic?: Topic): ContactLine {
  return {
    ...personLine(hotline),
    email: {
      to: hotline.email,
      subject: wording.mailSubject(topic),
      body: wording.mailBody(shortened(question)),
    },
  }
}

/** A contact as a line of plain text. */
export function contactText({ name, phone, email }: ContactLine): string {
  return email ? `${name}: ${phone}, ${email.to}` : `${name}: ${phone}`
}

/** The beginning that fits into a mail draft, cut between characters; what is missing shows as "…". */
function shortened(question: string): string {
  let room = maxEncodedQuestion
  let kept = ''
  for (const character of question.toWellFormed()) {
    room -= encodeURIComponent(character).length
    if (room < 0) return `${kept}…`
    kept += character
  }
  return kept
}
