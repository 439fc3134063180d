import { TapTitles } from '../../src/widget/tapTitles.ts'

const card = {
  type: 'AdaptiveCard',
  body: [
    { type: 'TextBlock', text: 'Geht es um A oder um B?' },
    {
      type: 'ActionSet',
      actions: [
        { type: 'Action.Submit', title: 'A', data: { action: 'topic', topic: 'a' } },
        { type: 'Action.Submit', title: 'Nichts davon', data: { action: 'none', offered: ['a', 'b'] } },
      ],
    },
  ],
}

test('a tap in the log is called as its button was, in whatever order its keys come', () => {
  const titles = new TapTitles()
  titles.collect([{ contentType: 'x', content: card }])
  expect(titles.of({ topic: 'a', action: 'topic' })).toBe('A')
  expect(titles.of({ offered: ['a', 'b'], action: 'none' })).toBe('Nichts davon')
  expect(titles.of({ offered: ['b', 'a'], action: 'none' })).toBeUndefined()
  expect(titles.of(undefined)).toBeUndefined()
})

test('a form is called as its button was, whatever was filled in', () => {
  const titles = new TapTitles()
  titles.collect({ type: 'Action.Submit', title: 'Senden', data: { action: 'form', id: 7 } })
  titles.collect({ type: 'Action.Submit', title: 'Abbrechen', data: { action: 'cancel', id: 7 } })
  titles.collect({ type: 'Action.Submit', title: 'Ohne Daten', data: {} })
  expect(titles.of({ id: 7, action: 'form', name: 'Anna Muster', urgent: 'true' })).toBe('Senden')
  expect(titles.of({ id: 8, action: 'form' })).toBe('Ohne Daten')
})
