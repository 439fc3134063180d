import type { ContactLine, MailDraft } from '../../dialogs/turn.ts'

/**
 * Makes text harmless in Markdown, so that neither a customer's words nor a topic's title can become a link, an image
 * or markup. HTML's characters are written as entities, because not every renderer heeds a backslash before them; what
 * has a meaning only at the beginning of a line, or in an address, is escaped only there, so that the text stays
 * readable where Markdown is not rendered. Any ASCII punctuation may be escaped (CommonMark 0.31, "Backslash escapes").
 */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]~|]/g, '\\$&')
    .replace(/^(\s*)([-+#=])/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/gm, '$1\\$2')
    .replace(/:\/\/|www\.|@/gi, (address) => address.replace(/[:.@]/, '\\$&'))
}

/** A number as a link to call it. In Teams a `tel:` link works in text only, not as a card's button. */
export function phoneLink({ phone, dial }: ContactLine): string {
  return `[${phone}](tel:${dial})`
}

export function mailLink(draft: MailDraft): string {
  return `[${draft.to}](${mailto(draft)})`
}

/** A `mailto:` URL with subject and body (RFC 6068: line breaks as CRLF, everything percent-encoded). */
export function mailto({ to, subject, body }: MailDraft): string {
  return `mailto:${to}?subject=${encodeForMail(subject)}&body=${encodeForMail(body.replaceAll('\n', '\r\n'))}`
}

/** `encodeURIComponent` leaves brackets and a quote that would end a Markdown link. */
function encodeForMail(text: string): string {
  return encodeURIComponent(text).replace(
    /[()'!*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
