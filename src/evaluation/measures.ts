import type { SupportLevel } from '../../knowledge/topic.ts'
import type { Routing } from '../cli/routing.ts'
import type { Question } from './questions.ts'
import { type Share, wilson } from './wilson.ts'

/** A question with how it was routed. */
export interface Trial {
  readonly question: Question
  readonly routing: Routing
}

/** What is measured, with its goal. `judge` is undefined where a trial does not count for the measure. */
interface Measure {
  readonly name: string
  readonly goal: string
  readonly judge: (trial: Trial, levelOf: LevelOf) => boolean | undefined
}

export type LevelOf = (topic: string) => SupportLevel

/** Most topics that may be offered for a topic to count as reached. */
const maxOffered = 3

const names = ({ routing }: Trial, topic: string): boolean => routing.topics.includes(topic)
const namesTopic = ({ routing }: Trial): boolean => routing.topics.length > 0
const statesTopic = ({ routing }: Trial): boolean => routing.kind === 'answer' || routing.kind === 'several'
const ofKind = (kind: Question['kind'], judge: Measure['judge']): Measure['judge'] => {
  return (trial, levelOf) => (trial.question.kind === kind ? judge(trial, levelOf) : undefined)
}

export const measures: readonly Measure[] = [
  {
    name: 'reached: the right topic stated or offered',
    goal: '>= 98 % (reworded 93 %)',
    judge: ofKind(
      'answer',
      (trial) => trial.routing.topics.length <= maxOffered && names(trial, topicOf(trial)),
    ),
  },
  {
    name: 'stated at once and right',
    goal: '>= 92 % (reworded 78 %)',
    judge: ofKind('answer', (trial) => trial.routing.kind === 'answer' && names(trial, topicOf(trial))),
  },
  {
    name: 'misrouted: a wrong support level stated',
    goal: '<= 1 % (reworded 4 %)',
    judge: ofKind('answer', (trial, levelOf) => misrouted(trial, levelOf)),
  },
  {
    name: 'foreign or unlisted, answered with a topic',
    goal: '<= 5 %',
    judge: ofKind('unknown', statesTopic),
  },
  {
    name: 'foreign or unlisted, asked between topics',
    goal: '',
    judge: ofKind('unknown', (trial) => trial.routing.kind === 'choose'),
  },
  {
    name: 'foreign and unlisted told apart',
    goal: '',
    judge: ofKind('unknown', ({ routing, question }) => routing.reason === question.reason),
  },
  {
    name: 'ambiguous across levels: asks back with the right topics',
    goal: '>= 80 %',
    judge: ofKind('choose', (trial) => trial.routing.kind === 'choose' && namesPair(trial)),
  },
  {
    name: 'two problems in one message: both named',
    goal: '>= 80 %',
    judge: ofKind('several', (trial) => trial.question.topics.every((topic) => names(trial, topic))),
  },
  {
    name: 'intents recognised',
    goal: '>= 95 %',
    judge: ofKind('intent', ({ routing, question }) => routing.intent === question.intent),
  },
  { name: 'intents taken for topics', goal: '<= 5 %', judge: ofKind('intent', namesTopic) },
  { name: 'adversarial input handled sanely', goal: '100 %', judge: ofKind('adversarial', isSane) },
]

/** Every measure over the trials that count for it. */
export function measure(trials: readonly Trial[], levelOf: LevelOf): ReadonlyMap<string, Share> {
  return new Map(
    measures.map(({ name, judge }) => {
      const verdicts = trials.map((trial) => judge(trial, levelOf)).filter((verdict) => verdict !== undefined)
      return [name, wilson(verdicts.filter(Boolean).length, verdicts.length)]
    }),
  )
}

function topicOf({ question }: Trial): string {
  return question.topics[0] ?? ''
}

/** True if a level is stated that is not the right one, by an answer or by a choice within one level. */
export function misrouted(trial: Trial, levelOf: LevelOf): boolean {
  const right = levelOf(topicOf(trial))
  const { routing } = trial
  if (routing.kind === 'several') return routing.topics.every((topic) => levelOf(topic) !== right)
  return routing.level !== null && routing.level !== right
}

/** At least two of the topics that fit are offered; of a threefold reading two will do. */
function namesPair(trial: Trial): boolean {
  return trial.question.topics.filter((topic) => names(trial, topic)).length >= 2
}

/** States nothing but what may be stated; a question back must offer something that fits. */
function isSane(trial: Trial): boolean {
  const { question, routing } = trial
  if (routing.kind === 'choose') return routing.topics.some((topic) => question.topics.includes(topic))
  return routing.topics.every((topic) => question.topics.includes(topic))
}
