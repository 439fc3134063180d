import { sameTextKey } from './normalize.ts'
import type { Example, Knowledge, Topic } from './topic.ts'

/** Every name of every topic (titles and terms) with the topics that share it, keyed by `sameTextKey`. */
export function namesOf(knowledge: Knowledge): Map<string, { name: string; topics: Topic[] }> {
  const names = new Map<string, { name: string; topics: Topic[] }>()
  for (const topic of knowledge.topics.values()) {
    for (const name of [topic.title, topic.newsletterTitle, ...topic.terms]) {
      const key = sameTextKey(name)
      const known = names.get(key)
      if (!known) names.set(key, { name, topics: [topic] })
      else if (!known.topics.includes(topic)) known.topics.push(topic)
    }
  }
  return names
}

/** How often a double reading is learned from: a stated topic where a question back was due is the costlier mistake. */
const doubleReadingWeight = 2

/** All the classifier learns from: the examples, and each topic's titles and terms as short examples. */
export function trainingExamples(knowledge: Knowledge): Example[] {
  const names = [...namesOf(knowledge).values()].map(({ name, topics }) => ({
    text: name,
    labels: topics.map((topic) => `topic:${topic.id}` as const),
  }))
  const examples = knowledge.examples.flatMap((example) =>
    Array.from({ length: example.labels.length > 1 ? doubleReadingWeight : 1 }, () => example),
  )
  return [...examples, ...names]
}
