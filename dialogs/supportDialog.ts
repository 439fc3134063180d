import { maxChoices } from '../knowledge/decide.ts'
import type { Match, PartMatch } from '../knowledge/match.ts'
import { hasWords, isOtherScript, looksEnglish, readable } from '../knowledge/text.ts'
import type { OutOfScope, Topic } from '../knowledge/topic.ts'
import { readPick, readTitle } from './choiceWords.ts'
import { hotlineLine } from './contacts.ts'
import { answerIntent } from './intents.ts'
import { answerReply, choiceReply, contactsReply, textReply } from './replies.ts'
import { resumeState } from './state.ts'
import {
  initialState,
  maxTextLength,
  type Reply,
  type State,
  type Subject,
  type Tap,
  type Turn,
  type UserEvent,
  type World,
} from './turn.ts'
import * as wording from './wording.de.ts'

/**
 * One step of the conversation. Pure: the same stored state, event and world always lead to the same turn. `stored` is
 * what the last turn's state became in the store, or undefined for a new conversation.
 */
export function step(stored: unknown, event: UserEvent, world: World): Turn {
  const { state, startedOver } = resumeState(stored)
  const turn = take(state, event, world)
  return startedOver
    ? { ...turn, replies: [textReply(wording.restartedAfterUpdate()), ...turn.replies] }
    : turn
}

/** Whatever a turn forgets, it does not forget the customer. */
function take(state: State, event: UserEvent, world: World): Turn {
  const { customer } = event.kind === 'joined' ? event : state
  const turn = takeEvent(state, event, world)
  return customer === undefined ? turn : { ...turn, state: { ...turn.state, customer } }
}

function takeEvent(state: State, event: UserEvent, world: World): Turn {
  switch (event.kind) {
    case 'joined':
      return {
        state: initialState,
        replies: [textReply(wording.welcome(event.customer), wording.exampleQuestions)],
      }
    case 'attachment':
      return { state, replies: [textReply(wording.attachmentsUnread())] }
    case 'tapped':
      return tapped(state, event.tap, world)
    case 'message':
      return message(state, event.text, world)
  }
}

function tapped(state: State, tap: Tap, world: World): Turn {
  if (tap.action === 'none') return nextBest(state, world, tap.offered)
  const topic = world.knowledge.topics.get(tap.topic)
  if (!topic) return { state, replies: [textReply(wording.topicGone())] }
  // A button of an older card has nothing to do with the question that was asked last.
  const question = state.subject?.named.includes(topic.id) ? state.subject.question : ''
  return answered(state, [topic], question, world)
}

function message(state: State, whole: string, world: World): Turn {
  const text = readable(whole.slice(0, maxTextLength))
  const turn = readMessage(state, text, world)
  return whole.length > maxTextLength
    ? { ...turn, replies: [textReply(wording.shortened()), ...turn.replies] }
    : turn
}

function readMessage(state: State, text: string, world: World): Turn {
  if (!hasWords(text)) return { state, replies: [textReply(wording.noWords())] }
  if (isOtherScript(text)) return { state, replies: [textReply(wording.otherScript())] }
  return pick(state, text, world) ?? reply(state, text, world)
}

/** The text as an answer to the question back that is still open, if it is one. */
function pick(state: State, text: string, world: World): Turn | undefined {
  const { subject } = state
  if (!subject || subject.offered.length === 0) return undefined
  const picked = readPick(text, subject.offered.length) ?? readTitle(text, known(subject.offered, world))
  if (!picked) return undefined
  if (picked.kind === 'none') return nextBest(state, world, subject.offered)
  if (picked.kind === 'unsure') return { state, replies: [askAgain(subject, world)] }
  const chosen = picked.positions.flatMap((at) => known(subject.offered.slice(at, at + 1), world))
  return answered(state, chosen, subject.question, world)
}

function reply(state: State, text: string, world: World): Turn {
  const match = world.matcher.match(text)
  const person = answerIntent(state, text, match, world)
  if (person) return person
  const turn = byMatch(state, text, match, world)
  const namesTopic = match.kind === 'answer' || match.kind === 'choose' || match.kind === 'several'
  return namesTopic && looksEnglish(text)
    ? { ...turn, replies: [textReply(wording.answersInGerman()), ...turn.replies] }
    : turn
}

function byMatch(state: State, text: string, match: Match, world: World): Turn {
  switch (match.kind) {
    case 'answer':
      return answered(state, [match.topic], text, world, idsOf(match))
    case 'choose':
      return chosen(match.topics, wording.choicePrompt(match.topics), text, world, idsOf(match))
    case 'several':
      return severalAnswered(match.parts, world)
    case 'intent':
      return match.intent === 'wrong_answer'
        ? nextBest(state, world, state.subject?.named ?? [])
        : { state, replies: [textReply(wording.nothingToCorrect())] }
    case 'unknown':
      return unknown(state, text, match.reason, world)
  }
}

/** States the desk for one topic or more. `ranked` are the ids of all topics that fit, for a later "das passt nicht". */
function answered(
  state: State,
  topics: readonly Topic[],
  question: string,
  world: World,
  ranked: readonly string[] = state.subject?.next ?? [],
): Turn {
  const replies = topics.map((topic) => answerReply(topic, question, world))
  const stated = topics.map((topic) => topic.id)
  return {
    state: remember({
      question,
      offered: [],
      named: [...new Set([...(question === state.subject?.question ? state.subject.named : []), ...stated])],
      next: ranked.filter((id) => !stated.includes(id)),
      levels: [...new Set(topics.map((topic) => topic.level))],
    }),
    replies,
  }
}

function chosen(
  topics: readonly Topic[],
  prompt: string,
  question: string,
  world: World,
  ranked: readonly string[],
  named: readonly string[] = [],
): Turn {
  const offered = topics.map((topic) => topic.id)
  const reply = choiceReply(topics, prompt, world, { question, stateLevel: named.length === 0 })
  return {
    state: remember({
      question,
      offered,
      named: [...named, ...offered],
      next: ranked.filter((id) => !offered.includes(id)),
      levels: reply.level ? [reply.level] : [],
    }),
    replies: [reply],
  }
}

function severalAnswered(parts: readonly PartMatch[], world: World): Turn {
  const turns = parts.map(({ text, match }) => byMatch(initialState, text, match, world))
  const last = turns.at(-1)?.state ?? initialState
  const subjects = turns.flatMap((turn) => turn.state.subject ?? [])
  return {
    state: {
      ...last,
      ...(last.subject && {
        subject: {
          ...last.subject,
          named: subjects.flatMap((subject) => subject.named),
          levels: [...new Set(subjects.flatMap((subject) => subject.levels))],
        },
      }),
    },
    replies: [textReply(wording.several(parts.length)), ...turns.flatMap((turn) => turn.replies)],
  }
}

function unknown(state: State, text: string, reason: OutOfScope, world: World): Turn {
  const { directory } = world.knowledge
  switch (reason) {
    case 'foreign':
      return { state, replies: [textReply(wording.foreign())] }
    case 'unlisted': {
      const reply = contactsReply(wording.unlisted(), [hotlineLine(directory, text)], wording.keptWording())
      return { state: initialState, replies: [reply] }
    }
    case 'unclear': {
      if (state.subject && state.subject.offered.length > 0) {
        return { state, replies: [askAgain(state.subject, world)] }
      }
      if (state.unclear.length === 0) {
        return { state: { ...state, unclear: [text] }, replies: [textReply(wording.unclear())] }
      }
      const question = [...state.unclear, text].join('\n')
      const reply = contactsReply(
        wording.stillUnclear(),
        [hotlineLine(directory, question)],
        wording.keptWording(),
      )
      return { state: initialState, replies: [reply] }
    }
  }
}

/** After "das passt nicht": the next best topics that were not named yet, or the hotline when there are none. */
function nextBest(state: State, world: World, rejected: readonly string[]): Turn {
  const { subject } = state
  if (!subject) return { state, replies: [textReply(wording.nothingToCorrect())] }
  if (!rejected.every((id) => subject.named.includes(id))) {
    return { state, replies: [textReply(wording.describeAgain())] }
  }
  const refused = new Set([...subject.named, ...rejected])
  const topics = known(
    subject.next.filter((id) => !refused.has(id)),
    world,
  ).slice(0, maxChoices)
  if (topics.length > 0) {
    return chosen(topics, wording.nextBestPrompt(topics), subject.question, world, subject.next, [...refused])
  }
  const reply = contactsReply(
    wording.noOtherTopic(),
    [hotlineLine(world.knowledge.directory, subject.question)],
    wording.keptWording(),
  )
  return { state: initialState, replies: [reply] }
}

/** The open question once more, for a reply that does not say which topic is meant. */
function askAgain({ offered, question }: Subject, world: World): Reply {
  const topics = known(offered, world)
  return choiceReply(topics, wording.whichOfThese(topics), world, { question, stateLevel: false })
}

const remember = (subject: Subject): State => ({ ...initialState, subject })

const idsOf = (match: Match): string[] => match.ranked.map(({ topic }) => topic.id)

const known = (ids: readonly string[], { knowledge }: World): Topic[] =>
  ids.flatMap((id) => knowledge.topics.get(id) ?? [])
