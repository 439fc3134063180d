import { fileName, transcriptText } from '../../src/widget/transcriptFile.ts'

const at = (time: string) => new Date(`2026-11-25T${time}:00`)

test('the file can be read like a letter, by Windows too', () => {
  const text = transcriptText(
    'Support-Wegweiser',
    [
      { speaker: 'Assistent', at: at('18:14'), text: 'Guten Tag', isSent: true },
      { speaker: 'Sie', at: at('18:15'), text: 'Sonderumlage\nanlegen', isSent: true },
      { speaker: 'Sie', at: at('18:16'), text: 'Überweisung', isSent: false },
    ],
    at('18:20'),
  )
  expect(text).toBe(
    [
      '\ufeffGespräch mit HausPerfekt: Support-Wegweiser',
      'Heruntergeladen am 25.11.2026, 18:20',
      '',
      '25.11.2026, 18:14 – Assistent:',
      'Guten Tag',
      '',
      '25.11.2026, 18:15 – Sie:',
      'Sonderumlage',
      'anlegen',
      '',
      '25.11.2026, 18:16 – Sie (nicht gesendet):',
      'Überweisung',
      '',
    ].join('\r\n'),
  )
})

test('its name says what it is and sorts by day', () => {
  expect(fileName(at('18:20'))).toBe('Gespräch mit HausPerfekt 2026-11-25.txt')
})
