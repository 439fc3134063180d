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
