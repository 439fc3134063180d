import { opened } from '../helpers/world.ts'

const { knowledge, matcher } = opened
const topics = [...knowledge.topics.values()]

/** What stands around a problem in real letters, and says nothing about it. */
const frames: readonly [string, (problem: string) => string][] = [
  ['a salutation', (problem) => `Sehr geehrte Damen und Herren,\n\n${problem}`],
  ['a greeting with a name', (problem) => `Hallo Frau Maaßen, ${problem}`],
  [
    'a closing',
    (problem) =>
      `${problem}\n\nMit freundlichen Grüßen\nHeizkosten-Service Müller GmbH\nAbteilung Sonderumlagen`,
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

describe('one problem told in three sentences', () => {
  it.each([
    'Ich habe die Sonderumlage für das Dach beschlossen bekommen. Nun will ich sie anlegen. Das Programm nimmt die Sonderumlage aber nicht an.',
    'Unser Vermögensstatus geht nicht auf. Es fehlen 12 Euro. Wir suchen die Differenz seit einer Woche.',
  ])('is not split: %s', (text) => {
    expect(matcher.match(text).kind).toBe('answer')
  })
})
