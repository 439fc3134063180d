/** Lines of a stack trace, error codes, the folders of a path, and endings of file names; the name itself may tell the topic. */
const pastedNoise =
  /^[^\S\n]*(?:at|bei) [\w.$<>]+\(.*$|\b(?:[\w$]+\.)+\w+(?:Exception|Error)\b:?|\b(?:fehler(?:code)?:?\s*)?0x[0-9a-f]{4,}\b|(?:\b[a-z]:|\\)\\(?:[^\\\s]+\\)*|\.(?:pdf|docx?|xlsx?|msg|jpe?g|png|heic|zip|txt)\b/gimu
/** Account numbers, also masked ("DE** **** …"), customer numbers and the like, with the word that announces them. */
const numbers =
  /\b(?:iban:?\s*)?[a-z]{2}\*\*(?:\s\*+)*(?:\s…)?|\b(?:iban:?\s*)?[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){3,7}(?:\s?[a-z0-9]{1,3})?\b|\b(?:(?:kunden|vertrags|ticket|vorgangs|konto|rechnungs)?-?(?:nummer|nr\.?)\s*:?\s*)?\d{5,}\b/giu

/** A message without what is pasted or counted in it and tells no topic; as it is, if nothing else is in it. */
export function withoutNoise(message: string): string {
  const rest = message.replace(pastedNoise, ' ').replace(numbers, ' ').trim()
  return /\p{L}/u.test(rest) ? rest : message
}
