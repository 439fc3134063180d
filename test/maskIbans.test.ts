import fc from 'fast-check'
import type { Match } from '../knowledge/match.ts'
import { maskIbans } from '../src/maskIbans.ts'
import { opened } from './helpers/world.ts'

/** As the IBAN registry writes it: a are letters, n digits, c either. */
const countries = {
  AT: '16n',
  BE: '12n',
  CH: '5n12c',
  DE: '18n',
  DK: '14n',
  ES: '20n',
  FR: '10n11c2n',
  GB: '4a14n',
  IT: '1a10n12c',
  LI: '5n12c',
  LU: '3n13c',
  MT: '4a5n18c',
  NL: '4a10n',
  NO: '11n',
  PL: '24n',
  TR: '5n17c',
}

const digit = fc.constantFrom(...'0123456789')
const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
const kinds = {
  n: digit,
  a: letter,
  c: fc.oneof({ weight: 9, arbitrary: digit }, { weight: 1, arbitrary: letter }),
}

/** Characters of an IBAN, with any check digits. Few letters where there may be any: like real account numbers. */
const iban = fc
  .constantFrom(...Object.entries(countries))
  .chain(([code, structure]) => {
    const parts = [...structure.matchAll(/(\d+)([nac])/g)].map(([, count, kind]) =>
      fc.string({
        unit: kinds[kind as keyof typeof kinds],
        minLength: Number(count),
        maxLength: Number(count),
      }),
    )
    return fc
      .tuple(fc.tuple(digit, digit), ...parts)
      .map(([check, ...rest]) => code + check.join('') + rest.join(''))
  })
  .filter((whole) => (whole.match(/\d/g)?.length ?? 0) * 2 >= whole.length)

/** In groups of any size, which any of the separators join. */
const written = iban.chain((whole) => {
  const separators = fc.constantFrom(' ', '.', '-', '', '\u00a0', '\u2011', ' -', '\n', '&nbsp;')
  const cases = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.toLowerCase(),
    (text: string) => text.slice(0, 1) + text.slice(1).toLowerCase(),
  )
  return fc
    .tuple(
      fc.array(fc.tuple(fc.integer({ min: 2, max: 6 }), separators), { minLength: 20, maxLength: 20 }),
      cases,
    )
    .map(([groups, write]) => {
      let rest = write(whole)
      let text = ''
      for (const [size, separator] of whole.startsWith('NO') ? [[4, ''] as const, ...groups] : groups) {
        text += rest.slice(0, size)
        rest = rest.slice(size)
        if (rest !== '') text += separator
      }
      return { country: whole.slice(0, 2), text }
    })
})

describe('an IBAN', () => {
  it('is masked but for its country, however it is written', () => {
    const before = fc.constantFrom(
      '',
      'Bitte prüfen: ',
      'Mandat zu IBAN ',
      'IBAN',
      'Konto (',
      'Saldo 250,00 ',
    )
    const after = fc.constantFrom('', ' wurde abgebucht', '.', ') Danke', ', 250,00 Euro', 'EUR')
    fc.assert(
      fc.property(before, written, after, (left, { country, text }, right) => {
        expect(maskIbans(left + text + right)).toBe(`${left}${country}** **** …${right}`)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['DE89 3704 0044 0532 0130 00', 'DE** **** …'],
    ['de89370400440532013000', 'DE** **** …'],
    ['DE89-3704-0044-0532-0130-00 250,00 Euro', 'DE** **** … 250,00 Euro'],
    ['NL91 ABNA 0417 1643 00 und AT61.1904.3002.3457.3201', 'NL** **** … und AT** **** …'],
    ['Malta: MT84 MALT 0110 0001 2345 MTLC AST0 01S', 'Malta: MT** **** …'],
    ['DE89 - 3704 - 0044 - 0532 - 0130 - 00', 'DE** **** …'],
    ['DE89/3704/0044/0532/0130/00', 'DE** **** …'],
    ['DE89370400440532013000BICCOBADEFFXXX', 'DE** **** …BICCOBADEFFXXX'],
    ['MieterDE89370400440532013000Müller', 'MieterDE** **** …Müller'],
    ['mit einer Ziffer zu wenig: DE89 3704 0044 0532 0130 0', 'mit einer Ziffer zu wenig: DE** **** …'],
    ['mit zweien zu viel: DE8937040044053201300012', 'mit zweien zu viel: DE** **** …'],
  ])('%s', (text, masked) => {
    expect(maskIbans(text)).toBe(masked)
  })
})

describe('what is no IBAN stays as it is', () => {
  it.each([
    'Rufen Sie 02151-53706-31 oder +49 2151 53706 18 an',
    'Tel. DE 0049 2151 5370631',
    'Rechnung RE-2023-0815-4711 und DE2023000123',
    'Rechnung No 1234567890123',
    'USt-IdNr. DE123456789',
    'LV 12 Abrechnungsfehler',
    'KW 24 haben wir die Abrechnung für 2023 noch einmal erstellt',
    'PS: 29 Eigentümer, 30 Einheiten, es sind 12.345,67 Euro am 31.12.2023',
    'SE 2023 1234 5678 Objekt 4711',
    'BLZ 370 400 44 Konto 0532 0130 00',
    '𝔘𝔫𝔰𝔦𝔫𝔫 \ud83d <at>Bot</at>',
  ])('%s', (text) => {
    expect(maskIbans(text)).toBe(text)
  })

  it('like every sentence of the knowledge that has few digits', () => {
    const sentences = opened.knowledge.examples
      .map(({ text }) => text)
      .filter((text) => (text.match(/\d/g)?.length ?? 0) < 13)
    expect(sentences.length).toBeGreaterThan(20_000)
    for (const sentence of sentences) expect(maskIbans(sentence)).toBe(sentence)
  })

  it('like phone and invoice numbers of any kind', () => {
    const separator = fc.constantFrom('', ' ', '-', '/', '.')
    const digits = (max: number) =>
      fc.array(digit, { minLength: 3, maxLength: max }).map((all) => all.join(''))
    const phone = fc
      .tuple(fc.constantFrom('0', '+49 ', '0049 '), digits(4), separator, digits(8))
      .map((parts) => parts.join(''))
    const invoice = fc
      .tuple(
        fc.constantFrom('RE', 'R', 'INV', 'DE', 'AT', 'No ', 'Nr. '),
        separator,
        digits(4),
        separator,
        digits(6),
      )
      .map((parts) => parts.join(''))
    const words = fc.constantFrom('Tel. ', 'Rechnung ', 'Fax DE ', 'es ist ', 'Fr ', '')
    fc.assert(
      fc.property(words, fc.oneof(phone, invoice), (word, number) => {
        expect(maskIbans(word + number)).toBe(word + number)
      }),
      { numRuns: 2000 },
    )
  })

  it('like what is masked already', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          written.map(({ text }) => text),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          expect(maskIbans(maskIbans(text))).toBe(maskIbans(text))
        },
      ),
    )
  })
})

// A pattern that tries every way to read them would still be at it when the test runs out of time.
it.each(['DE12 12 12 12 ', 'DE 1 ', 'GT12 A A A ', 'D', '1 ', '&nbsp;', 'KW24 ABCD 1 '])(
  'comes to an end with a long text of %j',
  (part) => {
    const text = part.repeat(32_000 / part.length)
    expect(maskIbans(text).length).toBeLessThanOrEqual(text.length)
  },
)

describe('a question with an IBAN in it', () => {
  const ibans = ['DE89 3704 0044 0532 0130 00', 'at611904300234573201', 'NL91-ABNA-0417-1643-00']
  const decision = (match: Match): unknown => {
    switch (match.kind) {
      case 'answer':
        return match.topic.id
      case 'choose':
        return match.topics.map(({ id }) => id).sort()
      case 'unknown':
        return match.reason
      case 'intent':
        return match.intent
      case 'several':
        return match.parts.map((part) => decision(part.match))
    }
  }
  const decided = (text: string) => JSON.stringify(decision(opened.matcher.match(text)))

  it('is understood masked at least as well as whole', () => {
    let masked = 0
    let whole = 0
    let all = 0
    for (const { examples } of opened.knowledge.topics.values()) {
      for (const [at, question] of examples.slice(0, 9).entries()) {
        const number = ibans[at % 3]!
        for (const text of [`${question} ${number}`, `${number} ${question}`]) {
          all++
          if (decided(maskIbans(text)) === decided(question)) masked++
          if (decided(text) === decided(question)) whole++
        }
      }
    }
    expect(masked).toBeGreaterThanOrEqual(whole)
    expect(masked / all).toBeGreaterThan(0.99)
  })
})
