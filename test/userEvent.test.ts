import { toUserEvent } from '../src/userEvent.ts'

const tap = { action: 'topic', topic: 'backup' }
const file = { contentType: 'image/png' }

test.each([
  ['text', { text: ' Hallo ' }, { kind: 'message', text: ' Hallo ' }],
  ['text beside a file', { text: 'Hallo', attachments: [file] }, { kind: 'message', text: 'Hallo' }],
  ['text beside a tap', { text: 'Hallo', value: tap }, { kind: 'message', text: 'Hallo' }],
  ['tap', { value: tap }, { kind: 'tapped', tap }],
  ['tap with blank text', { text: ' ', value: tap }, { kind: 'tapped', tap }],
  ['tap with more in it', { value: { ...tap, msteams: {} } }, { kind: 'tapped', tap }],
  [
    'refusal of what was offered',
    { value: { action: 'none', offered: ['a'] } },
    { kind: 'tapped', tap: { action: 'none', offered: ['a'] } },
  ],
  ['file', { attachments: [file] }, { kind: 'attachment' }],
  [
    'the HTML twin of an empty text',
    { attachments: [{ contentType: 'text/html' }] },
    { kind: 'message', text: '' },
  ],
  ['nothing', {}, { kind: 'message', text: '' }],
  ['no attachments', { attachments: [] }, { kind: 'message', text: '' }],
  ['unknown button', { value: { action: 'explode' } }, { kind: 'message', text: '' }],
  ['endless topic', { value: { action: 'topic', topic: 'x'.repeat(101) } }, { kind: 'message', text: '' }],
  [
    'too many offers',
    { value: { action: 'none', offered: Array(50).fill('a') } },
    { kind: 'message', text: '' },
  ],
])('%s', (_name, fields, event) => {
  expect(toUserEvent({ type: 'message', ...fields })).toEqual(event)
})
