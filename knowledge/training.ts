import { sameTextKey } from './normalize.ts'
import { type Example, type Knowledge, labelOf, type Topic } from './topic.ts'

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

/** All the classifier learns from: the examples, and each topic's titles and terms as short examples. */
export function trainingExamples(knowledge: Knowledge): Example[] {
  const names = [...namesOf(knowledge).values()].map(({ name, topics }) => ({
    text: name,
    labels: topics.map(labelOf),
  }))
  // Among tens of thousands of sentences the intents have few. They count twice, or what is no topic would swallow them.
  const intents = knowledge.examples.filter(({ labels: [label] }) => label?.startsWith('intent:'))
  return [...knowledge.examples, ...names, ...intents]
}
