import { extractFeatures, featureNames, wordFeature } from '../../knowledge/features.ts'
import { tokenize } from '../../knowledge/normalize.ts'

const namesOf = (text: string) => new Set(featureNames(tokenize(text)).values())

describe('the features of a text', () => {
  it('are its stems, pairs of stems, and pieces of its words', () => {
    const names = namesOf('Sonder Umlage')
    expect(names).toContain('w:umlag')
    expect(names).toContain('w:sonderumlag')
    expect(names).toContain('p:sond umlag')
    expect(names).toContain('g:_umla')
  })

  it.each(['im Konto', 'Konto im'])('join no word of two letters with its neighbour: %s', (text) => {
    const words = [...namesOf(text)].filter((name) => name.startsWith('w:'))
    expect(words.sort()).toEqual(['w:im', 'w:konto'])
  })

  it('join words of three letters', () => {
    expect(namesOf('Neu Soll')).toContain('w:neusoll')
    expect(namesOf('Soll neu')).toContain('w:sollneu')
  })

  it('have one name each', () => {
    const tokens = tokenize('Die Abrechnung stimmt nicht mit der Abrechnung vom Vorjahr überein')
    const { words, pairs, grams } = extractFeatures(
      'Die Abrechnung stimmt nicht mit der Abrechnung vom Vorjahr überein',
    )
    expect(new Set(featureNames(tokens).keys())).toEqual(new Set([...words, ...pairs, ...grams]))
  })

  it('tell a word from the same letters within a word', () => {
    const { words, grams } = extractFeatures('mea')
    expect(words).toContain(wordFeature('mea'))
    expect(grams).not.toContain(wordFeature('mea'))
  })

  it('are the same for every surname behind "Herr" or "Frau"', () => {
    expect(extractFeatures('Konto von Herrn Müller')).toEqual(extractFeatures('Konto von Herrn Berbig'))
    expect(extractFeatures('Konto von Müller')).not.toEqual(extractFeatures('Konto von Berbig'))
  })
})
