import { createMatcher, defaultOptions, type MatcherOptions } from '../../knowledge/matcher.ts'
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

describe('a message of many problems', () => {
  it('is split into the first six of them', () => {
    const problems = [
      'Ich bekomme die Sonderumlage nicht angelegt',
      'Wie lege ich eine neue Kollegin im Programm an?',
      'Unser Vermögensstatus geht nicht auf',
      'Wie ändere ich den Verteilerschlüssel einer Wohnung?',
      'Die Lastschriften wurden nicht eingezogen',
      'Wo ändere ich die Anschrift eines Eigentümers?',
      'Wir wünschen uns eine eigene Maske, nur für uns programmiert',
      'Wie lege ich ein neues Konto im Kontenrahmen an?',
    ]
    const match = matcher.match(problems.map((problem, at) => `${at + 1}. ${problem}`).join('\n'))
    expect(match.kind === 'several' && match.parts.map(({ text }) => text)).toEqual(problems.slice(0, 6))
  })
})

/** How a text is matched by a matcher with other limits. */
const matchWith = (text: string, limits: Partial<MatcherOptions>) =>
  createMatcher(knowledge, opened.model, { ...defaultOptions, ...limits }).match(text)

describe('a message that is surely about one topic', () => {
  const remark = 'Die Adresse habe ich gestern geändert.'
  const text = `Wie lege ich ein neues Konto im Kontenrahmen an? ${remark}`

  it('is one problem, unless a sentence of it is surely about another', () => {
    expect(matcher.match(remark)).toMatchObject({ topic: { id: 'stammdaten' } })
    expect(matchWith(text, { partSure: 0.5, contraryPartSure: 0.5 }).kind).toBe('several')
    expect(matchWith(text, { partSure: 0.5, contraryPartSure: 1 })).toMatchObject({
      kind: 'answer',
      topic: { id: 'kontenanlage-sachkontenrahmen' },
    })
  })
})

describe('a message that is not understood as a whole', () => {
  const text =
    'Ja, so ist das halt bei uns immer gewesen, was soll man da noch sagen, es wird ja nie besser. Wie lege ich eine ' +
    'neue Kollegin im Programm an? Na ja, wir werden sehen, wie es weitergeht, es hilft ja alles nichts, bis dann also.'

  it('is about what its one clear sentence says', () => {
    expect(matchWith(text, { clearPartSure: 0.5 })).toMatchObject({ topic: { id: 'mitarbeiter-anlegen' } })
  })

  it('is unclear if no sentence is clear enough', () => {
    expect(matchWith(text, { clearPartSure: 1 })).toMatchObject({ kind: 'unknown', reason: 'unclear' })
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
