import { type CountrySpec, getCountrySpecifications, isValidIBAN } from 'ibantools'

/** What stands between the characters of an IBAN: what people type, and what comes along from a PDF or from Teams. */
const gap = '(?:[\\s._\\-/|\\u00ad\\u200b-\\u200f\\u2010-\\u2015\\u2060\\ufeff]|&nbsp;){0,3}'

const countries = Object.entries(getCountrySpecifications()).filter(([, { bban_regexp }]) => bban_regexp)

/** "No 1234567890123" is a number of anything, so a Norwegian IBAN must hold together at its beginning. */
const afterCountry = (code: string): string => (code === 'NO' ? '' : gap)

/** `[0-9]{18}` becomes 18 digits with gaps. */
const withGaps = ({ bban_regexp }: CountrySpec): string =>
  (bban_regexp ?? '').replace(/[$^]/g, '').replace(/(\[.+?\])(\{\d+\})/g, `(?:${gap}$1)$2`)

const shapes = countries.map(([code, spec]) => `${code}${afterCountry(code)}\\d${gap}\\d${withGaps(spec)}`)

/** Some digits too few or too many: still nobody's business. */
const mistyped = `(?:${countries.map(([code]) => code).join('|')})\\d\\d(?:${gap}\\d){14,32}`

const begin = '(?:(?<![\\p{L}\\p{N}])|(?<=iban))'
const end = '(?:(?![\\p{L}\\p{N}])|(?=eur))'
const candidates = new RegExp(`${begin}(?:${[...shapes, mistyped].join('|')})${end}`, 'giu')
/** Written without a space before or behind, as in "000BIC"; only right check digits tell it from other words. */
const embedded = new RegExp(shapes.join('|'), 'giu')
const gaps = new RegExp(gap, 'gu')

/**
 * Masks account numbers but for their country, however they are grouped and written, also with wrong check digits:
 * "de89 3704 0044 0532 0130 00" becomes "DE** **** …". Other numbers and all words stay as they are.
 *
 * The shapes are those of the IBAN registry (ISO 13616; https://www.swift.com/standards/data-standards/iban). Where one
 * allows letters, words could fill it by chance ("LV 12 Abrechnungsfehler"), so at least half must be digits, unless
 * the check digits are right.
 */
export function maskIbans(text: string): string {
  return text
    .replace(candidates, (found) => {
      const iban = bare(found)
      const digits = iban.match(/\d/g)?.length ?? 0
      return digits * 2 >= iban.length || isValidIBAN(iban) ? masked(iban) : found
    })
    .replace(embedded, (found) => (isValidIBAN(bare(found)) ? masked(bare(found)) : found))
}

const bare = (found: string): string => found.replace(gaps, '').toUpperCase()
const masked = (iban: string): string => `${iban.slice(0, 2)}** **** …`
