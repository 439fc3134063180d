import type { World } from '../../dialogs/turn.ts'
import type { Matcher } from '../../knowledge/match.ts'
import type { Knowledge, Topic } from '../../knowledge/topic.ts'

const topic = (id: string, level: Topic['level'], title: string): Topic => ({
  id,
  level,
  title,
  newsletterTitle: title,
  source: 'test',
  summary: title,
  interpreted: 'test',
  terms: [],
  examples: [],
})

export const backup = topic('backup', 'first', 'Datensicherung')
export const statement = topic('statement', 'second', 'Vermögensstatus')

export const fakeKnowledge: Knowledge = {
  topics: new Map([backup, statement].map((each) => [each.id, each])),
  directory: {
    source: 'test',
    hotline: { id: 'hotline', name: 'Hotline', phone: '0123-456-0', email: 'hotline@example.org' },
    accountManagers: [
      { id: 'anna-alt', name: 'Anna Alt', phone: '0123-456-1' },
      { id: 'bernd-bau', name: 'Bernd Bau', phone: '0123-456-2' },
    ],
  },
  examples: [],
}

/** Knows two words: "Backup" is first level, "Status" is second; a text with both is a choice. */
export const fakeMatcher: Matcher = {
  match(question) {
    const topics = [/backup/i.test(question) && backup, /status/i.test(question) && statement].filter(
      (found) => found !== false,
    )
    const evidence = {
      ranked: topics.map((found) => ({ topic: found, probability: 0.9 })),
      because: [],
      score: 0.9,
    }
    const [first, ...others] = topics
    if (!first) return { kind: 'unknown', reason: 'unclear', ...evidence }
    return others.length > 0
      ? { kind: 'choose', topics, ...evidence }
      : { kind: 'answer', topic: first, ...evidence }
  },
}

/** A small world whose answers are easy to foretell. */
export const fakeWorld = (changes: Partial<World> = {}): World => ({
  knowledge: fakeKnowledge,
  matcher: fakeMatcher,
  findPeople: () => ({ people: [], nothingElse: false }),
  directLines: 'shown',
  retentionDays: 30,
  ...changes,
})
