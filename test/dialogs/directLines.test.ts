import { dialable } from '../../dialogs/contacts.ts'
import type { Reply } from '../../dialogs/turn.ts'
import { renderReply } from '../../src/cards/render.ts'
import { Conversation, textOf } from '../helpers/conversation.ts'
import { opened, world } from '../helpers/world.ts'

const { accountManagers, hotline } = opened.knowledge.directory
const secrets = accountManagers.flatMap(({ name, phone }) => [name, phone, dialable(phone)])

/** Everything that a client of any channel gets of these replies. */
const sentOf = (replies: readonly Reply[]): string =>
  replies
    .flatMap((reply) => (['web', 'teams', 'text'] as const).map((channel) => renderReply(reply, channel)))
    .map((activity) => decodeURIComponent(JSON.stringify(activity)).replaceAll('\\', ''))
    .join('\n')

const secondLevel = 'Wir finden die Differenz im Vermögensstatus nicht'
const hint =
  'Die Durchwahlen der Kundenbetreuer stehen in der Kundeninformation 08/2023; angemeldeten Kunden werden sie hier angezeigt.'

/** Conversations that lead to all kinds of replies; the last message of each is the one that asks for it. */
const talks: readonly (readonly string[])[] = [
  [secondLevel],
  ['Rücklage oder Konten'],
  ['Was ist der Unterschied zwischen First und Second Level?'],
  ['Wer ist mein Kundenbetreuer?'],
  ['Ich möchte mit einem Menschen sprechen'],
  [secondLevel, 'Und wer ist das?'],
  ['und wer ist das?'],
  ['Nummer von Frau Schmitz'],
  ['Pascal'],
  ['Pascal', 'Höttges'],
  ['Mail von Marc Berbig'],
  ...accountManagers.flatMap(({ name }) => [
    [name],
    [`Nummer von ${name}`],
    [`Herr ${name.split(' ').at(-1)}`],
  ]),
  [
    'Drei Sachen: Sonderumlage anlegen und der Vermögensstatus geht nicht auf. Außerdem: wie starte ich den Mahnlauf?',
  ],
  [secondLevel, 'Das passt nicht'],
]

/** What the bot says to all these messages, in a world with or without direct lines. */
const repliesIn = (directLines: 'shown' | 'hidden') =>
  talks.map((messages) => {
    const talk = new Conversation({ ...world, directLines })
    return messages.map((text) => talk.say(text)).at(-1)!
  })

describe('whoever may not be told the direct lines', () => {
  const hidden = repliesIn('hidden')

  it.each(talks.map((messages, at) => [messages.join(' / '), at] as const))(
    'reads neither number nor name of an account manager: %s',
    (_messages, at) => {
      const sent = sentOf(hidden[at]!)
      for (const secret of secrets) expect(sent).not.toContain(secret)
      expect(sent).not.toMatch(/undefined|\[\]|:\s*$/)
    },
  )

  it('sees none in a choice among second-level topics either', () => {
    const ids = ['ruecklage-darstellung', 'abrechnung-fehlersuche', 'konten-abstimmen']
    const topics = ids.map((id) => opened.knowledge.topics.get(id)!)
    const matcher: typeof world.matcher = {
      match: () => ({ kind: 'choose', topics, ranked: [], because: [], score: 1 }),
    }
    const replies = new Conversation({ ...world, matcher, directLines: 'hidden' }).say('Konten der Rücklage')
    expect(replies).toMatchObject([{ kind: 'choice', level: 'second', contacts: [] }])
    expect(textOf(replies)).toContain(
      `ist Ihr Kundenbetreuer zuständig (Second-Level-Support laut Kundeninformation 08/2023). ${hint}`,
    )
    for (const secret of secrets) expect(sentOf(replies)).not.toContain(secret)
    const shown = new Conversation({ ...world, matcher }).say('Konten der Rücklage')
    for (const secret of secrets) expect(sentOf(shown)).toContain(secret)
  })

  it('reads whose job it is, and where the number stands', () => {
    const [answer] = new Conversation({ ...world, directLines: 'hidden' }).say(secondLevel)
    expect(answer?.text.split('\n').slice(0, 2)).toEqual(['Zuständig ist Ihr Kundenbetreuer.', hint])
    expect(answer?.text).toMatch(/nicht Bestandteil der Hotline/)
  })

  it.each(talks.slice(2, 11).map((messages, at) => [messages.join(' / '), at + 2] as const))(
    'reads where the numbers stand: %s',
    (_messages, at) => {
      expect(sentOf(hidden[at]!)).toContain(hint)
      expect(textOf(hidden[at]!)).toMatch(/Kundenbetreuer/)
    },
  )

  it('still gets the hotline', () => {
    const replies = new Conversation({ ...world, directLines: 'hidden' }).say('Sonderumlage anlegen')
    expect(sentOf(replies)).toContain(hotline.phone)
  })

  it('sees the own account manager where he is known', () => {
    const accountManager = accountManagers[4]!
    const own = new Conversation({ ...world, directLines: 'hidden', accountManager })
    expect(textOf(own.say(secondLevel))).toContain(`${accountManager.name}: ${accountManager.phone}`)
  })
})

describe('everybody else', () => {
  it('reads them: these very talks give names and numbers, in every kind of reply', () => {
    const shown = repliesIn('shown')
    const kinds = new Set(shown.flatMap((replies) => replies.map(({ kind }) => kind)))
    expect([...kinds].sort()).toEqual(['answer', 'choice', 'contacts', 'levels', 'text'])
    const telling = shown.filter((replies) => secrets.some((secret) => sentOf(replies).includes(secret)))
    expect(telling.length).toBeGreaterThan(20)
    expect(sentOf(shown.flat())).not.toContain(hint)
  })
})
