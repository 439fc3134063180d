import { opened } from '../helpers/world.ts'

const { knowledge, matcher } = opened
const topics = [...knowledge.topics.values()]

/** What stands around a problem in real letters, and says nothing about it. */
type Frame = readonly [string, (problem: string) => string]
const frames: readonly Frame[] = [
  ['a salutation', (problem) => `Sehr geehrte Damen und Herren,\n\n${problem}`],
  ['a greeting with a name', (problem) => `Hallo Frau Maaßen, ${problem}`],
  [
    'a closing',
    (problem) =>
      `${problem}\n\nMit freundlichen Grüßen\nHeizkosten-Service Müller GmbH\nAbteilung Sonderumlagen`,
  ],
  ...[
    'Gruß',
    'Danke und Gruß',
    'Mit freundlichem Gruß',
    'M.f.G.',
    'LG',
    'Grüße aus Köln',
    'Gesendet von meinem Telefon',
  ].map(
    (closing): Frame => [
      `the closing "${closing}"`,
      (problem) => `${problem}\n${closing}\nHeizkosten Müller GmbH`,
    ],
  ),
  [
    'a closing in the same line',
    (problem) => `${problem} Mit freundlichen Grüßen, i. A. Sandra Koch, Heizkosten Müller GmbH`,
  ],
  [
    'the HTML of a mail',
    (problem) =>
      `<p>Sehr geehrte Damen und Herren,</p><p>${problem}</p><p>Mit freundlichen Gr&uuml;&szlig;en<br>Sonderumlagen M&uuml;ller</p>`,
  ],
  ['a signature', (problem) => `${problem}\n\nMag. Anna Berbig\nRechnungswesen | Heizkosten | Rücklage`],
  ['a quoted mail', (problem) => `${problem}\n\n> Wie lege ich einen Zähler an?\n> Und eine Sonderumlage?`],
  [
    'a forwarded mail',
    (problem) =>
      `${problem}\n\n-----Ursprüngliche Nachricht-----\nVon: info@example.de\nDie Lastschrift fehlt`,
  ],
  ['an IBAN and a number', (problem) => `${problem} (IBAN DE02 1203 0000 0000 2020 51, Kundennummer 10234)`],
  ['a polite end', (problem) => `${problem} Vielen Dank im Voraus!`],
]

describe.each(frames)('%s around a problem', (_name, frame) => {
  it.each(topics.map((topic) => [topic.id, topic] as const))(
    'does not change where %s goes',
    (_id, topic) => {
      const problem = `Ich brauche Hilfe beim Thema ${topic.title}.`
      const match = matcher.match(frame(problem))
      const named =
        match.kind === 'answer'
          ? [match.topic.id]
          : match.kind === 'choose'
            ? match.topics.map(({ id }) => id)
            : []
      expect({ kind: match.kind, named }).toEqual({
        kind: expect.any(String),
        named: expect.arrayContaining([topic.id]),
      })
      if (match.kind === 'answer') expect(match.topic.level).toBe(topic.level)
    },
  )
})

it.each([
  ['Es geht nicht um die Sonderumlage. Es geht um das Clearing.', 'clearing'],
  ['Wohnung 2. OG links, Mieter Meier, Zähler tauschen', 'zaehlerverwaltung'],
])('what only looks like a letter, a list or another matter does not hide the problem: %s', (text, id) => {
  expect(matcher.match(text)).toMatchObject({ kind: 'answer', topic: { id } })
})

it('a letter that says nothing but in the mail it quotes is read with the quote', () => {
  expect(matcher.match('Bitte lesen')).toMatchObject({ kind: 'unknown', reason: 'unclear' })
  expect(matcher.match('Bitte lesen\n> Wir bekommen die Sonderumlage nicht angelegt')).toMatchObject({
    kind: 'answer',
    topic: { id: 'sonderumlagen' },
  })
})

it('"nicht nur ..., sondern auch ..." tells two problems', () => {
  const text = 'Nicht nur die Sonderumlage fehlt, sondern auch der Vermögensstatus geht nicht auf'
  const match = matcher.match(text)
  expect(match.kind === 'several' && match.parts.map(({ match }) => match)).toMatchObject([
    { topic: { id: 'sonderumlagen' } },
    { topic: { id: 'vermoegensstatus-differenzen' } },
  ])
})

describe('one problem told in three sentences', () => {
  it.each([
    'Ich habe die Sonderumlage für das Dach beschlossen bekommen. Nun will ich sie anlegen. Das Programm nimmt die Sonderumlage aber nicht an.',
    'Unser Vermögensstatus geht nicht auf. Es fehlen 12 Euro. Wir suchen die Differenz seit einer Woche.',
  ])('is not split: %s', (text) => {
    expect(matcher.match(text).kind).toBe('answer')
  })
})
