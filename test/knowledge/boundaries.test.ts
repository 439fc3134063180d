import { opened } from '../helpers/world.ts'

const { matcher } = opened

/** What is stated: a topic, "unlisted", or topics in a question back. */
function routed(text: string): string | readonly string[] {
  const match = matcher.match(text)
  switch (match.kind) {
    case 'answer':
      return match.topic.id
    case 'choose':
      return match.topics.map(({ id }) => id)
    case 'unknown':
      return match.reason
    default:
      return match.kind
  }
}

/** The table in docs/handbuch.md, "Abgrenzungen", that HausPerfekt is to confirm. */
describe('the boundaries that the handbook promises', () => {
  it.each([
    ['Der Saldo von Mieter Schmidt ist falsch', 'personenkonto'],
    ['Die Summe aller Personenkonten passt nicht zum Sachkonto', 'konten-abstimmen'],
    ['Wo ordne ich eine ungeklärte Zahlung einem Mieter zu?', 'clearing'],
    ['Wie ändere ich den Verteilerschlüssel?', 'verteilerschluessel'],
    ['Auf der fertigen Abrechnung ist ein Betrag falsch', 'abrechnung-fehlersuche'],
    ['Ich möchte einen Zählerstand von Hand eintragen', 'zaehlerverwaltung'],
    ['Beim Abholen der Auszüge geht die TAN nicht', 'e-banking'],
    ['Neuer Eintrag in einer Auswahlliste', 'schluesseltabellen'],
    ['Wir wünschen uns eine eigene Maske, nur für uns programmiert', 'sonderprogrammierungen'],
    ['Wie stelle ich ein Objekt auf eine andere Abrechnungsart um?', 'abrechnungsart-umstellen'],
    ['Wo trage ich die neuen Vorauszahlungen ein?', 'sollstellungen'],
    ['Wie erstelle ich den Wirtschaftsplan?', 'unlisted'],
    ['Wie wird die Rücklage auf der Abrechnung dargestellt?', 'ruecklage-darstellung'],
    ['In der Datei vom Messdienst stimmen die Satzarten nicht', 'datentraegeraustausch'],
    ['Unser Vermögensstatus geht nicht auf', 'vermoegensstatus-differenzen'],
    ['Die Bilanz geht nicht auf', 'konten-abstimmen'],
    ['Alte Abrechnung noch einmal drucken', 'unlisted'],
    ['Bitte rechnen Sie eine alte Abrechnung nach', 'abrechnung-nachstellen'],
    ['Abrechnung erstellen', 'unlisted'],
    ['Wie mache ich aus einem Mieter auch einen Eigentümer?', 'personenfunktion'],
    ['Wo hinterlege ich die neue IBAN des Eigentümers?', 'stammdaten'],
    ['Das SEPA-Mandat soll für den Einzug geändert werden', 'einzuege-ueberweisungen'],
    ['Wie ändere ich die Rechte einer Kollegin im Programm?', 'mitarbeiter-anlegen'],
    ['Zugang der Eigentümer zum Portal', 'unlisted'],
    ['Mahnung drucken', 'unlisted'],
    ['Indexmiete berechnen', 'unlisted'],
  ])('%s: %s', (text, expected) => {
    expect(routed(text)).toBe(expected)
  })

  it.each([
    ['Die Bank lehnt unsere Zahlungsdatei ab', ['datentraegeraustausch', 'einzuege-ueberweisungen']],
    ['Clearingkonto geht nicht auf', ['clearing', 'konten-abstimmen']],
    ['Der Verbrauch bei der Heizung ist unplausibel', ['heizkostenabrechnung-intern', 'zaehlerverwaltung']],
    ['Bankschnittstelle', ['e-banking', 'schnittstellen']],
    [
      'Wir sind neu bei Ihnen und möchten unsere Daten aus dem alten Programm übernehmen',
      ['ersthilfe-neukunden', 'schnittstellen'],
    ],
  ])('%s: question back', (text, ids) => {
    expect(routed(text)).toEqual(expect.arrayContaining(ids))
  })
})
