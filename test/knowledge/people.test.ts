import { createPeopleFinder } from '../../knowledge/people.ts'
import { opened } from '../helpers/world.ts'

const find = createPeopleFinder(opened.knowledge.directory.accountManagers)
const found = (text: string) => {
  const { people, nothingElse } = find(text)
  return nothingElse ? people.map(({ id }) => id) : []
}

describe('a name alone', () => {
  it.each([
    ['Pascal', ['mueller', 'hoettges']],
    ['Pascal Müller', ['mueller']],
    ['herr mueller', ['mueller']],
    ['Nummer von Frau van Wikeren', ['van-wickeren']],
    ['Durchwahl Phillip Massen', ['maassen']],
    ['berbig', ['berbig']],
  ])('%j is asked for', (text, ids) => {
    expect(found(text)).toEqual(ids)
  })
})

describe('another word', () => {
  it.each(['Mauer', 'Massen', 'Pasta', 'Müller hat nicht bezahlt', 'Sonderumlage Müller'])(
    '%j is nobody’s name alone',
    (text) => {
      expect(found(text)).toEqual([])
    },
  )
})
