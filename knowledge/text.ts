import { decodeNamedCharacterReference } from 'decode-named-character-reference'
import { tokenize } from './normalize.ts'

const invisible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g
/** Tags at which a browser begins a new line. */
const lineTags =
  /<\/?(?:address|article|blockquote|br|dd|div|dl|dt|footer|h[1-6]|header|hr|li|ol|p|pre|section|table|tr|ul)\b[^<>]*>/gi
/** All other tags, and scripts and styles with all that is in them. */
const markup = /<(script|style)\b[\s\S]*?<\/\1\s*>|<\/?[a-z!][^<>]*>/gi
const reference = /&([a-z][a-z0-9]{1,30});/gi

/** The text a person meant to send: without control and zero-width characters and without HTML. */
export function readable(text: string): string {
  return text
    .toWellFormed()
    .replace(invisible, '')
    .replace(lineTags, '\n')
    .replace(markup, ' ')
    .replace(reference, letter)
    .replace(/[^\S\n]+/g, ' ')
    .trim()
}

/** "&uuml;" as a letter, "&nbsp;" as a blank; signs stay as they are, so that no tag comes to be. */
function letter(reference: string, name: string): string {
  const character = decodeNamedCharacterReference(name)
  return character && /^[\p{L}\s]$/u.test(character) ? character : reference
}

/** False for a text of blanks, emoji or punctuation alone. */
export function hasWords(text: string): boolean {
  return /\p{L}|\d/u.test(text)
}

/** True if most letters are not Latin, so that the text cannot be German. */
export function isOtherScript(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0
  return letters > 0 && latin < letters / 2
}

const english = new Set(
  'the is are was does do did not a an and or to of for with we i you my our your it this that how what where who why when which can cannot could would should please need want have has from into be been there their they'.split(
    ' ',
  ),
)
const german = new Set(
  'der die das den dem des ein eine einen einem und oder nicht ist sind war wird werden wir ich sie mein unser wie was wo wer warum wann kann können bitte brauche habe hat von aus im am auf für mit zu bei nach kein keine es ihr'.split(
    ' ',
  ),
)

/** True if the function words of a text are English rather than German. One shared word ("was") decides nothing. */
export function looksEnglish(text: string): boolean {
  const words = tokenize(text).map((token) => token.raw.toLowerCase())
  const count = (of: ReadonlySet<string>) => words.filter((word) => of.has(word)).length
  const englishWords = count(english)
  return englishWords >= 2 && englishWords > 2 * count(german)
}
