import { classify, vectorOf } from './classifier.ts'
import { extractFeatures } from './features.ts'
import { nearDuplicates } from './nearDuplicates.ts'
import type { Example, Knowledge, Label } from './topic.ts'
import { train } from './train.ts'
import { trainingExamples } from './training.ts'

/** An example that a model which has not seen it would give to another topic. */
export interface LostExample {
  readonly text: string
  readonly label: Label
  readonly winner: Label
  /** Probability (0 to 1) of the winner. */
  readonly probability: number
}

/** What an author should look at; none of it is an error. German sentences come from the command that prints it. */
export interface Advice {
  readonly lost: readonly LostExample[]
  readonly near: readonly {
    readonly texts: readonly [string, string]
    readonly labels: readonly [string, string]
  }[]
  readonly thin: readonly { readonly topic: string; readonly examples: number }[]
}

/** Likeness from which two examples count as the same sentence. */
const nearLikeness = 0.85

/** Topics with fewer examples are thin; most have 900 and more. */
const fewExamples = 600

/** Only a winner this sure is worth an author's look. */
const sureWinner = 0.8

/** How many parts the examples are cut into; each is judged by a model of the others. */
const folds = 3

/** Looks for examples that work against the knowledge. Trains several models: takes one to two minutes. */
export function advise(knowledge: Knowledge): Advice {
  const { examples } = knowledge
  const texts = examples.map(({ text }) => text)
  return {
    lost: lostExamples(knowledge),
    near: nearDuplicates(texts, texts, nearLikeness).map(({ a, b }) => ({
      texts: [texts[a]!, texts[b]!],
      labels: [examples[a]!.labels.join('+'), examples[b]!.labels.join('+')],
    })),
    thin: [...knowledge.topics.keys()]
      .map((topic) => ({
        topic,
        examples: examples.filter(({ labels }) => labels.includes(`topic:${topic}`)).length,
      }))
      .filter(({ examples: count }) => count < fewExamples),
  }
}

function lostExamples(knowledge: Knowledge): LostExample[] {
  const all = trainingExamples(knowledge)
  const found = Array.from({ length: folds }, (_, fold) => {
    const model = train(all.filter((_example, at) => at % folds !== fold))
    return all
      .filter((_example, at) => at % folds === fold)
      .flatMap((example) => {
        const { labels: probabilities } = classify(model, vectorOf(extractFeatures(example.text), model))
        const best = probabilities.indexOf(Math.max(...probabilities))
        return lost(example, model.labels[best]!, probabilities[best]!)
      })
  })
  return found.flat().sort((a, b) => b.probability - a.probability)
}

function lost({ text, labels }: Example, winner: Label, probability: number): LostExample[] {
  const [label, ...more] = labels
  if (!label?.startsWith('topic:') || more.length > 0) return []
  return winner !== label && probability >= sureWinner ? [{ text, label, winner, probability }] : []
}
