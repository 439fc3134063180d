import type { Contact, Directory, SupportLevel, Topic } from '../knowledge/topic.ts'
import { maxTextLength } from './turn.ts'

/**
 * Every German sentence the bot says. Formal, short, and nothing in it that the newsletter does not say: no prices, no
 * opening hours, no forms of address, no promise (`docs/decisions.md`, "Nothing is invented").
 */

const newsletter = 'Kundeninformation 08/2023'

export const levelName: Readonly<Record<SupportLevel, string>> = {
  first: 'First-Level-Support',
  second: 'Second-Level-Support',
}

/** Why a topic is with its desk, with source and date. */
export const levelReason: Readonly<Record<SupportLevel, string>> = {
  first: `First-Level-Support: laut ${newsletter} durch den Wartungsvertrag abgedeckt.`,
  second: `Second-Level-Support: laut ${newsletter} eine spezifischere und komplexere Anfrage, die nicht Bestandteil der Hotline ist.`,
}

/** `customer`: the number with which the portal has signed the user in. */
export const welcome = (customer?: string): string =>
  (customer === undefined
    ? 'Guten Tag, hier antwortet ein automatischer Assistent von HausPerfekt. '
    : `Guten Tag, Sie sind mit der Kundennummer ${customer} angemeldet. Hier antwortet ein automatischer Assistent von HausPerfekt. `) +
  'Beschreiben Sie Ihr Anliegen in eigenen Worten, dann nenne ich Ihnen den richtigen Ansprechpartner: Hotline oder Kundenbetreuer.'

/** Questions to tap in the welcome; each shows another thing the bot can do. */
export const exampleQuestions: readonly string[] = [
  'Ich bekomme die Sonderumlage nicht angelegt',
  'Wir finden die Differenz im Vermögensstatus nicht',
  'Was ist der Unterschied zwischen First und Second Level?',
]

export const greeting = (): string =>
  'Guten Tag! Worum geht es? Beschreiben Sie Ihr Anliegen kurz in eigenen Worten.'

export const thanks = (): string =>
  'Gern geschehen. Wenn Sie noch eine Frage haben, schreiben Sie sie einfach hierher.'

export const help = (): string =>
  'Ich bin ein automatischer Assistent. Sie beschreiben ein Problem mit dem Programm, und ich nenne Ihnen den Support-Level ' +
  'und den Ansprechpartner dazu. Lösen kann ich das Problem nicht. Zum Beispiel können Sie fragen:'

export const restarted = (): string =>
  'Wir fangen von vorn an. Worum geht es? Beschreiben Sie Ihr Anliegen kurz in eigenen Worten.'

export const restartedAfterUpdate = (): string =>
  'Ich wurde inzwischen aktualisiert; den bisherigen Verlauf berücksichtige ich nicht mehr.'

export const cancelled = (): string =>
  'In Ordnung, das lassen wir. Wenn Sie eine neue Frage haben, schreiben Sie sie einfach hierher.'

export const language = (): string =>
  'I am an automatic assistant, and I answer in German. Please describe your problem with the program in a short sentence, ' +
  'in German if you can, and I will name the right contact.\n' +
  'Ich antworte auf Deutsch. Bitte beschreiben Sie Ihr Anliegen in einem kurzen Satz.'

/** Goes before an answer to a question that was asked in English. */
export const answersInGerman = (): string =>
  'This assistant answers in German. I read your question as follows:'

export const otherScript = (): string =>
  'Das kann ich leider nicht lesen: Ich verstehe nur Deutsch. Bitte beschreiben Sie Ihr Anliegen in einem kurzen deutschen Satz.\n' +
  'I only read German. Please describe your problem in a short sentence.'

export const privacy = (retentionDays: number): string =>
  'Ihre Nachrichten werden nur verwendet, um den Ansprechpartner zu Ihrem Anliegen zu finden. Das geschieht im Programm selbst; ' +
  'zum Verstehen wird Ihr Text an niemanden weitergegeben. ' +
  `Die Unterhaltung wird ${days(retentionDays)} nach der letzten Nachricht gelöscht. ` +
  'Bitte nennen Sie hier keine Namen, Kontonummern oder Passwörter; ich brauche sie nicht.'

export const costs = (): string =>
  'Zu Preisen und Kosten liegt mir nichts vor. Die Hotline kann Ihnen sagen, wer Ihnen Auskunft gibt:'

export const openingHours = (): string =>
  'Zu Öffnungs- und Sprechzeiten liegt mir nichts vor. Bitte fragen Sie bei der Hotline nach:'

export const attachmentsUnread = (): string =>
  'Dateien und Bilder kann ich nicht lesen. Bitte beschreiben Sie Ihr Anliegen in einem kurzen Satz.'

export const noWords = (): string =>
  'Darin finde ich keinen Text, den ich lesen kann. Bitte beschreiben Sie Ihr Anliegen in einem kurzen Satz.'

export const shortened = (): string =>
  `Ihre Nachricht ist sehr lang. Gelesen habe ich die ersten ${maxTextLength.toLocaleString('de-DE')} Zeichen.`

export const unclear = (): string =>
  'Das habe ich noch nicht verstanden. Bitte beschreiben Sie es mit anderen Worten: Bei welcher Aufgabe im Programm ' +
  'brauchen Sie Hilfe, und was passiert dabei?'

export const stillUnclear = (): string =>
  'Ein passendes Thema finde ich leider nicht. Der sichere Weg ist die Hotline; dort sagt man Ihnen, wer zuständig ist:'

export const keptWording = (): string => 'Die E-Mail-Vorlage enthält Ihre Beschreibung bereits.'

export const unlisted = (): string =>
  `In unserer Übersicht (${newsletter}) ist das nicht aufgeführt. Bitte fragen Sie bei der Hotline nach:`

export const foreign = (): string =>
  'Dabei kann ich leider nicht helfen: Ich kenne nur Anliegen zum Programm HausPerfekt. ' +
  'Wenn es doch um das Programm geht, beschreiben Sie bitte, was Sie dort erledigen möchten.'

/** For whoever may not be told the numbers of the account managers here. */
const directLinesElsewhere = `Die Durchwahlen der Kundenbetreuer stehen in der ${newsletter}; angemeldeten Kunden werden sie hier angezeigt.`

/** `contacts`: how many can be named; also below. */
export const answerLead = (level: SupportLevel, contacts: number): string => {
  if (level === 'first') return 'Bitte wenden Sie sich an die Hotline.'
  return contacts > 0 ? 'Bitte rufen Sie Ihren Kundenbetreuer an.' : 'Zuständig ist Ihr Kundenbetreuer.'
}

/** Stands between lead and contacts. */
export const contactsHint = (contacts: number): string => {
  if (contacts === 0) return directLinesElsewhere
  return contacts === 1 ? '' : 'Welcher dieser Ansprechpartner Sie betreut, ist mir nicht bekannt:'
}

export const answerNext = (): string =>
  'Passt das nicht zu Ihrem Anliegen? Schreiben Sie „Das passt nicht“, dann nenne ich Ihnen die nächstliegenden Themen.'

export const notThis = (): string => 'Das passt nicht'

export const several = (count: number): string =>
  `Ich lese ${count === 2 ? 'zwei' : 'mehrere'} Anliegen heraus und beantworte sie nacheinander.`

export const choicePrompt = (topics: readonly Topic[]): string =>
  `Geht es um ${list(
    topics.map((topic) => `„${topic.title}“`),
    'oder um',
  )}?`

export const nextBestPrompt = (topics: readonly Topic[]): string =>
  topics.length === 1
    ? `Geht es stattdessen um „${topics[0]?.title}“?`
    : `Geht es stattdessen um ${list(
        topics.map((topic) => `„${topic.title}“`),
        'oder um',
      )}?`

/** The same question once more, after a reply that did not decide it. */
export const whichOfThese = (topics: readonly Topic[]): string =>
  `Bitte wählen Sie: ${list(
    topics.map((topic) => `„${topic.title}“`),
    'oder',
  )}?`

export const noneOfThese = (): string => 'Nichts davon'

export const choiceLevel = (level: SupportLevel, contacts: number): string => {
  if (level === 'first') {
    return `In jedem dieser Fälle ist die Hotline zuständig (First-Level-Support, laut ${newsletter} durch den Wartungsvertrag abgedeckt):`
  }
  const responsible = `In jedem dieser Fälle ist Ihr Kundenbetreuer zuständig (Second-Level-Support laut ${newsletter})`
  return contacts > 0 ? `${responsible}:` : `${responsible}. ${directLinesElsewhere}`
}

export const describeAgain = (): string =>
  'Dann beschreiben Sie es bitte noch einmal mit anderen Worten: Bei welcher Aufgabe im Programm brauchen Sie Hilfe, und was passiert dabei?'

export const noOtherTopic = (): string =>
  'Ein anderes passendes Thema finde ich nicht. Beschreiben Sie es gern noch einmal mit anderen Worten, oder fragen Sie die Hotline, wer zuständig ist:'

export const nothingToCorrect = (): string =>
  'Worum geht es? Bitte beschreiben Sie Ihr Anliegen in einem kurzen Satz.'

export const topicGone = (): string =>
  'Dieses Thema führe ich nicht mehr. Bitte beschreiben Sie Ihr Anliegen noch einmal in einem kurzen Satz.'

export const hotlineContact = (): string => 'So erreichen Sie die Hotline (First-Level-Support):'

export const managerContact = (manager: Contact | undefined): string =>
  manager
    ? 'So erreichen Sie Ihren Kundenbetreuer (Second-Level-Support):'
    : 'So erreichen Sie die Kundenbetreuer (Second-Level-Support). Welcher davon Sie betreut, ist mir nicht bekannt:'

/** To questions for the account managers, one of them or all, of whoever may not be told. */
export const managersHidden = (): string =>
  `Für Second-Level-Anliegen ist Ihr Kundenbetreuer zuständig. ${directLinesElsewhere}`

export const personContact = (): string => 'Bitte sehr:'

export const subjectContact = (contacts: number): string => {
  if (contacts === 1) return 'Zuständig für Ihre letzte Frage ist:'
  return `Zuständig für Ihre letzte Frage ist Ihr Kundenbetreuer. ${
    contacts === 0 ? directLinesElsewhere : 'Welcher davon Sie betreut, ist mir nicht bekannt:'
  }`
}

/** Asked who is responsible, without a topic or with topics of both levels. */
export const dependsOnTopic = (): string =>
  'Das hängt vom Anliegen ab: First-Level-Themen gehören zur Hotline, Second-Level-Themen zu Ihrem Kundenbetreuer:'

/** Stands below the hotline alone. */
export const hotlineOnly = (): string => directLinesElsewhere

export const whichPerson = (people: readonly Contact[]): string =>
  `Meinen Sie ${list(
    people.map((person) => person.name),
    'oder',
  )}?`

export const unknownPerson = (): string =>
  'Diesen Namen führe ich nicht. In der Kundeninformation stehen diese Ansprechpartner:'

export const phoneOnly = (): string => 'E-Mail-Adressen der Kundenbetreuer liegen mir nicht vor.'

export const human = (): string =>
  'Gern. Einen Menschen erreichen Sie bei der Hotline (First-Level-Support) oder bei Ihrem Kundenbetreuer (Second-Level-Support):'

export const humanNote = (managers: number): string =>
  `${managers === 0 ? `${directLinesElsewhere} ` : ''}` +
  'Wenn Sie mir Ihr Anliegen kurz beschreiben, sage ich Ihnen, wer von beiden zuständig ist.'

export const levelsLead = (): string => `Der Support von HausPerfekt hat zwei Stufen (Stand: ${newsletter}).`

export const levelMeaning = (level: SupportLevel, contacts: number): string =>
  level === 'first'
    ? 'Grundlegende Aufgaben und Programmteile; durch den Wartungsvertrag abgedeckt. Ansprechpartner ist die Hotline.'
    : 'Spezifischere und komplexere Anfragen, die nicht Bestandteil der Hotline sind. Ansprechpartner ist Ihr Kundenbetreuer.' +
      (contacts === 0 ? ` ${directLinesElsewhere}` : '')

export const levelTopics = (): string => 'Zum Beispiel'

export const mailSubject = (topic: Topic | undefined): string =>
  topic ? `Anfrage zu: ${topic.title}` : 'Anfrage an die Hotline'

export const mailBody = (question: string): string =>
  `Guten Tag,\n\n${question === '' ? 'bitte unterstützen Sie mich bei folgendem Anliegen:' : `mein Anliegen:\n\n${question}`}\n\nMit freundlichen Grüßen\n`

/** Says that something broke on our side. `errorId` stands in the log too. */
export const unexpectedError = (directory: Directory, errorId: string): string =>
  'Entschuldigung, bei mir ist ein Fehler aufgetreten. Bitte versuchen Sie es noch einmal oder rufen Sie die Hotline an: ' +
  `${directory.hotline.phone}. Fehlernummer: ${errorId}`

/** Says that the portal's word on who is there does not count, for whatever reason. */
export const identityRejected = (): string =>
  'Ihre Anmeldung aus dem Kundenportal konnte nicht bestätigt werden. Sie können den Assistenten ohne Anmeldung nutzen.'

/** Says that nobody can tell now whether it counts. */
export const identityUnavailable = ({ hotline }: Directory, errorId: string): string =>
  'Ihre Anmeldung aus dem Kundenportal lässt sich gerade nicht prüfen. Bitte versuchen Sie es gleich noch einmal ' +
  `oder rufen Sie die Hotline an: ${hotline.phone}. Fehlernummer: ${errorId}`

/** Says that too much came at once, and when it goes on. */
export const tooManyRequests = ({ hotline }: Directory, seconds: number): string =>
  `Von Ihrem Anschluss kommen gerade sehr viele Anfragen. Bitte versuchen Sie es in ${minutes(seconds)} noch einmal ` +
  `oder rufen Sie die Hotline an: ${hotline.phone}.`

const minutes = (seconds: number): string =>
  seconds <= 60 ? 'einer Minute' : `${Math.ceil(seconds / 60)} Minuten`

const days = (count: number): string => (count === 1 ? 'einen Tag' : `${count} Tage`)

const list = (items: readonly string[], conjunction: string): string =>
  items.length <= 1 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`
