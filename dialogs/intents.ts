import type { Match } from '../knowledge/match.ts'
import type { NamedPeople } from '../knowledge/people.ts'
import type { Contact, Intent } from '../knowledge/topic.ts'
import { hotlineLine, personLine } from './contacts.ts'
import { contactsReply, levelContacts, levelsReply, textReply } from './replies.ts'
import { initialState, type Reply, type State, type Turn, type World } from './turn.ts'
import * as wording from './wording.de.ts'

const nobody: NamedPeople = { people: [], nothingElse: false }

/**
 * Answers what is no topic: contacts, explanations, courtesies, and people called by name.
 * Undefined: the text is about a topic, or corrects an answer.
 */
export function answerIntent(state: State, text: string, match: Match, world: World): Turn | undefined {
  // To whom the direct lines are hidden, names are words like any other: no reply tells who is an account manager.
  const { people, nothingElse } = world.directLines === 'hidden' ? nobody : world.findPeople(text)
  if (nothingElse) return { state, replies: [personReply(people, text)] }
  if (match.kind !== 'intent' || match.intent === 'wrong_answer') return undefined
  switch (match.intent) {
    case 'restart':
      return { state: initialState, replies: [textReply(wording.restarted())] }
    case 'cancel':
      return { state: initialState, replies: [textReply(wording.cancelled())] }
    case 'contact_person':
      return {
        state,
        replies: [people.length > 0 ? personReply(people, text) : responsibleReply(state, text, world)],
      }
    default:
      return { state, replies: [intentReply(match.intent, world)] }
  }
}

type Courtesy = Exclude<Intent, 'restart' | 'cancel' | 'contact_person' | 'wrong_answer'>

function intentReply(intent: Courtesy, world: World): Reply {
  const { directory } = world.knowledge
  const managers = levelContacts('second', world)
  switch (intent) {
    case 'greeting':
      return textReply(wording.greeting())
    case 'thanks':
      return textReply(wording.thanks())
    case 'help':
      return textReply(wording.help(), wording.exampleQuestions)
    case 'explain_levels':
      return levelsReply(world)
    case 'hotline_contact':
      return contactsReply(wording.hotlineContact(), [hotlineLine(directory)])
    case 'account_manager_contact':
      return managers.length === 0
        ? textReply(wording.managersHidden())
        : contactsReply(wording.managerContact(world.accountManager), managers, wording.phoneOnly())
    case 'human':
      return contactsReply(
        wording.human(),
        [hotlineLine(directory), ...managers],
        wording.humanNote(managers.length),
      )
    case 'costs':
      return contactsReply(wording.costs(), [hotlineLine(directory)])
    case 'opening_hours':
      return contactsReply(wording.openingHours(), [hotlineLine(directory)])
    case 'language':
      return textReply(wording.language())
    case 'privacy':
      return textReply(wording.privacy(world.retentionDays))
  }
}

/** The number of one person; a name that several share is asked back. */
function personReply(people: readonly Contact[], text: string): Reply {
  const note = /mail/i.test(text) ? wording.phoneOnly() : ''
  return people.length === 1
    ? contactsReply(wording.personContact(), people.map(personLine), note)
    : textReply(
        wording.whichPerson(people),
        people.map((person) => person.name),
      )
}

/** A person whom we do not know, or "und wer ist das?": then the contacts of the last answer, if it had one level. */
function responsibleReply({ subject }: State, text: string, world: World): Reply {
  const somebody = /\b(?:herrn?|frau|hr|fr)\b/i.test(text)
  if (somebody && world.directLines === 'hidden') return textReply(wording.managersHidden())
  const [level, ...more] = somebody ? [] : (subject?.levels ?? [])
  if (level && more.length === 0) {
    const contacts = levelContacts(level, world, subject?.question)
    return contactsReply(wording.subjectContact(contacts.length), contacts)
  }
  const managers = levelContacts('second', world)
  return contactsReply(
    somebody ? wording.unknownPerson() : wording.dependsOnTopic(),
    [hotlineLine(world.knowledge.directory), ...managers],
    managers.length === 0 ? wording.hotlineOnly() : '',
  )
}
