import { alternativesOf, announcesSeveral, clausesOf } from '../../knowledge/segments.ts'

describe('several matters', () => {
  it.each([
    'Zwei Fragen: wie geht das Soll und wo ist der Zähler',
    'Erstens das Konto, zweitens der Zähler',
    '1. Konto anlegen 2. Zähler prüfen',
    'Konto anlegen // Zähler prüfen',
    'Das Konto fehlt. Außerdem ist der Zähler falsch',
    'Das Konto fehlt. PS: der Zähler auch',
    'Konto anlegen + Zähler prüfen',
  ])('are announced in %j', (message) => {
    expect(announcesSeveral(message)).toBe(true)
  })

  it.each([
    'Das Konto der zweiten Wohnung fehlt und ich finde es nicht',
    'Muss ich den März zurücknehmen und noch mal laufen lassen?',
    'Die Rücklage mit Anfang / Zuführung / Ende zeigen',
    'Guthaben + offene Posten eines Eigentümers',
  ])('are not announced by %j', (message) => {
    expect(announcesSeveral(message)).toBe(false)
  })

  it.each(['Die NK-Abr. 2018 v. Vorgänger bzw. Hr. Kern', 'Am 3. Mai fehlt der Zähler'])(
    'do not begin behind the full stop of an abbreviation or a day: %j',
    (message) => {
      expect(clausesOf(message, false)[0]).toEqual([message])
    },
  )

  it('are split at the signs of a list', () => {
    expect(clausesOf('a) Konto anlegen b) Zähler prüfen', true)[0]).toEqual([
      'Konto anlegen',
      'Zähler prüfen',
    ])
  })

  it('are split at "und" between clauses, but not within one', () => {
    const [, byAnd] = clausesOf(
      'Das Soll stimmt nicht und wo finde ich den Zähler von Müller und Meier',
      false,
    )
    expect(byAnd).toEqual(['Das Soll stimmt nicht', 'wo finde ich den Zähler von Müller und Meier'])
  })
})

describe('a doubt', () => {
  it('has two sides', () => {
    expect(alternativesOf('Ist der Zähler falsch erfasst oder rechnet das Programm falsch?')).toEqual([
      'Ist der Zähler falsch erfasst',
      'rechnet das Programm falsch?',
    ])
  })

  it('is none between two single words', () => {
    expect(alternativesOf('Miete oder Hausgeld')).toBeUndefined()
  })
})
