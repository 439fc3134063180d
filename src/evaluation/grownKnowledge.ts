import type { Knowledge, Label, Topic } from '../../knowledge/topic.ts'

/** Examples a topic in the tables for growth. */
const examplesEach = 60

/**
 * Knowledge with many topics, made from the real one: further topics take turns with the real examples, with every word
 * of six letters or more spelt backwards by a rule of their own, so that they have a vocabulary of their own.
 */
export function grownKnowledge(knowledge: Knowledge, count: number): Knowledge {
  const real = [...knowledge.topics.values()]
  const examplesOf = (topic: Topic) => {
    const label: Label = `topic:${topic.id}`
    return knowledge.examples
      .filter(({ labels }) => labels.length === 1 && labels[0] === label)
      .slice(0, examplesEach)
      .map(({ text }) => text)
  }
  const grown = Array.from({ length: count }, (_, at) => {
    const topic = real[at % real.length]!
    const generation = Math.floor(at / real.length)
    const change = (text: string) => (generation === 0 ? text : foreignWords(text, generation))
    return {
      topic: {
        ...topic,
        id: `${topic.id}-${generation}`,
        title: change(topic.title),
        terms: topic.terms.map(change),
      },
      texts: examplesOf(topic).map(change),
    }
  })
  const others = knowledge.examples.filter(
    ({ labels }) => !labels.some((label) => label.startsWith('topic:')),
  )
  return {
    ...knowledge,
    topics: new Map(grown.map(({ topic }) => [topic.id, topic])),
    examples: [
      ...others,
      ...grown.flatMap(({ topic, texts }) =>
        texts.map((text) => ({ text, labels: [`topic:${topic.id}` as const] })),
      ),
    ],
  }
}

/** Turns long words into others, differently in each generation. */
function foreignWords(text: string, generation: number): string {
  return text.replace(/\p{L}{6,}/gu, (word) => {
    const cut = 1 + (generation % (word.length - 1))
    return (
      [...word.slice(cut), ...word.slice(0, cut)].reverse().join('') +
      String.fromCharCode(97 + (generation % 26))
    )
  })
}
