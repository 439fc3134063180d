import Fuse from 'fuse.js'
import { tokenize } from '../../knowledge/normalize.ts'
import type { Example, Knowledge } from '../../knowledge/topic.ts'
import { trainingExamples } from '../../knowledge/training.ts'

/** Anything that ranks labels for a text, best first; `score` only compares within one ranker. */
export interface Ranker {
  readonly name: string
  rank(text: string): Promise<readonly { readonly label: string; readonly score: number }[]>
}

/** How many hits of a search engine vote for their topics. */
const votes = 20

/**
 * What one would take from the shelf instead of our matcher, on the same knowledge: every example, term and title, with
 * "unlisted", "foreign" and the intents as labels too. Fuse's default search reads the names only, and its token search
 * the examples of the topic files, because both take far over 100 ms a question on all texts.
 */
export async function alternatives(knowledge: Knowledge): Promise<Ranker[]> {
  const all = trainingExamples(knowledge)
  return [fuseDefault(knowledge), fuseTokenSearch(knowledge), await miniSearch(all), await nlpJs(all)]
}

function fuseDefault(knowledge: Knowledge): Ranker {
  const records = [...knowledge.topics.values()].flatMap((topic) =>
    [topic.title, ...topic.terms].map((text) => ({ text, label: `topic:${topic.id}` })),
  )
  const fuse = new Fuse(records, { keys: ['text'], includeScore: true })
  return {
    name: 'Fuse default (names)',
    rank: async (text) =>
      sum(fuse.search(text, { limit: votes }).map(({ item, score = 1 }) => [item.label, 1 - score])),
  }
}

function fuseTokenSearch(knowledge: Knowledge): Ranker {
  const records = [...knowledge.topics.values()].flatMap((topic) =>
    [topic.title, ...topic.terms, ...topic.examples].map((text) => ({ text, label: `topic:${topic.id}` })),
  )
  const fuse = new Fuse(records, {
    keys: ['text'],
    includeScore: true,
    ignoreDiacritics: true,
    useTokenSearch: true,
  } as never)
  return {
    name: 'Fuse token search (topic files)',
    rank: async (text) =>
      sum(fuse.search(text, { limit: votes }).map(({ item, score = 1 }) => [item.label, 1 - score])),
  }
}

async function miniSearch(examples: readonly Example[]): Promise<Ranker> {
  const { default: MiniSearch } = await import('minisearch')
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    tokenize: (text) => tokenize(text).map(({ stem }) => stem),
    searchOptions: { fuzzy: 0.2, prefix: true, combineWith: 'OR' },
  })
  index.addAll(examples.map(({ text }, id) => ({ id, text })))
  return {
    name: 'MiniSearch',
    rank: async (text) =>
      sum(
        index
          .search(text)
          .slice(0, votes)
          .flatMap(({ id, score }) =>
            (examples[id]?.labels ?? []).map((label): [string, number] => [label, score]),
          ),
      ),
  }
}

async function nlpJs(examples: readonly Example[]): Promise<Ranker> {
  const { NlpManager } = await import('node-nlp')
  const manager = new NlpManager({
    languages: ['de'],
    forceNER: false,
    autoSave: false,
    nlu: { log: false, useNoneFeature: false },
  })
  // In the order of the texts, so that labels are mixed: it may end its training early, and would know the last ones only.
  const mixed = examples.toSorted((a, b) => (a.text < b.text ? -1 : 1))
  for (const { text, labels } of mixed) manager.addDocument('de', text, labels[0] ?? '')
  await manager.train()
  return {
    name: 'nlp.js',
    rank: async (text) =>
      (await manager.process('de', text)).classifications.map(({ intent, score }) => ({
        label: intent,
        score,
      })),
  }
}

/** Adds up the votes for each label. */
function sum(hits: readonly (readonly [string, number])[]): { label: string; score: number }[] {
  const scores = new Map<string, number>()
  for (const [label, score] of hits) scores.set(label, (scores.get(label) ?? 0) + score)
  return [...scores].map(([label, score]) => ({ label, score })).sort((a, b) => b.score - a.score)
}
