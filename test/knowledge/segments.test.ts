import { alternativesOf, announcesSeveral, bodyOf, clausesOf } from '../../knowledge/segments.ts'

describe('the body of a letter', () => {
  it.each([
    ['Sehr geehrte Damen und Herren,\ndas Konto fehlt.', 'das Konto fehlt.'],
    ['Sehr geehrter Herr Dr. Müller-Lüdenscheidt, das Konto fehlt.', 'das Konto fehlt.'],
    ['Hallo zusammen! Das Konto fehlt.', 'Das Konto fehlt.'],
    [
      'Guten Morgen, unser Clearingkonto in der WEG Connewitz geht ni auf. Was macht man denn da?',
      'unser Clearingkonto in der WEG Connewitz geht ni auf. Was macht man denn da?',
    ],
    ['Liebe Frau Schmitz\nDas Konto fehlt', 'Das Konto fehlt'],
    ['Das Konto fehlt.\nMit freundlichen Grüßen\nHeizkosten GmbH', 'Das Konto fehlt.'],
    ['Das Konto fehlt.\n\nMag. Ingrid Pichler\nRechnungswesen | Heizkosten | Rücklage', 'Das Konto fehlt.'],
    ['Das Konto fehlt.\n> Die Sonderumlage klemmt', 'Das Konto fehlt.'],
    ['Das Konto fehlt.\nAm 3.4. schrieb Frau Schmitz:\nDie Umlage klemmt', 'Das Konto fehlt.'],
    ['Das Konto fehlt. Mit freundlichen Grüßen Heizkosten GmbH', 'Das Konto fehlt.'],
    ['Das Konto fehlt\nGruß\nHeizkosten GmbH', 'Das Konto fehlt'],
    ['Das Konto fehlt\nVon: info@example.de\nDie Umlage klemmt', 'Das Konto fehlt'],
    ['Das Konto fehlt\nVon: Schmitz\nGesendet: Montag\nDie Umlage klemmt', 'Das Konto fehlt'],
    ['Es geht nicht um die Sonderumlage. Es geht um das Clearing', 'Es geht um das Clearing'],
    ['Es geht nicht um die Sonderumlage, sondern um das Clearing', 'Es geht   um das Clearing'],
  ])('of %j is the problem', (letter, body) => {
    expect(bodyOf(letter)).toBe(body)
  })

  it.each([
    'Hallo die Sonderumlage lässt sich nicht anlegen. Was tun?',
    'Werte im Vermögensstatus stimmen nicht, bitte um Hilfe',
    'Es fehlt Geld.\nAm Freitag schrieb die Bank, dass die Lastschrift zurückgegeben wurde.',
    'Die Werte:\nVon: 01.01.2023\nBis: 31.12.2023\nDer Schlüssel ist falsch',
    'Siehe Anlage.\nVgl. auch die Liste.\nDer Schlüssel ist falsch',
    'Der Auszug fehlt.\nGesendet von der Bank wurde er am Montag',
    'Nicht nur die Sonderumlage fehlt, sondern auch der Zähler',
    'Da steht:\nKonto | Soll | Haben\nund dann bleibt alles leer. Woran liegt das?',
    'Mit freundlichen Grüßen',
    'Hallo',
  ])('of %j is the whole', (message) => {
    expect(bodyOf(message)).toBe(message)
  })
})

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
