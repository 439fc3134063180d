import { withoutRuledOut } from '../../knowledge/ruledOut.ts'

describe('what the writer rules out', () => {
  it.each([
    [
      'Die Stände sind alle geprüft, trotzdem zahlt das Dachgeschoss beim Heizen alles.',
      ', trotzdem zahlt das Dachgeschoss beim Heizen alles.',
    ],
    ['Bank stimmt, Soll stimmt auch. Frau Kurz hat aber ein Minus.', ',. Frau Kurz hat aber ein Minus.'],
    [
      'Der Schlüssel ist richtig hinterlegt und trotzdem zahlt der Laden nichts mit',
      ' und trotzdem zahlt der Laden nichts mit',
    ],
    [
      'An der Bank liegt es nicht. Der Lehrling darf das Fenster nicht öffnen',
      '. Der Lehrling darf das Fenster nicht öffnen',
    ],
    [
      'Mit der Umlage hat das nichts zu tun, uns fehlt eine Art von Einheit',
      ', uns fehlt eine Art von Einheit',
    ],
    ['Es geht nicht um die Sonderumlage, sondern um das Clearing', 'Es geht   um das Clearing'],
  ])('does not decide: %s', (message, rest) => {
    expect(withoutRuledOut(message)).toBe(rest)
  })

  it.each([
    'Da stimmt doch was nicht, die Summe links ist höher',
    'Der Saldo stimmt nicht, und ich weiß nicht warum',
    'Der Saldo stimmt nur bei zwei Mietern, sonst ist er falsch',
    'Ich weiß nicht, ob die Abrechnung stimmt, bitte prüfen',
    'Wir brauchen die IBAN, damit sie dort richtig steht, wo ändern wir sie',
    'Die Liste ist unvollständig, es fehlen drei Einträge darin',
    'Nicht nur die Umlage fehlt, sondern auch der Zähler',
  ])('is nothing in: %s', (message) => {
    expect(withoutRuledOut(message)).toBe(message)
  })

  it('counts if nothing else is said', () => {
    const message = 'Die Abrechnung ist richtig, sagt er.'
    expect(withoutRuledOut(message)).toBe(message)
  })
})
