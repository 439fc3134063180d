import { createNameFinder, type NameHit } from '../../knowledge/names.ts'
import { tokenize } from '../../knowledge/normalize.ts'
import { backup, fakeKnowledge, statement } from '../helpers/fakeWorld.ts'

/** What a text is taken for, where each of the two topics has one term. */
function hit(text: string, backupTerm: string, statementTerm: string): NameHit | undefined {
  const topics = [
    { ...backup, terms: [backupTerm] },
    { ...statement, terms: [statementTerm] },
  ]
  const knowledge = { ...fakeKnowledge, topics: new Map(topics.map((topic) => [topic.id, topic])) }
  return createNameFinder(knowledge, () => false).nearly(tokenize(text))
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
    expect(hit(text, backupTerm, statementTerm)).toMatchObject({
      words: text,
      names: [backupTerm, statementTerm],
      labels: ['topic:backup', 'topic:statement'],
    })
  })

  it('nearer to one stands for that one alone', () => {
    expect(hit('Mietlistr', 'Mietliste', 'Mietkiste')).toMatchObject({
      names: ['Mietliste'],
      labels: ['topic:backup'],
    })
  })
})

describe('a name', () => {
  it.each([
    ['Mietliste', 'Mietliste'],
    ['Ich habe eine Frage zur Miet-Liste, bitte', 'Miet Liste'],
  ])('is recognised in %j by the words that are not around it', (text, words) => {
    expect(hit(text, 'Mietliste', 'Kontoblatt')).toEqual({
      words,
      names: ['Mietliste'],
      labels: ['topic:backup'],
      certainty: 1,
    })
  })
})
