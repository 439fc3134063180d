import type { Matcher } from '../knowledge/match.ts'
import type { NamedPeople } from '../knowledge/people.ts'
import type { Contact, Knowledge, SupportLevel } from '../knowledge/topic.ts'

/** Longest text that is read, in characters; of more, the beginning counts and the reply says so. */
export const maxTextLength = 2000

/** What happened on the user's side. */
export type UserEvent =
  /** `customer`: the customer number, only where the channel vouches for it. */
  | { readonly kind: 'joined'; readonly customer?: string }
  | { readonly kind: 'message'; readonly text: string }
  /** A file, a picture or the like, and no text with it. */
  | { readonly kind: 'attachment' }
  | { readonly kind: 'tapped'; readonly tap: Tap }

/** What a button of a card sends back. It makes sense alone, so that buttons of old cards keep working. */
export type Tap =
  | { readonly action: 'topic'; readonly topic: string }
  | { readonly action: 'none'; readonly offered: readonly string[] }

/** What a conversation remembers between two messages. Everything in it can be written as JSON. */
export interface State {
  readonly schema: typeof stateSchema
  /** The customer number, if the channel vouched for it when the conversation began; never one that was typed. */
  readonly customer?: string
  /** What was talked about last. */
  readonly subject?: Subject
  /** Questions in the user's wording that were not understood, oldest first; empty after an answer. */
  readonly unclear: readonly string[]
}

/** The last question and what came of it. */
export interface Subject {
  readonly question: string
  /** Ids of the topics between which the user was asked to choose, in that order; empty if topics were stated. */
  readonly offered: readonly string[]
  /** Ids of all topics named so far for this question, so that "das passt nicht" does not repeat them. */
  readonly named: readonly string[]
  /** Ids of the next best topics, best first. */
  readonly next: readonly string[]
  /** The support levels that were stated, for "und wer ist das?". */
  readonly levels: readonly SupportLevel[]
}

/** Version of `State`. A stored state of another version restarts the conversation. */
export const stateSchema = 1
export const initialState: State = { schema: stateSchema, unclear: [] }

/** What a step may know besides state and event. */
export interface World {
  readonly knowledge: Knowledge
  readonly matcher: Matcher
  /** Which contacts a text names. */
  readonly findPeople: (text: string) => NamedPeople
  /** The user's own account manager, where the channel knows the customer. */
  readonly accountManager?: Contact
  /** Whether this user may be told who the account managers are, and their numbers. */
  readonly directLines: 'shown' | 'hidden'
  /** After how many days without a message a conversation is erased. */
  readonly retentionDays: number
}

/** What a step leads to. */
export interface Turn {
  readonly state: State
  readonly replies: readonly Reply[]
}

/** A tap on it sends `text` as if the user had typed it. */
export interface Suggestion {
  readonly label: string
  readonly text: string
}

/** A contact, ready to be called or written to. */
export interface ContactLine {
  readonly name: string
  /** As the newsletter prints it. */
  readonly phone: string
  /** The same number in E.164, for `tel:` links. */
  readonly dial: string
  readonly email?: MailDraft
}

export interface MailDraft {
  readonly to: string
  readonly subject: string
  readonly body: string
}

/** Every reply says in `text` all there is to say, for clients without cards and for the terminal. */
interface Spoken {
  readonly text: string
}

export interface TextReply extends Spoken {
  readonly kind: 'text'
  readonly suggestions: readonly Suggestion[]
}

/** Contacts with a sentence before and after them. */
export interface ContactsReply extends Spoken {
  readonly kind: 'contacts'
  readonly lead: string
  readonly contacts: readonly ContactLine[]
  readonly note: string
}

export interface AnswerReply extends Spoken {
  readonly kind: 'answer'
  readonly topicId: string
  readonly level: SupportLevel
  readonly title: string
  readonly levelName: string
  /** Whom to contact, first thing to read. */
  readonly lead: string
  /** What to know about the contacts; empty where there is only one. */
  readonly contactsHint: string
  readonly contacts: readonly ContactLine[]
  /** Level and reason, with source and date. */
  readonly reason: string
  /** What to do next. */
  readonly next: string
}

export interface ChoiceReply extends Spoken {
  readonly kind: 'choice'
  readonly topicIds: readonly string[]
  readonly prompt: string
  readonly options: readonly ChoiceOption[]
  /** Stated at once where all offered topics share it. */
  readonly level: SupportLevel | null
  /** The sentence that states the level, and whom it leads to; empty without a common level. */
  readonly levelHint: string
  readonly contacts: readonly ContactLine[]
}

export interface ChoiceOption {
  readonly label: string
  readonly detail: string
  readonly tap: Tap
}

export interface LevelsReply extends Spoken {
  readonly kind: 'levels'
  readonly lead: string
  readonly levels: readonly LevelSection[]
}

export interface LevelSection {
  readonly name: string
  readonly meaning: string
  readonly topics: readonly string[]
  readonly contacts: readonly ContactLine[]
}

export type Reply = TextReply | ContactsReply | AnswerReply | ChoiceReply | LevelsReply
