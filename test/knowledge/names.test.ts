import { createNameFinder } from '../../knowledge/names.ts'
import { tokenize } from '../../knowledge/normalize.ts'
import { backup, fakeKnowledge, statement } from '../helpers/fakeWorld.ts'

/** The topics whose name a text is taken for, where each of the two topics has one term. */
function taken(text: string, backupTerm: string, statementTerm: string): readonly string[] | undefined {
  const topics = [
    { ...backup, terms: [backupTerm] },
    { ...statement, terms: [statementTerm] },
  ]
  const knowledge = { ...fakeKnowledge, topics: new Map(topics.map((topic) => [topic.id, topic])) }
  return createNameFinder(knowledge, () => false).nearly(tokenize(text))?.labels
}

describe('a misspelt name', () => {
  it.each([
    ['as near to one as to the other', 'Mietniste', 'Mietliste', 'Mietkiste'],
    [
      'almost as near to one as to the other',
      'Innahmenaufstellung',
      'Einnahmenaufstellung',
      'Annahmenaufstellung',
    ],
  ])('%s stands for both', (_how, text, backupTerm, statementTerm) => {
    expect(taken(text, backupTerm, statementTerm)).toEqual(['topic:backup', 'topic:statement'])
  })

  it('nearer to one stands for that one alone', () => {
    expect(taken('Mietlistr', 'Mietliste', 'Mietkiste')).toEqual(['topic:backup'])
  })
})
