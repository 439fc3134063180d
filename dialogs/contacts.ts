import type { Contact, Directory, Topic } from '../knowledge/topic.ts'
import type { ContactLine } from './turn.ts'
import * as wording from './wording.de.ts'

/** Longest part of a question that goes into a mail draft; `mailto:` links over about 2,000 characters fail in common mail programs. */
const maxQuestionInMail = 500

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
      body: wording.mailBody(question.slice(0, maxQuestionInMail)),
    },
  }
}

/** A contact as a line of plain text. */
export function contactText({ name, phone, email }: ContactLine): string {
  return email ? `${name}: ${phone}, ${email.to}` : `${name}: ${phone}`
}
