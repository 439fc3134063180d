import { answerReply, choiceReply, contactsReply, levelsReply } from '../../dialogs/replies.ts'
import type { Reply } from '../../dialogs/turn.ts'
import { escapeMarkdown, mailto } from '../../src/cards/markdown.ts'
import { type CardChannel, renderReply } from '../../src/cards/render.ts'
import { Conversation } from '../helpers/conversation.ts'
import { opened, world } from '../helpers/world.ts'

const say = (text: string): Reply => new Conversation(world).say(text)[0]!
const cardText = (reply: Reply, channel: CardChannel): string =>
  JSON.stringify(renderReply(reply, channel).attachments?.[0]?.content)

const answer = say('Ich bekomme die Sonderumlage nicht angelegt')
const choice = say('Clearingkonto geht nicht auf')
const levels = say('Was ist der Unterschied zwischen First und Second Level?')

describe.each([
  ['answer', answer],
  ['choice', choice],
  ['levels', levels],
])('the card of a reply of kind %s', (kind, reply) => {
  it('is an Adaptive Card 1.5 with the full text for clients without cards', () => {
    expect(reply.kind).toBe(kind)
    const activity = renderReply(reply, 'web')
    expect(activity.summary).toBe(reply.text)
    expect(activity.text).toBeUndefined()
    expect(activity.attachments).toMatchObject([
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: { type: 'AdaptiveCard', version: '1.5', fallbackText: reply.text },
      },
    ])
  })

  it('becomes plain text where there are no cards', () => {
    expect(renderReply(reply, 'text')).toMatchObject({ textFormat: 'plain', text: reply.text })
  })
})

describe('an answer card', () => {
  it('has the hotline as a link in E.164, shown as the newsletter prints it', () => {
    expect(cardText(answer, 'web')).toContain('[02151-53706-31](tel:+4921515370631)')
  })

  it('has a mail link with subject and body', () => {
    expect(cardText(answer, 'teams')).toMatch(
      /\[hotline@hausperfekt\.de\]\(mailto:hotline@hausperfekt\.de\?subject=Anfrage%20zu.*&body=Guten%20Tag/,
    )
  })

  it('has no button with a tel: address, which Teams would not open', () => {
    expect(cardText(answer, 'teams')).not.toContain('Action.OpenUrl')
  })
})

describe('a choice card', () => {
  it('has a button for each topic and one for none', () => {
    expect(cardText(choice, 'teams').match(/"Action\.Submit"/g)).toHaveLength(3)
  })
})

describe('hostile words in a card', () => {
  const hostile = '[klick](http://boese.example) <b>**fett**'
  const topic = { ...opened.knowledge.topics.get('clearing')!, title: hostile, summary: hostile }
  const replies = [
    answerReply(topic, hostile, world),
    choiceReply([topic], hostile, world, { question: hostile, stateLevel: true }),
    contactsReply(hostile, [{ name: hostile, phone: '1', dial: '+49' }], hostile),
    levelsReply({ ...world, knowledge: { ...opened.knowledge, topics: new Map([['clearing', topic]]) } }),
  ]

  it.each(replies.map((reply) => [reply.kind, reply] as const))(
    'are harmless in a reply of kind %s',
    (_kind, reply) => {
      const activity = renderReply(reply, 'web')
      const shown = JSON.stringify(
        activity.attachments?.map(({ content }) => (content as { body: unknown }).body) ?? activity.text,
      )
      const markdown = JSON.parse(
        shown.replace(/"(?:title|data)":(?:"[^"]*"|\{[^}]*\})/g, '"x":0'),
      ) as unknown
      expect(JSON.stringify(markdown)).not.toMatch(/(?<!\\)\[klick|<b>|(?<![\\*])\*\*fett/)
    },
  )
})

describe('Markdown', () => {
  it.each([
    '[klick](http://boese.example)',
    '![bild](http://boese.example/x.png)',
    '**fett** _kursiv_ `code`',
    '<img src=x onerror=alert(1)>',
    '<http://boese.example>',
    'http://boese.example',
    '# Titel\n- Liste',
  ])('is escaped in %s', (text) => {
    const escaped = escapeMarkdown(text)
    expect(escaped).not.toMatch(/(?<!\\)[[\]*_`]|^\s*[-#]/m)
    expect(escaped).not.toMatch(/[<>]/)
    expect(escaped).not.toMatch(/https?:\/\//)
  })

  it('leaves ordinary German text readable', () => {
    expect(escapeMarkdown('E-Mail-Vorlage (First-Level-Support): „Müller & Söhne“.')).toBe(
      'E-Mail-Vorlage (First-Level-Support): „Müller &amp; Söhne“.',
    )
  })

  it('encodes a mail draft so that no character ends the link', () => {
    const url = mailto({ to: 'a@example.de', subject: 'Frage (1)', body: 'Zeile 1\n*Zeile* 2 & mehr' })
    expect(url).toBe(
      'mailto:a@example.de?subject=Frage%20%281%29&body=Zeile%201%0D%0A%2AZeile%2A%202%20%26%20mehr',
    )
  })
})
