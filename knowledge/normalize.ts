/** A word as the user wrote it, and as it is compared: folded (case, umlauts, ß) and stemmed. */
export interface Token {
  readonly raw: string
  readonly folded: string
  readonly stem: string
}

const diacritics = /\p{Diacritic}/gu
const ascii = /^[\x20-\x7e]*$/
const words = /[\p{L}\p{N}]+/gu
const betweenWords = /[^\p{L}\p{N}]+/gu

/**
 * Makes spellings equal that German writers use for the same word: case, accents, ß/ss, and the three ways to write
 * an umlaut: `ü`, `ue` and a plain `u`. All end as the plain vowel, so "Überweisung", "Ueberweisung" and
 * "uberweisung" are one. A true "ue" ("Steuer") loses its e too; as this happens on both sides, nothing is lost.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  const plain = ascii.test(lower) ? lower : withoutDiacritics(lower)
  return plain.replace(/(?<=[aou])e+/g, '')
}

function withoutDiacritics(lower: string): string {
  const german = lower.replaceAll('ä', 'a').replaceAll('ö', 'o').replaceAll('ü', 'u').replaceAll('ß', 'ss')
  // Rare: most texts have no other letters, and taking letters apart is slow.
  return ascii.test(german) ? german : german.normalize('NFKD').replace(diacritics, '')
}

/**
 * Cuts inflection from a folded word, after CISTEM (Weißweiler and Fraser, "Developing a Stemmer for German", 2017),
 * without its treatment of the prefix "ge", which joins words that this domain keeps apart.
 */
export function stem(folded: string): string {
  let word = folded
  while (word.length > 5) {
    if (/(em|er|nd)$/.test(word)) word = word.slice(0, -2)
    else if (/[tesn]$/.test(word)) word = word.slice(0, -1)
    else break
  }
  while (word.length > 3 && word.length <= 5 && /[esn]$/.test(word)) word = word.slice(0, -1)
  return word
}

/** The words of a text, in order. Punctuation and symbols separate; digits stay, so that "Konto 1200" keeps its number. */
export function tokenize(text: string): Token[] {
  return (text.normalize('NFC').match(words) ?? []).map((raw) => {
    const folded = fold(raw)
    return { raw, folded, stem: stem(folded) }
  })
}

export const wordCount = (text: string): number => text.match(/\p{L}+/gu)?.length ?? 0

/** Two texts with the same key say the same to the matcher: only case, umlauts, spaces and punctuation differ. */
export function sameTextKey(text: string): string {
  return fold(text).replace(betweenWords, ' ').trim()
}
