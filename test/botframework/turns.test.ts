import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import * as wording from '../../dialogs/wording.de.ts'
import { fakeKnowledge } from '../helpers/fakeWorld.ts'
import { expectErrorWithoutText, privateQuestion, quotingError, quotingWorld } from '../helpers/leaks.ts'
import { type Channel, startLocalChannel } from './channel.ts'

describe('an activity', () => {
  let channel: Channel

  beforeEach(async () => {
    channel = await startLocalChannel()
  })
  afterEach(() => channel.close())

  const texts = () => channel.connector.sent.map(({ activity }) => activity.text)

  it('that is delivered twice has one turn and one answer', async () => {
    await channel.post(channel.activity())
    await channel.post(channel.activity())
    expect(channel.connector.sent).toHaveLength(1)
    expect((await channel.store.load('webchat:conversation-1'))?.version).toBe(1)
  })

  it('that is delivered ten times at once has one turn and one answer', async () => {
    const responses = await Promise.all(Array.from({ length: 10 }, () => channel.post(channel.activity())))
    expect(responses.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(channel.connector.sent).toHaveLength(1)
    expect((await channel.store.load('webchat:conversation-1'))?.version).toBe(1)
  })

  it('without id has a turn each time', async () => {
    await channel.post(channel.activity({ id: undefined }))
    await channel.post(channel.activity({ id: undefined }))
    expect(channel.connector.sent).toHaveLength(2)
  })

  it('in another channel or thread has a conversation of its own', async () => {
    const thread = { id: '19:abc@thread.tacv2;messageid=1' }
    await channel.post(channel.activity({ channelId: 'msteams', conversation: thread }))
    await channel.post(channel.activity({ channelId: 'webchat', conversation: thread }))
    expect(await channel.store.load(`msteams:${thread.id}`)).toBeDefined()
    expect(await channel.store.load(`webchat:${thread.id}`)).toBeDefined()
    expect(channel.connector.sent[0]?.conversationId).toBe(thread.id)
  })

  it('with an account number reaches dialog, store and reply with a masked one', async () => {
    await channel.post(channel.activity({ text: 'Backup zu DE89 3704&nbsp;0044 0532 0130 00' }))
    const { state } = (await channel.store.load('webchat:conversation-1'))!
    expect(state).toMatchObject({ subject: { question: 'Backup zu DE** **** …' } })
    expect(JSON.stringify(channel.connector.sent)).not.toMatch(/3704|0532/)
  })

  it('that greets a person gets the welcome', async () => {
    const membersAdded = [{ id: 'bot-1' }, { id: 'user-1' }]
    await channel.post(channel.activity({ type: 'conversationUpdate', text: undefined, membersAdded }))
    expect(texts()).toEqual([wording.welcome()])
  })

  it.each([
    ['the bot joining', { type: 'conversationUpdate', membersAdded: [{ id: 'bot-1' }] }],
    ['somebody leaving', { type: 'conversationUpdate', membersRemoved: [{ id: 'user-1' }] }],
    [
      'a colleague joining a team',
      {
        type: 'conversationUpdate',
        conversation: { id: 'conversation-1', conversationType: 'channel', isGroup: true },
        membersAdded: [{ id: 'user-2' }],
      },
    ],
    ['typing', { type: 'typing' }],
    ['a reaction', { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }],
    ['an unknown invoke', { type: 'invoke', name: 'composeExtension/query', value: {} }],
    ['an event', { type: 'event', name: 'x' }],
    ['an unknown type', { type: 'somethingNew' }],
  ])('of no concern is ignored with 200: %s', async (_name, changes) => {
    const response = await channel.post(channel.activity({ text: undefined, ...changes }))
    expect({ status: response.status, body: await response.text() }).toEqual({ status: 200, body: '' })
    expect(channel.connector.sent).toEqual([])
    expect(await channel.store.load('webchat:conversation-1')).toBeUndefined()
  })

  it('with a tap on a card counts as the tap', async () => {
    const value = { action: 'topic', topic: 'gone', msteams: { type: 'messageBack' } }
    await channel.post(channel.activity({ text: undefined, value }))
    expect(texts()).toEqual([wording.topicGone()])
  })

  it.each([
    ['nothing in it', {}],
    ['a value that is no tap', { value: { action: 'format c:' } }],
    ['only its own HTML copy, as Teams sends it', { attachments: [{ contentType: 'text/html' }] }],
  ])('with %s is an empty message', async (_name, changes) => {
    await channel.post(channel.activity({ channelId: 'msteams', text: undefined, ...changes }))
    expect(texts()).toEqual([wording.noWords()])
  })

  it('with a file only is told that files are not read', async () => {
    const attachments = [{ contentType: 'image/png', contentUrl: 'https://example.org/x.png' }]
    await channel.post(channel.activity({ text: '', attachments }))
    expect(texts()).toEqual([wording.attachmentsUnread()])
  })

  it('that wants its replies in the answer gets them there', async () => {
    const response = await channel.post(channel.activity({ deliveryMode: 'expectReplies' }))
    const { activities } = (await response.json()) as { activities: unknown[] }
    expect(activities).toHaveLength(1)
    expect(channel.connector.sent).toEqual([])
  })

  it('that wants its replies in the answer gets the same ones when it is delivered again', async () => {
    const ask = async () =>
      (await channel.post(channel.activity({ deliveryMode: 'expectReplies' }))).json() as Promise<{
        activities: { text?: string }[]
      }>
    const [first, second] = [await ask(), await ask()]
    expect(second.activities).toHaveLength(1)
    expect(second).toEqual(first)
    expect((await channel.store.load('webchat:conversation-1'))?.version).toBe(1)
  })

  it.each(['msteams', 'webchat', 'directline', 'emulator', 'test'])(
    'of %s is answered by a card',
    async (channelId) => {
      await channel.post(channel.activity({ channelId }))
      expect(channel.connector.sent[0]?.activity.attachments).toHaveLength(1)
    },
  )

  it.each(['email', 'sms', 'slack', 'somethingNew'])('of %s is answered by text', async (channelId) => {
    await channel.post(channel.activity({ channelId }))
    const { activity } = channel.connector.sent[0] ?? {}
    expect(activity).toMatchObject({ textFormat: 'plain', text: expect.stringContaining('Datensicherung') })
    expect(activity).not.toHaveProperty('attachments')
  })
})

describe('an error in a turn', () => {
  let channel: Channel | undefined
  afterEach(() => channel?.close())

  it('is told to the user with the number that stands in the log', async () => {
    channel = await startLocalChannel({ world: quotingWorld })
    const response = await channel.post(channel.activity({ text: privateQuestion }))
    expect(response.status).toBe(200)
    const errorId = expectErrorWithoutText(channel.log())
    expect(channel.connector.sent.map(({ activity }) => activity)).toMatchObject([
      { textFormat: 'plain', text: wording.unexpectedError(fakeKnowledge.directory, errorId) },
    ])
  })

  it('also when the store is broken', async () => {
    channel = await startLocalChannel({
      store: (store) => ({ ...store, commitTurn: () => Promise.reject(quotingError()) }),
    })
    expect((await channel.post(channel.activity())).status).toBe(200)
    expect(channel.connector.sent[0]?.activity.text).toContain(expectErrorWithoutText(channel.log()))
  })
})
