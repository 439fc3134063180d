import fc from 'fast-check'
import type { SupportLevel } from '../../knowledge/topic.ts'
import { everydayProblems } from '../helpers/everydayProblems.ts'
import { expectLed, expectNotMisled } from '../helpers/led.ts'
import { opened } from '../helpers/world.ts'

/** What people paste beside a problem, and what says nothing about it. */
type Frame = readonly [string, (problem: string) => string]

const outweighed: readonly Frame[] = [
  ['a picture', (problem) => `${problem}\nIMG_4711.jpg`],
  ['a mail before it', (problem) => `Siehe AW_ Ihre Anfrage vom 12.08.msg. ${problem}`],
  ['a mail', (problem) => `${problem}\nAW_ Ihre Anfrage vom 12.08.msg`],
  ['a path on a server', (problem) => `${problem}\n\\\\server01\\Verwaltung\\2023\\Notiz.docx`],
  ['the number of an error', (problem) => `${problem} (Fehler 0x80004005)`],
]

/** Some short problems drown in these, and are called unclear, foreign or unlisted, or one of two. */
const drowning: readonly Frame[] = [
  ['a path on a disk', (problem) => `${problem} Siehe C:\\Users\\schmitz\\Downloads\\Scan_0815.pdf`],
  ['a screenshot', (problem) => `${problem} (siehe Screenshot 2023-08-31 101530.png)`],
  ['a bank statement', (problem) => `${problem} (DE02_camt.053_2023-08-31_001.xml)`],
  ['a payment file', (problem) => `${problem} Datei: pain.008.001.02_2023-08.xml`],
  ['a short error dialog', (problem) => `${problem}\nFehler\nLaufzeitfehler '13': Typen unverträglich\nOK`],
  [
    'a long error dialog',
    (problem) =>
      `${problem}\n\nHausPerfekt funktioniert nicht mehr. Das Programm wird aufgrund eines Problems nicht richtig ausgeführt. Das Programm wird geschlossen und Sie werden benachrichtigt, wenn eine Lösung verfügbar ist.`,
  ],
  [
    'an access violation',
    (problem) =>
      `${problem}\n\nZugriffsverletzung bei Adresse 004F3A2C in Modul 'HausPerfekt.exe'. Lesen von Adresse 00000000.`,
  ],
  [
    'an error of the database',
    (problem) =>
      `${problem} Violation of PRIMARY KEY constraint 'PK_4711'. Cannot insert duplicate key in object 'dbo.T100'.`,
  ],
  [
    'a stack trace',
    (problem) =>
      `${problem}\n\nSystem.NullReferenceException: Object reference not set to an instance of an object.\n   at HP.Form1.Save(Int32 id) in D:\\build\\Form1.cs:line 214\n   at HP.Program.Main()`,
  ],
  [
    'a stack trace of Java',
    (problem) =>
      `${problem}\njava.lang.NullPointerException\n\tat com.example.Main.run(Main.java:42)\n\tat com.example.Main.main(Main.java:12)`,
  ],
]

const { topics } = opened.knowledge

describe.each(outweighed)('%s beside a problem', (_name, frame) => {
  it.each(everydayProblems)('does not change where it leads: %s', (problem, id) => {
    expectLed(frame(`${problem}.`), id)
  })
})

describe.each([...outweighed, ...drowning])('%s pasted with a problem', (_name, frame) => {
  it('never leads to the other level', () => {
    for (const [problem, id] of everydayProblems) expectNotMisled(frame(`${problem}.`), topics.get(id)!.level)
  })
})

describe('a problem with the file or the error it is about', () => {
  it.each([
    [
      'Beim Einlesen von camt.053_DE02_2023-08-31.xml bekommen wir keine Auszüge in das E-Banking',
      'e-banking',
    ],
    ['Wir bekommen die Kontoauszüge nicht abgeholt, die Datei umsaetze_2023_08.sta bleibt leer', 'e-banking'],
    ['Die Umsätze aus STA_20230831.mt940 kommen in der Bankverbindung nicht an', 'e-banking'],
    [
      'Beim Abholen der Kontoauszüge per E-Banking: „Die Verbindung mit dem Server konnte nicht hergestellt werden (HBCI 9010).“',
      'e-banking',
    ],
    ['Die Bank nimmt pain.008.001.02_Einzug_August.xml nicht an', 'einzuege-ueberweisungen'],
    ['Eine Überweisung aus pain.001_2023-08.xml ist nicht angekommen', 'einzuege-ueberweisungen'],
    [
      'In C:\\Users\\schmitz\\Downloads\\Einzelabrechnung_2022.pdf ist ein Betrag falsch, wo kommt der her?',
      'abrechnung-fehlersuche',
    ],
    [
      'Siehe AW_ Abrechnung 2022 Eigentümer Meier.msg: der Saldo auf dem Konto von Meier stimmt nicht',
      'personenkonto',
    ],
    ['Ich bekomme die Sonderumlage nicht angelegt, siehe Sonderumlage_Dach.docx', 'sonderumlagen'],
    ['Im Anhang Vermoegensstatus_2022.pdf, er geht um 12 Euro nicht auf', 'vermoegensstatus-differenzen'],
    ['Der Vermögensstatus geht nicht auf. Meldung: Division durch Null', 'vermoegensstatus-differenzen'],
    [
      'Die Datei D:\\Austausch\\techem_2022.dat vom Messdienst hat falsche Satzarten',
      'datentraegeraustausch',
    ],
    [
      'Fehler 0x80004005: Unbekannter Fehler. Wir wollten gerade einen Mieter auf ein anderes Personenkonto umbuchen.',
      'personenkonto',
    ],
    ['EDatabaseError: Invalid field type. Das passiert beim Sollstellungslauf für Oktober', 'sollstellungen'],
    [
      "Ich bekomme die neue Mitarbeiterin nicht angelegt: Violation of PRIMARY KEY constraint 'PK_USER'. Cannot insert duplicate key in object 'dbo.USERS'.",
      'mitarbeiter-anlegen',
    ],
  ])('leads to its topic: %s', (text, id) => {
    expectLed(text, id)
  })
})

describe('a file name alone', () => {
  // A payment file may be a matter of either level. What is no topic's term is none.
  const files: readonly (readonly [string, SupportLevel | null])[] = [
    ['camt.053_DE02120300000000202051_2023-08-31.xml', 'first'],
    ['CAMT053_20230831_001.xml', 'first'],
    ['STA_20230831.mt940', 'first'],
    ['umsaetze_2023_08.sta', 'first'],
    ['SEPA_Lastschrift_2023-08.xml', 'first'],
    ['pain.008.001.02_Einzug_August.xml', null],
    ['pain.001.001.03.xml', null],
    ['Z:\\HausPerfekt\\Daten\\DTAUS0.TXT', 'second'],
    ['Sonderumlage_Dach.docx', 'first'],
    ['Vermoegensstatus_2022.pdf', 'second'],
    ['C:\\Users\\schmitz\\Downloads\\Einzelabrechnung_2022.pdf', 'second'],
    ['AW_ Abrechnung 2022 Eigentümer Meier.msg', null],
    ['C:\\Users\\schmitz\\Desktop\\WG_ Frage.msg', null],
    ['Heizkostenabrechnung_2022_Final.pdf', 'second'],
    ['Saldenliste.xlsx', null],
  ]

  it.each(files)('states no wrong level: %s', (file, level) => {
    expectNotMisled(file, level)
  })

  it('states none where it says nothing', () => {
    const names = fc.constantFrom('IMG', 'Scan', 'Screenshot', 'Foto', 'Dokument', 'Unbenannt', 'image')
    const endings = fc.constantFrom('jpg', 'png', 'pdf', 'heic', 'docx', 'msg', 'zip')
    const folders = fc.constantFrom('', 'C:\\Users\\koch\\Downloads\\', 'Z:\\Ablage\\', '/home/koch/')
    fc.assert(
      fc.property(folders, names, fc.nat(99_999), endings, (folder, name, number, ending) =>
        expectNotMisled(`${folder}${name}_${number}.${ending}`, null),
      ),
      { numRuns: 300, seed: 823 },
    )
  })
})
