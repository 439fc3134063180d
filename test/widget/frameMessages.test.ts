import fc from 'fast-check'
import { isFrom, parseFrameMessage, parseHostMessage, post } from '../../src/widget/frameMessages.ts'

const app = 'hausperfekt-chat'
const noWishes = { title: undefined, accent: undefined, privacyUrl: undefined, imprintUrl: undefined }

test.each([
  [{ type: 'hello', appearance: {}, identity: undefined }],
  [{ type: 'hello', appearance: { title: 'Fragen?', accent: '#ffc400' }, identity: 'a.b.c' }],
  [{ type: 'hello', appearance: {}, identity: null }],
  [{ type: 'shown', shown: true, focus: false }],
  [{ type: 'ask', text: 'Sonderumlage' }],
  [{ type: 'identify', token: 'a.b.c' }],
  [{ type: 'identify', token: null }],
])('the frame understands %j', (message) => {
  const heard = parseHostMessage({ app, ...message })
  expect(heard).toEqual(
    'appearance' in message ? { ...message, appearance: { ...noWishes, ...message.appearance } } : message,
  )
})

test.each([
  [{ type: 'ready' }],
  [{ type: 'close' }],
  [{ type: 'unread', count: 3 }],
  [{ type: 'identity-rejected' }],
])('the page understands %j', (message) => {
  expect(parseFrameMessage({ app, ...message })).toEqual(message)
})

test.each([
  [undefined],
  [null],
  ['ready'],
  [[]],
  [{ type: 'ready' }],
  [{ app: 'other', type: 'ready' }],
  [{ app }],
  [{ app, type: 'constructor' }],
  [{ app, type: 'unread' }],
  [{ app, type: 'unread', count: '3' }],
  [{ app, type: 'unread', count: -1 }],
  [{ app, type: 'unread', count: 1.5 }],
  [{ app, type: 'unread', count: Number.NaN }],
  [{ app, type: 'hello' }],
  [{ app, type: 'hello', appearance: null }],
  [{ app, type: 'hello', appearance: { title: {} } }],
  [{ app, type: 'hello', appearance: {}, identity: 5 }],
  [{ app, type: 'shown', shown: 'yes', focus: false }],
  [{ app, type: 'shown', shown: true }],
  [{ app, type: 'ask', text: ' ' }],
  [{ app, type: 'ask', text: 'x'.repeat(10_001) }],
  [{ app, type: 'ask', text: ['x'] }],
  [{ app, type: 'identify' }],
  [{ app, type: 'identify', token: {} }],
])('nobody understands %j', (data) => {
  expect(parseHostMessage(data)).toBeUndefined()
  expect(parseFrameMessage(data)).toBeUndefined()
})

test('whatever comes, a parser neither throws nor lets anything else through', () => {
  fc.assert(
    fc.property(fc.anything(), fc.object(), (anything, fields) => {
      for (const data of [anything, { ...fields, app }]) {
        expect(['hello', 'shown', 'ask', 'identify', undefined]).toContain(parseHostMessage(data)?.type)
        expect(['ready', 'close', 'unread', 'identity-rejected', undefined]).toContain(
          parseFrameMessage(data)?.type,
        )
      }
    }),
  )
})

test('a message counts only from the right window and the right origin', () => {
  const ours = {} as Window
  const other = {} as Window
  const origin = 'https://www.example.de'
  expect(isFrom({ source: ours, origin }, ours, [origin])).toBe(true)
  expect(isFrom({ source: other, origin }, ours, [origin])).toBe(false)
  expect(isFrom({ source: ours, origin: 'https://www.example.de.evil.example' }, ours, [origin])).toBe(false)
  expect(isFrom({ source: ours, origin: 'null' }, ours, [origin])).toBe(false)
  expect(isFrom({ source: null, origin }, null, [origin])).toBe(false)
})

test('a message goes to one origin only', () => {
  const sent: unknown[][] = []
  const to = { postMessage: (...args: unknown[]) => sent.push(args) } as unknown as Window
  post(to, { type: 'ready' }, 'https://www.example.de')
  expect(sent).toEqual([[{ app, type: 'ready' }, 'https://www.example.de']])
})
