import { opened } from '../helpers/world.ts'

const { knowledge, matcher } = opened
const topics = [...knowledge.topics.values()]
const sharing = (term: string) => topics.filter((topic) => topic.terms.includes(term))

describe('a title', () => {
  it.each(
    topics.flatMap((topic) =>
      [...new Set([topic.title, topic.newsletterTitle])].map((title) => [title, topic.id]),
    ),
  )('states its topic: %s', (title, id) => {
    expect(matcher.match(title)).toMatchObject({ kind: 'answer', topic: { id } })
  })
})

describe.each(topics.map((topic) => [topic.id, topic] as const))('the terms of %s', (_id, topic) => {
  it('state their topic or offer it', () => {
    for (const term of topic.terms) {
      const match = matcher.match(term)
      const named = match.kind === 'answer' ? [match.topic] : match.kind === 'choose' ? match.topics : []
      expect({ term, topics: named.map(({ id }) => id) }).toEqual({
        term,
        topics: expect.arrayContaining([topic.id]),
      })
    }
  })

  it('ask back where topics of different levels share them', () => {
    for (const term of topic.terms) {
      const levels = new Set(sharing(term).map(({ level }) => level))
      if (levels.size > 1) expect({ term, kind: matcher.match(term).kind }).toEqual({ term, kind: 'choose' })
    }
  })
})

describe('a double reading', () => {
  it.each([
    ['Clearingkonto geht nicht auf', ['clearing', 'konten-abstimmen']],
    ['Die Bank weist unsere Zahlungsdatei ab', ['datentraegeraustausch', 'einzuege-ueberweisungen']],
    ['Schlüssel', ['schluesseltabellen', 'verteilerschluessel']],
  ])('is asked back: %s', (question, ids) => {
    const match = matcher.match(question)
    expect(match.kind).toBe('choose')
    expect(match.kind === 'choose' && match.topics.map(({ id }) => id)).toEqual(expect.arrayContaining(ids))
  })
})

describe('reasons', () => {
  it('are words of the question as the user wrote them', () => {
    const match = matcher.match('Ich bekomme die SONDERUMLAGE nicht angelegt')
    expect(match.because[0]).toBe('SONDERUMLAGE')
  })
})

describe('the matcher', () => {
  it('gives the same match for the same question', () => {
    const question = 'Beim Abgleich mit der Bank fehlt ein Betrag'
    expect(matcher.match(question)).toEqual(matcher.match(question))
  })
})
