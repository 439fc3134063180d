import type { SupportLevel, Topic } from '../knowledge/topic.ts'
import { contactText, hotlineLine, personLine } from './contacts.ts'
import type {
  AnswerReply,
  ChoiceReply,
  ContactLine,
  ContactsReply,
  LevelsReply,
  Suggestion,
  TextReply,
  World,
} from './turn.ts'
import * as wording from './wording.de.ts'

/** A sentence, with texts to tap. */
export function textReply(text: string, suggestions: readonly string[] = []): TextReply {
  return { kind: 'text', text, suggestions: suggestions.map((label): Suggestion => ({ label, text: label })) }
}

/** Contacts under a sentence that says whose they are, with an optional remark below. */
export function contactsReply(lead: string, contacts: readonly ContactLine[], note = ''): ContactsReply {
  return { kind: 'contacts', lead, contacts, note, text: paragraphs(lead, contactList(contacts), note) }
}

/** Whom to contact about a topic, and why. The question goes into the mail draft. */
export function answerReply(topic: Topic, question: string, world: World): AnswerReply {
  const { level } = topic
  const contacts = levelContacts(level, world, question, topic)
  const lead = wording.answerLead(level, contacts.length)
  const contactsHint = wording.contactsHint(contacts.length)
  const reason = wording.levelReason[level]
  const next = wording.answerNext()
  return {
    kind: 'answer',
    topicId: topic.id,
    level,
    title: topic.title,
    levelName: wording.levelName[level],
    lead,
    contactsHint,
    contacts,
    reason,
    next,
    text: paragraphs(
      lines(lead, contactsHint, contactList(contacts)),
      `Thema: ${topic.title}\n${reason}`,
      next,
    ),
  }
}

/** Asks which topic is meant. `stateLevel`: the topics share their level and it is safe to name it already. */
export function choiceReply(
  topics: readonly Topic[],
  prompt: string,
  world: World,
  { question, stateLevel }: { question: string; stateLevel: boolean },
): ChoiceReply {
  const topicIds = topics.map((topic) => topic.id)
  const level = stateLevel ? commonLevel(topics) : null
  const contacts = level ? levelContacts(level, world, question) : []
  const levelHint = level ? wording.choiceLevel(level, contacts.length) : ''
  const options = [
    ...topics.map((topic) => ({
      label: topic.title,
      detail: topic.summary,
      tap: { action: 'topic', topic: topic.id } as const,
    })),
    { label: wording.noneOfThese(), detail: '', tap: { action: 'none', offered: topicIds } as const },
  ]
  return {
    kind: 'choice',
    topicIds,
    prompt,
    options,
    level,
    levelHint,
    contacts,
    text: paragraphs(
      prompt,
      options
        .map(({ label, detail }, index) => `${index + 1}. ${label}${detail ? ` – ${detail}` : ''}`)
        .join('\n'),
      lines(levelHint, contactList(contacts)),
    ),
  }
}

/** The two levels, what belongs to them and who answers. */
export function levelsReply(world: World): LevelsReply {
  const topics = [...world.knowledge.topics.values()]
  const lead = wording.levelsLead()
  const levels = (['first', 'second'] as const).map((level) => {
    const contacts = levelContacts(level, world)
    return {
      name: wording.levelName[level],
      meaning: wording.levelMeaning(level, contacts.length),
      topics: topics.filter((topic) => topic.level === level).map((topic) => topic.title),
      contacts,
    }
  })
  return {
    kind: 'levels',
    lead,
    levels,
    text: paragraphs(
      lead,
      ...levels.map((section) =>
        lines(
          `${section.name}: ${section.meaning}`,
          `${wording.levelTopics()}: ${section.topics.join(', ')}.`,
          contactList(section.contacts),
        ),
      ),
    ),
  }
}

/**
 * The contacts of a level: the hotline, or the account manager, or all of them where the user's own is not known; none
 * where this user may not be told.
 */
export function levelContacts(
  level: SupportLevel,
  { knowledge: { directory }, accountManager, directLines }: World,
  question = '',
  topic?: Topic,
): ContactLine[] {
  if (level === 'first') return [hotlineLine(directory, question, topic)]
  if (accountManager) return [personLine(accountManager)]
  return directLines === 'hidden' ? [] : directory.accountManagers.map(personLine)
}

function commonLevel(topics: readonly Topic[]): SupportLevel | null {
  const levels = new Set(topics.map((topic) => topic.level))
  return levels.size === 1 ? (topics[0]?.level ?? null) : null
}

const contactList = (contacts: readonly ContactLine[]): string => contacts.map(contactText).join('\n')

const lines = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n')

const paragraphs = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n')
