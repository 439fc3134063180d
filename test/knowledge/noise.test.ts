import { withoutNoise } from '../../knowledge/noise.ts'

describe('what tells no topic', () => {
  it.each([
    ['Es klemmt.\n\tat com.example.Main.run(Main.java:42)', 'Es klemmt.'],
    ['java.lang.NullPointerException beim Anlegen', 'beim Anlegen'],
    ['Es klemmt (Fehler 0x80004005) seit heute', 'Es klemmt ( ) seit heute'],
    ['Siehe C:\\Users\\koch\\Sonderumlage.pdf', 'Siehe  Sonderumlage'],
    ['Siehe \\\\server\\daten\\Liste.xlsx', 'Siehe  Liste'],
    ['Unsere Kundennummer 10234, das Konto fehlt', 'Unsere  , das Konto fehlt'],
    ['IBAN DE02 1203 0000 0000 2020 51 ist neu', 'ist neu'],
  ])('is left out of %j', (message, rest) => {
    expect(withoutNoise(message)).toBe(rest)
  })

  it.each(['4711123', 'Konto 1200, Zeile 3', 'Fehler beim Speichern'])('leaves %j as it is', (message) => {
    expect(withoutNoise(message)).toBe(message)
  })
})
