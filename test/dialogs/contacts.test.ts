import fc from 'fast-check'
import { dialable, hotlineLine } from '../../dialogs/contacts.ts'
import { mailto } from '../../src/cards/markdown.ts'
import { opened } from '../helpers/world.ts'

const { directory } = opened.knowledge

describe('a phone number', () => {
  it('is dialled in E.164', () => {
    expect(dialable('02151-53706-31')).toBe('+4921515370631')
  })
})

describe('the mail draft', () => {
  it('is a link of usable length, whatever was asked', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3000 }),
      fc.string({ unit: fc.constantFrom('😀', 'ü', '%', '\n'), maxLength: 3000 }),
    )
    fc.assert(
      fc.property(anything, (question) => {
        const { email } = hotlineLine(directory, question)
        expect(mailto(email!).length).toBeLessThan(2100)
      }),
    )
  })

  it('holds a short question whole, and marks where a long one is cut', () => {
    expect(hotlineLine(directory, 'Wo ist das Konto? 😀').email?.body).toContain('Wo ist das Konto? 😀')
    expect(hotlineLine(directory, 'x'.repeat(3000)).email?.body).toContain('xxx…')
  })
})
