import { readPick } from '../../dialogs/choiceWords.ts'

const first = { kind: 'options', positions: [0] }
const second = { kind: 'options', positions: [1] }

describe('a typed reply to a choice', () => {
  it.each([
    ['1', 2, first],
    ['Das erste bitte', 2, first],
    ['ja, ersteres', 2, first],
    ['ich meine die 2', 2, second],
    ['letzteres', 2, second],
    ['beides', 2, { kind: 'options', positions: [0, 1] }],
    ['Nichts davon', 3, { kind: 'none' }],
    ['nein', 1, { kind: 'none' }],
    ['nein danke', 1, { kind: 'none' }],
    ['ja', 1, first],
    ['ja, bitte', 1, first],
    ['genau', 1, first],
    ['ja', 2, { kind: 'unsure' }],
    ['4', 3, { kind: 'unsure' }],
    ['weiß nicht', 2, { kind: 'unsure' }],
    ['Wir finden die Differenz nicht', 2, undefined],
    ['ja, die Sonderumlage fehlt', 2, undefined],
  ])('%j to %d options', (text, count, picked) => {
    expect(readPick(text, count)).toEqual(picked)
  })
})
