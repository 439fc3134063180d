import { snippet } from '../../src/widget/pages/snippet.ts'

const origin = 'https://bot.example'

test('without options it is one short line', () => {
  expect(snippet(origin, {})).toBe('<script src="https://bot.example/widget.js" async></script>')
  expect(snippet(origin, { title: ' ', position: '' })).toBe(snippet(origin, {}))
})

test('options become attributes, whatever characters are in them', () => {
  expect(
    snippet(origin, {
      title: 'Fragen & "Antworten" <hier>',
      accent: '#ffc400',
      position: 'left',
      privacyUrl: 'https://www.example.de/datenschutz?a=1&b=2',
      imprintUrl: 'https://www.example.de/impressum',
    }),
  ).toBe(
    '<script src="https://bot.example/widget.js" async data-title="Fragen &amp; &quot;Antworten&quot; &lt;hier>" ' +
      'data-accent="#ffc400" data-position="left" data-privacy-url="https://www.example.de/datenschutz?a=1&amp;b=2" ' +
      'data-imprint-url="https://www.example.de/impressum"></script>',
  )
})
