import { readdir } from 'node:fs/promises'
import { bundledKnowledgeDir, readKnowledgeFiles } from '../../knowledge/load.ts'
import { KnowledgeError } from '../../knowledge/problems.ts'
import { parseKnowledge } from '../../knowledge/validate.ts'
import type { SourceFile } from '../../knowledge/yamlFile.ts'

const files = await readKnowledgeFiles(bundledKnowledgeDir)

/** The problems of the knowledge files after an edit of one of them. */
function problemsAfter(edits: Readonly<Record<string, (text: string) => string>>) {
  const edited = files.map(
    ({ path, text }): SourceFile => ({ path, text: (edits[path] ?? ((same: string) => same))(text) }),
  )
  try {
    parseKnowledge(edited)
  } catch (error) {
    if (error instanceof KnowledgeError) return error
    throw error
  }
  throw new Error('The edit went unnoticed')
}

const clearing = 'topics/clearing.yaml'
const replace = (from: string | RegExp, to: string) => (text: string) => {
  const changed = text.replace(from, to)
  if (changed === text) throw new Error(`The file does not hold ${from}`)
  return changed
}

describe('a broken knowledge file', () => {
  it('without a field names the file, the field and the cure', () => {
    const { problems } = problemsAfter({ [clearing]: replace(/^summary: >-\n {2}.*\n/m, '') })
    expect(problems).toMatchObject([
      {
        file: clearing,
        line: 1,
        expected: 'ein Text',
        found: '„summary“ fehlt',
        cure: 'Ergänzen Sie „summary“.',
      },
    ])
  })

  it('with an unknown level names the line and the levels', () => {
    const { problems } = problemsAfter({ [clearing]: replace('level: first', 'level: third') })
    expect(problems).toMatchObject([
      { file: clearing, line: 3, expected: 'einer der Werte first, second', found: '„level“: "third"' },
    ])
  })

  it('with the id of another topic names both files', () => {
    const { problems } = problemsAfter({ [clearing]: replace('id: clearing', 'id: stammdaten') })
    expect(problems.map(({ found }) => found)).toContainEqual(
      expect.stringMatching(/„stammdaten“, schon in topics\/clearing\.yaml/),
    )
  })

  it('with an example of another topic names both places', () => {
    const sentence = 'Ich bekomme die Sonderumlage nicht angelegt'
    const { problems } = problemsAfter({ [clearing]: (text) => `${text}  - "${sentence}!"\n` })
    expect(problems).toMatchObject([{ expected: 'ein Beispiel, das nur einmal vorkommt' }])
    expect(JSON.stringify(problems)).toMatch(/clearing\.yaml/)
    expect(JSON.stringify(problems)).toMatch(/sonderumlagen/)
  })

  it.each([
    ['double-readings', 'Das Konto geht nicht auf', /^eine Zeile wie „clearing \+ konten-abstimmen: /],
    ['double-readings', 'clearing: Das Konto geht nicht auf', /^zwei oder drei verschiedene Kennungen$/],
    ['double-readings', 'clearing + clearing: Das Konto ist leer', /^zwei oder drei verschiedene Kennungen$/],
    ['double-readings', 'clearing + kasse: Das Konto geht nicht auf', /^die Kennung eines Themas$/],
    ['intents', 'Merci vielmals', /^eine Zeile wie „thanks: Danke“$/],
    ['intents', 'merci: Merci vielmals', /^eines der Anliegen .*thanks/],
  ])('of %s with the line "%s" says what is expected there', (name, line, expected) => {
    const file = `${name}.examples.txt`
    const { problems } = problemsAfter({ [file]: () => `# Weitere Sätze\n\n${line}\n` })
    expect(problems).toMatchObject([{ file, line: 3, expected: expect.stringMatching(expected) }])
  })

  it('with a tab names the line', () => {
    const { problems } = problemsAfter({ [clearing]: replace('\n  - "Clearing"', '\n\t- "Clearing"') })
    expect(problems[0]).toMatchObject({
      file: clearing,
      expected: 'Leerzeichen',
      found: 'ein Tabulatorzeichen',
    })
  })

  it('with an unknown contact lists the known ones', () => {
    const { problems } = problemsAfter({ 'contacts.yaml': replace('  - berbig\n', '  - niemand\n') })
    expect(problems).toMatchObject([
      {
        file: 'contacts.yaml',
        line: 10,
        expected: expect.stringContaining('maassen, berbig'),
        found: 'unbekannter Kontakt „niemand“',
      },
    ])
  })

  it('with too few examples says how many there must be', () => {
    const { problems } = problemsAfter({
      [clearing]: (text) => `${text.split('examples:')[0]}examples:\n  - einer\n`,
    })
    expect(problems).toMatchObject([
      { expected: 'mindestens 25 Einträge', found: '„examples“ mit der Anzahl 1' },
    ])
  })

  it('with a sentence that YAML takes for a reference says to quote it', () => {
    const { problems } = problemsAfter({ [clearing]: (text) => `${text}  - *wichtig\n` })
    expect(problems).toMatchObject([{ file: clearing, cure: 'Setzen Sie den Satz in Anführungszeichen.' }])
  })

  it('with the same contact twice says so', () => {
    const { problems } = problemsAfter({ 'contacts.yaml': replace('id: berbig', 'id: maassen') })
    expect(problems.map(({ expected }) => expected)).toContain('jede Kennung nur einmal')
  })

  it('with another id than its name is told that ids never change', () => {
    const { problems } = problemsAfter({ [clearing]: replace('id: clearing', 'id: zuordnung') })
    expect(problems).toContainEqual(
      expect.objectContaining({ file: clearing, line: 2, found: '„zuordnung“' }),
    )
  })

  it('in another encoding than UTF-8 names the line', () => {
    const { problems } = problemsAfter({ 'topics/clearing.examples.txt': replace('ä', '\ufffd') })
    expect(problems).toMatchObject([{ expected: 'eine Datei in der Kodierung UTF-8' }])
  })

  it('with a wrong phone number shows a right one', () => {
    const { problems } = problemsAfter({ 'contacts.yaml': replace('02151-53706-31', '02151 53706 31') })
    expect(problems).toMatchObject([{ line: 14, expected: 'eine Rufnummer wie 02151-53706-31' }])
  })

  it('with broken YAML names the line', () => {
    const { problems } = problemsAfter({ [clearing]: replace('title: Clearing', 'title: "Clearing') })
    expect(problems[0]).toMatchObject({ file: clearing, expected: 'gültiges YAML' })
  })

  it('is told together with all other broken files', () => {
    const error = problemsAfter({
      [clearing]: replace('level: first', 'level: third'),
      'topics/stammdaten.yaml': replace('level: first', 'level: 1'),
      'contacts.yaml': replace('phone: 02151-53706-31', 'phone: keine'),
    })
    expect(error.problems.map(({ file }) => file)).toEqual([
      clearing,
      'topics/stammdaten.yaml',
      'contacts.yaml',
    ])
    expect(error.message.split('\n')).toHaveLength(4)
  })
})

describe('the knowledge that comes with the program', () => {
  const { topics, directory, examples } = parseKnowledge(files)

  it('has the 24 topics of the newsletter, 14 of first and 10 of second level', () => {
    const levels = [...topics.values()].map(({ level }) => level)
    expect(levels.filter((level) => level === 'first')).toHaveLength(14)
    expect(levels.filter((level) => level === 'second')).toHaveLength(10)
  })

  // The newsletter's lists, beside the shown titles; a topic at the wrong desk is the worst mistake there is.
  it.each([
    ['ersthilfe-neukunden', 'first', 'Ersthilfe bei Neukunden', 'Ersthilfe bei Neukunden'],
    ['stammdaten', 'first', 'Stammdatenpflege und -anlage', 'Stammdatenpflege- und Anlage'],
    ['personenfunktion', 'first', 'Personenfunktion', 'Personenfunktion'],
    ['personenkonto', 'first', 'Personenkonto', 'Personenkonto'],
    ['schluesseltabellen', 'first', 'Schlüsseltabellen', 'Schlüsseltabellen'],
    ['sollstellungen', 'first', 'Sollstellungen', 'Sollstellungen'],
    ['einzuege-ueberweisungen', 'first', 'Einzüge und Überweisungen', 'Einzüge und Überweisungen'],
    ['clearing', 'first', 'Clearing', 'Clearing'],
    ['verteilerschluessel', 'first', 'Verteilerschlüssel', 'Verteilerschlüssel'],
    [
      'kontenanlage-sachkontenrahmen',
      'first',
      'Kontenanlage im Sachkontenrahmen',
      'Kontenanlage im Sachkontenrahmen',
    ],
    ['sonderumlagen', 'first', 'Erstellung von Sonderumlagen', 'Erstellung von Sonderumlagen'],
    ['mitarbeiter-anlegen', 'first', 'Anlegen von Mitarbeitern', 'Anlegen von Mitarbeitern'],
    ['zaehlerverwaltung', 'first', 'Überprüfung der Zählerverwaltung', 'Überprüfung der Zählerverwaltung'],
    ['e-banking', 'first', 'Allgemeine Fragen zum E-Banking', 'Allgemeine Fragen zum E-Banking'],
    ['ruecklage-darstellung', 'second', 'Darstellung der Rücklage', 'Darstellung der Rücklage'],
    ['abrechnung-fehlersuche', 'second', 'Fehlersuche in Abrechnungen', 'Fehlersuche in Abrechnungen'],
    ['abrechnung-nachstellen', 'second', 'Nachstellen von Abrechnungen', 'Nachstellen von Abrechnungen'],
    [
      'vermoegensstatus-differenzen',
      'second',
      'Finden und Korrigieren von Differenzen im Vermögensstatus',
      'Finden und korrigieren von Differenzen im Vermögenstatus',
    ],
    [
      'datentraegeraustausch',
      'second',
      'Überprüfung des Datenträgeraustauschs',
      'Überprüfung des Datenträgeraustauschs',
    ],
    [
      'heizkostenabrechnung-intern',
      'second',
      'Überprüfung der internen Heizkostenabrechnung',
      'Überprüfung der internen Heizkostenabrechnung',
    ],
    ['konten-abstimmen', 'second', 'Abstimmen von Konten', 'Abstimmen von Konten'],
    [
      'abrechnungsart-umstellen',
      'second',
      'Umstellung von Abrechnungsarten',
      'Umstellung von Abrechnungsarten',
    ],
    ['schnittstellen', 'second', 'Bearbeitung von Schnittstellen', 'Bearbeitung von Schnittstellen'],
    ['sonderprogrammierungen', 'second', 'Sonderprogrammierungen', 'Sonderprogrammierungen'],
  ])(
    'has %s on the %s level, and keeps its title and the spelling of the newsletter',
    (id, level, title, newsletterTitle) => {
      expect(topics.get(id)).toMatchObject({ id, level, title, newsletterTitle })
    },
  )

  it('cites the issue in every topic, and names the file after the id', async () => {
    for (const { source } of topics.values()) expect(source).toMatch(/^Kundeninformation 08\/2023/)
    const names = (await readdir(`${bundledKnowledgeDir}/topics`)).filter((name) => name.endsWith('.yaml'))
    expect(names.sort()).toEqual([...topics.keys()].map((id) => `${id}.yaml`).sort())
  })

  it('has the six contacts of the newsletter', () => {
    const line = ({ name, phone }: { name: string; phone: string }) => `${name}: ${phone}`
    expect([directory.hotline, ...directory.accountManagers].map(line)).toEqual([
      'Hotline: 02151-53706-31',
      'Pascal Müller: 02151-53706-26',
      'Pascal Höttges: 02151-53706-29',
      'Daniela van Wickeren: 02151-53706-18',
      'Phillip Maaßen: 02151-53706-25',
      'Marc Berbig: 02151-53706-01',
    ])
    expect(directory.hotline.email).toBe('hotline@hausperfekt.de')
  })

  it('has at least 150 unlisted and foreign examples', () => {
    const count = (reason: string) => examples.filter(({ labels }) => labels[0] === reason).length
    expect(Math.min(count('unlisted'), count('foreign'))).toBeGreaterThanOrEqual(150)
  })
})
