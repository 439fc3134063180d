import type { OutgoingActivity } from '../../src/activity.ts'
import { addressTo, ownMessage, readWatermark } from '../../src/directline/activities.ts'

const reply: OutgoingActivity = {
  type: 'message',
  text: 'Guten Tag',
  locale: 'de-DE',
  inputHint: 'acceptingInput',
}
const identity = { conversationId: 'c', userId: 'dl_1' }

test('activities are numbered on from the log, the own message first', () => {
  const [own, first, second, ...more] = addressTo('c', { text: 'Hallo' })([reply, reply], 41)
  expect(own).toMatchObject({
    id: 'c|0000042',
    text: 'Hallo',
    channelId: 'directline',
    conversation: { id: 'c' },
  })
  expect(own).not.toHaveProperty('replyToId')
  expect(first).toMatchObject({
    id: 'c|0000043',
    replyToId: 'c|0000042',
    text: 'Guten Tag',
    from: { id: 'hausperfekt', name: 'HausPerfekt', role: 'bot' },
    channelId: 'directline',
    conversation: { id: 'c' },
  })
  expect(second).toMatchObject({ id: 'c|0000044', replyToId: 'c|0000042' })
  expect(more).toEqual([])
  expect(new Date(String(first?.timestamp)).getTime()).toBeGreaterThan(Date.now() - 5000)
})

test('the welcome answers nothing', () => {
  const [welcome] = addressTo('c')([reply], 0)
  expect(welcome).toMatchObject({ id: 'c|0000001' })
  expect(welcome).not.toHaveProperty('replyToId')
})

test('of a message only what is needed is kept, and the sender is the user of the token', () => {
  const { record, clientId } = ownMessage(
    {
      type: 'message',
      id: 'forged',
      text: 'Hallo',
      textFormat: 'xml',
      locale: 'de-DE',
      from: { id: 'somebody', name: 'Chef', role: 'bot' },
      value: { action: 'topic', topic: 'backup', more: 1 },
      timestamp: '1999-01-01',
      channelData: { clientActivityID: 'a1', secret: 1 },
      entities: [{}],
      attachments: [{ contentType: 'image/png', name: 'bild.png', contentUrl: 'https://example.org/x' }],
    },
    identity,
  )
  expect(clientId).toBe('a1')
  expect(record).toEqual({
    type: 'message',
    text: 'Hallo',
    textFormat: 'plain',
    locale: 'de-DE',
    from: { id: 'dl_1', role: 'user' },
    value: { action: 'topic', topic: 'backup' },
    channelData: { clientActivityID: 'a1' },
    attachments: [{ contentType: 'image/png', name: 'bild.png' }],
  })
})

test.each([
  [undefined],
  [null],
  ['text'],
  [{}],
  [{ clientActivityID: '' }],
  [{ clientActivityID: 7 }],
  [{ clientActivityID: 'x'.repeat(201) }],
])('no usable client id: %j', (channelData) => {
  expect(ownMessage({ type: 'message', channelData }, identity).clientId).toBeUndefined()
})

test('odd fields are dropped, and many files cut to ten', () => {
  const attachments = Array.from({ length: 12 }, () => ({ contentType: 'x', name: 'y'.repeat(300) }))
  const { record } = ownMessage(
    { type: 'message', value: { action: 'boom' }, locale: 5, attachments },
    identity,
  )
  expect(record.value).toBeUndefined()
  expect(record.locale).toBeUndefined()
  expect(record.attachments).toHaveLength(10)
  expect(JSON.stringify(record.attachments)).not.toContain('yyy')
})

test.each([
  [undefined, 0],
  [null, 0],
  ['', 0],
  ['0', 0],
  ['17', 17],
])('watermark %j is %d', (value, expected) => {
  expect(readWatermark(value)).toBe(expected)
})

test.each([['-1'], ['1.5'], ['abc'], ['1e3'], ['9'.repeat(16)], [['1', '2']], [{ a: '1' }], [3]])(
  'no watermark: %j',
  (value) => {
    expect(() => readWatermark(value)).toThrow(expect.objectContaining({ status: 400 }))
  },
)
