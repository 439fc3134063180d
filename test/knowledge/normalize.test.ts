import fc from 'fast-check'
import { fold, sameTextKey, stem, tokenize } from '../../knowledge/normalize.ts'

describe('folding', () => {
  it.each([
    ['Überweisung', 'Ueberweisung'],
    ['Überweisung', 'UBERWEISUNG'],
    ['Straße', 'Strasse'],
    ['Schlüssel', 'schluessel'],
    ['Vermögensstatus', 'vermogensstatus'],
    ['Zähler', 'Zaehler'],
    ['U\u0308berweisung', 'Überweisung'],
  ])('makes %s and %s one', (a, b) => {
    expect(fold(a)).toBe(fold(b))
  })

  it('changes nothing that is folded already', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abeouüäöß ') })
    fc.assert(fc.property(word, (text) => fold(fold(text)) === fold(text)))
  })
})

describe('stemming', () => {
  it.each([
    ['umlage', 'umlagen'],
    ['konto', 'kontos'],
    ['zahler', 'zahlern'],
    ['abrechnung', 'abrechnungen'],
  ])('joins %s and %s', (a, b) => {
    expect(stem(a)).toBe(stem(b))
  })

  it('never empties a word', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'aenrst'), minLength: 1 }),
        (word) => stem(word).length > 0,
      ),
    )
  })
})

describe('tokens', () => {
  it('keep what the user wrote', () => {
    expect(tokenize('Konto-Nr. 1200: Überweisung?').map(({ raw }) => raw)).toEqual([
      'Konto',
      'Nr',
      '1200',
      'Überweisung',
    ])
  })

  it('do not depend on case, spaces and punctuation', () => {
    expect(sameTextKey(' SEPA-Lastschrift,  nicht möglich!')).toBe(
      sameTextKey('sepa lastschrift nicht moeglich'),
    )
  })
})
