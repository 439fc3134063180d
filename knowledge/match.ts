import type { NameHit } from './names.ts'
import type { Intent, OutOfScope, Topic } from './topic.ts'

/** A topic with the probability (0 to 1) that the text is about it. */
export interface Candidate {
  readonly topic: Topic
  readonly probability: number
}

/** The parts every match has. */
interface Evidence {
  /** The most probable topics, best first. */
  readonly ranked: readonly Candidate[]
  /** The words that decided, as the user wrote them, strongest first. */
  readonly because: readonly string[]
  /** What the text was looked up as; missing where it is neither a name nor a short example. */
  readonly name?: NameHit
  /** Probability (0 to 1) of what was decided. */
  readonly score: number
}

/** One topic, sure enough to be stated. */
export interface AnswerMatch extends Evidence {
  readonly kind: 'answer'
  readonly topic: Topic
}

/** Two or three topics that fit; the user has to say which. */
export interface ChooseMatch extends Evidence {
  readonly kind: 'choose'
  readonly topics: readonly Topic[]
}

/** No topic; `reason` says why. */
export interface UnknownMatch extends Evidence {
  readonly kind: 'unknown'
  readonly reason: OutOfScope
}

export interface IntentMatch extends Evidence {
  readonly kind: 'intent'
  readonly intent: Intent
}

/** One of several problems in a message, in the words of the user. */
export interface PartMatch {
  readonly text: string
  readonly match: AnswerMatch | ChooseMatch | UnknownMatch
}

export interface SeveralMatch extends Evidence {
  readonly kind: 'several'
  readonly parts: readonly PartMatch[]
}

/** What the matcher found. What to say about it is the dialog's business. */
export type Match = AnswerMatch | ChooseMatch | SeveralMatch | IntentMatch | UnknownMatch

/** Finds out what a question is about. Pure: the same question always gets the same match. */
export interface Matcher {
  match(question: string): Match
}
