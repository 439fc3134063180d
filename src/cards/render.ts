import type {
  AnswerReply,
  ChoiceReply,
  ContactLine,
  ContactsReply,
  LevelsReply,
  Reply,
  TextReply,
} from '../../dialogs/turn.ts'
import { levelTopics, notThis } from '../../dialogs/wording.de.ts'
import type { Attachment, OutgoingActivity } from '../activity.ts'
import { type CardElement, cardAttachment, submit, textBlock } from './adaptiveCard.ts'
import { escapeMarkdown, mailLink, phoneLink } from './markdown.ts'

/** `web` and `teams` show Adaptive Cards; `text` stands for channels that only have text, such as e-mail or SMS. */
export type CardChannel = 'web' | 'teams' | 'text'

const message = { type: 'message', locale: 'de-DE', inputHint: 'acceptingInput' } as const

/** A reply as an activity: a card where the channel shows cards, and always the whole text beside it. */
export function renderReply(reply: Reply, channel: CardChannel): OutgoingActivity {
  if (channel === 'text') return { ...message, textFormat: 'plain', text: reply.text }
  switch (reply.kind) {
    case 'text':
      return textActivity(reply)
    case 'contacts':
      return { ...message, textFormat: 'markdown', text: contactsMarkdown(reply) }
    case 'answer':
      return cardActivity(reply.text, answerCard(reply))
    case 'choice':
      return cardActivity(reply.text, choiceCard(reply))
    case 'levels':
      return cardActivity(reply.text, levelsCard(reply))
  }
}

function textActivity({ text, suggestions }: TextReply): OutgoingActivity {
  const actions = suggestions.map(
    ({ label, text: value }) => ({ type: 'imBack', title: label, value }) as const,
  )
  return {
    ...message,
    textFormat: 'plain',
    text,
    ...(actions.length > 0 && { suggestedActions: { actions } }),
  }
}

function cardActivity(text: string, attachment: Attachment): OutgoingActivity {
  return { ...message, summary: text, attachments: [attachment] }
}

function contactsMarkdown({ lead, contacts, note }: ContactsReply): string {
  const lines = contacts.map((contact) => `- ${contactMarkdown(contact)}`).join('\n')
  return [escapeMarkdown(lead), lines, escapeMarkdown(note)].filter((part) => part !== '').join('\n\n')
}

function answerCard(reply: AnswerReply): Attachment {
  return cardAttachment(
    [
      textBlock(escapeMarkdown(reply.lead), { weight: 'bolder', size: 'medium', style: 'heading' }),
      ...(reply.contactsHint === ''
        ? []
        : [textBlock(escapeMarkdown(reply.contactsHint), { spacing: 'small' })]),
      ...contactBlock(reply.contacts),
      textBlock(`**${escapeMarkdown(reply.title)}**`, { separator: true, spacing: 'medium' }),
      textBlock(escapeMarkdown(reply.reason), { spacing: 'small' }),
      {
        type: 'ActionSet',
        spacing: 'medium',
        actions: [submit(notThis(), { action: 'none', offered: [reply.topicId] })],
      },
    ],
    reply.text,
  )
}

function choiceCard({ prompt, options, levelHint, contacts, text }: ChoiceReply): Attachment {
  const details = options.filter(({ detail }) => detail !== '')
  return cardAttachment(
    [
      textBlock(escapeMarkdown(prompt), { weight: 'bolder', style: 'heading' }),
      ...details.map(({ label, detail }) =>
        textBlock(`**${escapeMarkdown(label)}:** ${escapeMarkdown(detail)}`, { spacing: 'small' }),
      ),
      {
        type: 'ActionSet',
        spacing: 'medium',
        actions: options.map(({ label, tap }) => submit(label, tap)),
      },
      ...(levelHint === ''
        ? []
        : [
            textBlock(escapeMarkdown(levelHint), { separator: true, spacing: 'medium' }),
            ...contactBlock(contacts),
          ]),
    ],
    text,
  )
}

function levelsCard({ lead, levels, text }: LevelsReply): Attachment {
  return cardAttachment(
    [
      textBlock(escapeMarkdown(lead), { weight: 'bolder', style: 'heading' }),
      ...levels.flatMap(({ name, meaning, topics, contacts }): CardElement[] => [
        textBlock(escapeMarkdown(name), {
          weight: 'bolder',
          size: 'medium',
          separator: true,
          spacing: 'medium',
        }),
        textBlock(escapeMarkdown(meaning), { spacing: 'small' }),
        textBlock(
          `${escapeMarkdown(levelTopics())}:\n\n${topics.map((topic) => `- ${escapeMarkdown(topic)}`).join('\n')}`,
          {
            spacing: 'small',
          },
        ),
        ...contactBlock(contacts),
      ]),
    ],
    text,
  )
}

/** Nothing where there is nobody to name. */
function contactBlock(contacts: readonly ContactLine[]): CardElement[] {
  if (contacts.length === 0) return []
  const items = contacts.map((contact) => textBlock(contactMarkdown(contact), { spacing: 'small' }))
  return [{ type: 'Container', style: 'emphasis', spacing: 'small', items }]
}

function contactMarkdown(contact: ContactLine): string {
  const name = escapeMarkdown(contact.name)
  return contact.email
    ? `**${name}:** ${phoneLink(contact)}, ${mailLink(contact.email)}`
    : `**${name}:** ${phoneLink(contact)}`
}
