import { createMatcher } from '../../knowledge/matcher.ts'
import { train } from '../../knowledge/train.ts'
import { trainingExamples } from '../../knowledge/training.ts'
import { routingOf } from '../../src/cli/routing.ts'
import { readQuestions } from '../../src/evaluation/questions.ts'
import { opened, world } from '../helpers/world.ts'

describe('a sentence more in the knowledge', () => {
  it('changes hardly anything but what it is about', async () => {
    const { knowledge } = opened
    const more = {
      text: 'Der Quastenflosser im Teich wird nicht umgelegt',
      labels: ['topic:verteilerschluessel'],
    }
    const examples = trainingExamples(knowledge)
    const model = train([...examples.slice(0, 1000), more, ...examples.slice(1000)] as typeof examples)
    const after = { ...world, matcher: createMatcher(knowledge, model) }
    const questions = (await readQuestions('tune')).filter((_question, at) => at % 3 === 0)
    const changed = questions.filter(({ text }) => {
      const [before, now] = [routingOf(text, world), routingOf(text, after)]
      return before.kind !== now.kind || before.topics.join() !== now.topics.join()
    })
    // With another order of chance for all examples it was every fifteenth.
    expect(changed.length).toBeLessThanOrEqual(questions.length / 100)
  }, 180_000)
})
