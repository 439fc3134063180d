import { bodyOf } from '../../knowledge/letter.ts'

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
