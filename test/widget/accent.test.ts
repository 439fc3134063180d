import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { accentColours, contrast, parseHex, type Scheme, schemes, textOn } from '../../src/widget/accent.ts'
import { isBright } from '../../src/widget/loader/brightness.ts'

function rgb(hex: string) {
  const colour = parseHex(hex)
  if (!colour) throw new Error(`${hex} is no colour`)
  return colour
}
const channel = fc.integer({ min: 0, max: 255 })
const colour = fc.tuple(channel, channel, channel)

test.each([
  ['#0e5a66', [14, 90, 102]],
  ['#F60', [255, 102, 0]],
  [' #ffffff ', [255, 255, 255]],
  ['0e5a66', undefined],
  ['#12345', undefined],
  ['red', undefined],
  ['#0e5a66;background:url(x)', undefined],
  ['', undefined],
])('reads %j', (text, expected) => {
  expect(parseHex(text)).toEqual(expected)
})

test('contrast is that of WCAG', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBe(21)
  expect(contrast([255, 255, 255], [255, 255, 255])).toBe(1)
  expect(contrast(rgb('#767676'), rgb('#fff'))).toBeCloseTo(4.54, 2)
})

test.each(['light', 'dark'] as const)(
  'whatever the brand, all text of the %s scheme can be read',
  (scheme) => {
    const { surface, tint, ink } = schemes[scheme]
    fc.assert(
      fc.property(colour, (brand) => {
        const { accent, accentStrong, fill, fillStrong, onFill, own } = accentColours(brand, scheme)
        for (const ground of [surface, tint]) {
          expect(contrast(rgb(accent), rgb(ground))).toBeGreaterThanOrEqual(4.5)
          expect(contrast(rgb(accentStrong), rgb(ground))).toBeGreaterThanOrEqual(4.5)
        }
        expect(rgb(fill)).toEqual(brand)
        expect(contrast(rgb(onFill), rgb(fill))).toBeGreaterThanOrEqual(4.5)
        expect(contrast(rgb(onFill), rgb(fillStrong))).toBeGreaterThanOrEqual(4.5)
        expect(contrast(rgb(ink), rgb(own))).toBeGreaterThanOrEqual(4.5)
      }),
    )
  },
)

test('a brand that can be read is left as it is', () => {
  expect(accentColours(rgb('#0e5a66'), 'light').accent).toBe('#0e5a66')
  expect(accentColours(rgb('#86d3d3'), 'dark').accent).toBe('#86d3d3')
})

test('on the bubble the picture stands out from every colour, at least 3:1', () => {
  fc.assert(
    fc.property(colour, (fill) => {
      expect(contrast(fill, isBright(fill) ? [0, 0, 0] : [255, 255, 255])).toBeGreaterThanOrEqual(3)
      expect(contrast(fill, rgb(textOn(fill)))).toBeGreaterThanOrEqual(4.5)
    }),
  )
})

test('the style sheet has the colours that accents are measured against, and its own can be read too', () => {
  const css = readFileSync(path.resolve(import.meta.dirname, '../../src/widget/theme.css'), 'utf8')
  const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)')
  const check = (block: string, scheme: Scheme) => {
    const value = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(block)?.[1] ?? ''
    const { surface, tint, ink } = schemes[scheme]
    expect([value('surface'), value('tint'), value('ink')]).toEqual([surface, tint, ink])
    const pairs = [
      ...['ink', 'ink-soft', 'accent', 'accent-strong', 'danger'].flatMap((text) =>
        ['surface', 'tint', 'page'].map((ground) => [text, ground] as const),
      ),
      ['on-fill', 'fill'],
      ['on-fill', 'fill-strong'],
      ['ink', 'own'],
      ['surface', 'danger'],
      ['surface', 'danger-strong'],
    ] as const
    for (const [text, ground] of pairs) {
      expect([text, ground, contrast(rgb(value(text)), rgb(value(ground))) >= 4.5]).toEqual([
        text,
        ground,
        true,
      ])
    }
  }
  check(light, 'light')
  check(dark, 'dark')
})
