import fc from 'fast-check'
import { escapeMarkdown, mailLink, phoneLink } from '../../src/cards/markdown.ts'
import {
  type MarkdownNode,
  parseMarkdown,
  safeHref,
  toHtml,
  toPlain,
  toText,
} from '../../src/widget/markdown.ts'

const html = (markdown: string) => toHtml(parseMarkdown(markdown))

test.each([
  ['Guten Tag', '<p>Guten Tag</p>'],
  ['**fett** und *kursiv*', '<p><strong>fett</strong> und <em>kursiv</em></p>'],
  ['- eins\n- zwei', '<ul><li>eins</li><li>zwei</li></ul>'],
  ['1. eins\n2. zwei', '<ol><li>eins</li><li>zwei</li></ol>'],
  ['Vorher:\n\n- eins', '<p>Vorher:</p><ul><li>eins</li></ul>'],
  ['oben\\\nunten', '<p>oben<br>\nunten</p>'],
  [
    '[Seite](https://hausperfekt.de/a?b=1&c=2)',
    '<p><a href="https://hausperfekt.de/a?b=1&amp;c=2">Seite</a></p>',
  ],
  ['Müller \\& Söhne: \\*wichtig\\*', '<p>Müller &amp; Söhne: *wichtig*</p>'],
])('shows %j', (markdown, expected) => {
  expect(html(markdown)).toBe(expected)
})

test('links of contacts call and write', () => {
  const contact = { name: 'Hotline', phone: '02151-53706-31', dial: '+4921515370631' }
  const mail = { to: 'hotline@hausperfekt.de', subject: 'Anfrage (neu)', body: 'Guten Tag,\n\n100 % & mehr' }
  expect(html(`${phoneLink(contact)}, ${mailLink(mail)}`)).toBe(
    '<p><a href="tel:+4921515370631">02151-53706-31</a>, ' +
      '<a href="mailto:hotline@hausperfekt.de?subject=Anfrage%20%28neu%29&amp;body=Guten%20Tag%2C%0D%0A%0D%0A100%20%25%20%26%20mehr">' +
      'hotline@hausperfekt.de</a></p>',
  )
})

test.each([
  ['<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
  ['<img src=x onerror=alert(1)>', '<p>&lt;img src=x onerror=alert(1)&gt;</p>'],
  ['a <b style="x">b</b>', '<p>a &lt;b style=&quot;x&quot;&gt;b&lt;/b&gt;</p>'],
  ['[x](javascript:alert(1))', '<p>x</p>'],
  ['[x](JaVaScRiPt:alert(1))', '<p>x</p>'],
  ['[x](<java\tscript:alert(1)>)', '<p>x</p>'],
  ['[x](data:text/html;base64,PHN2Zz4=)', '<p>x</p>'],
  ['[x](/relative)', '<p>x</p>'],
  ['[x](//example.org)', '<p>x</p>'],
  ['[**x**](vbscript:y) danach', '<p><strong>x</strong> danach</p>'],
  ['[x](https://a.b "onmouseover=alert(1)")', '<p><a href="https://a.b">x</a></p>'],
  ['[x](https://a.b/"onclick=alert(1)//)', '<p><a href="https://a.b/%22onclick=alert(1)//">x</a></p>'],
  ['# Titel', '<p># Titel</p>'],
  ['> Zitat', '<p>&gt; Zitat</p>'],
  ['`code`', '<p>`code`</p>'],
  ['---', '<p>---</p>'],
])('makes %j harmless', (markdown, expected) => {
  expect(html(markdown)).toBe(expected)
})

test('an image is never loaded', () => {
  expect(html('![x](https://example.org/pixel.png)')).not.toContain('<img')
})

test('only known elements and addresses come out, whatever goes in', () => {
  const check = (nodes: readonly MarkdownNode[]) => {
    for (const node of nodes) {
      if (typeof node === 'string') continue
      expect(['p', 'ul', 'ol', 'li', 'strong', 'em', 'a', 'br']).toContain(node.tag)
      if (node.tag === 'a') expect(safeHref(node.href ?? '')).toBe(node.href)
      check(node.children)
    }
  }
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '<script>',
      '</p>',
      '[a](',
      'javascript:',
      'https://x.y',
      ')',
      '**',
      '- ',
      '\n\n',
      '<a href="x">',
      '&lt;',
      '![',
    ),
  )
  fc.assert(fc.property(fc.array(piece), (pieces) => check(parseMarkdown(pieces.join('')))))
})

test('escaped text comes out as it was', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ -~äöüÄÖÜß„“]{0,40}$/), (text) => {
      const words = text.replace(/\s+/g, ' ').trim()
      expect(toText(parseMarkdown(escapeMarkdown(words)))).toBe(words)
    }),
  )
})

test('the words of a list are told one after the other', () => {
  expect(toText(parseMarkdown('Bitte sehr:\n\n- **Hotline:** [1](tel:+491)\n- zwei'))).toBe(
    'Bitte sehr: Hotline: 1 zwei',
  )
})

test('in a file, lists have dashes and paragraphs a line between them', () => {
  expect(toPlain(parseMarkdown('Bitte sehr:\n\n- **Hotline:** [1](tel:+491)\n- zwei\n\nEnde'))).toBe(
    'Bitte sehr:\n\n– Hotline: 1\n– zwei\n\nEnde',
  )
})
