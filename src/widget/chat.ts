import { Announcer } from './announcer.ts'
import type { ConnectionState } from './clientEvents.ts'
import { createComposer } from './composer.ts'
import { type ClientOptions, DirectLineClient } from './directLineClient.ts'
import { el } from './dom.ts'
import { botMessage, loggedContent, spokenText, suggestionsOf, UserMessage } from './messages.ts'
import { type Activity, type Content, contentText, type Outgoing } from './protocol.ts'
import { announceFailed, announceReply, chat, connection } from './strings.de.ts'
import { TapTitles } from './tapTitles.ts'
import { Transcript } from './transcript.ts'

/** The same button twice within this time is one impatient tap. */
const doubleTapMs = 800
/** An answer that takes longer is not announced as coming any more. */
const longestTypingMs = 20_000

export interface Chat {
  readonly focus: () => void
  readonly close: () => void
}

/** Builds the chat into `place` and connects it. */
export function mountChat(place: HTMLElement, options: ClientOptions = {}): Chat {
  const announcer = new Announcer()
  const transcript = new Transcript()
  const status = el('p', { class: 'connection', role: 'status' })
  const own = new Map<string, UserMessage>()
  const titles = new TapTitles()
  let lastTap = { what: '', at: 0 }
  let typingEnd: ReturnType<typeof setTimeout> | undefined

  const client = new DirectLineClient(
    { activities, outgoing, connection: showConnection, restarted },
    options,
  )
  const actions = { send: tap, retry: (id: string) => client.retry(id) }
  const composer = createComposer((text) => client.send({ text }))

  function tap(content: Content): void {
    const what = JSON.stringify(content)
    const again = lastTap.what === what && Date.now() - lastTap.at < doubleTapMs
    lastTap = { what, at: Date.now() }
    if (!again) client.send(content)
  }

  function activities(set: readonly Activity[]): void {
    // What a reload brings back has been read before; only its last reply is told again.
    const isHistory = set.some((activity) => isOwn(activity) && !own.has(ownId(activity)))
    const replies: { activity: Activity; element: HTMLElement }[] = []
    for (const activity of set) {
      if (activity.type === 'typing') waiting(true)
      if (activity.type !== 'message') continue
      if (isOwn(activity)) {
        addLogged(activity)
        continue
      }
      titles.collect(activity.attachments)
      const element = botMessage(activity, actions)
      transcript.add(element)
      replies.push({ activity, element })
    }
    const [first] = replies
    if (!first) return
    waiting(false)
    // After a reload, people want to go on where they were.
    transcript.reveal((isHistory ? (replies.at(-1) ?? first) : first).element)
    for (const { activity } of isHistory ? replies.slice(-1) : replies) {
      const suggestions = suggestionsOf(activity).map(({ title }) => title)
      announcer.say(announceReply(spokenText(activity), suggestions))
    }
  }

  function addLogged(activity: Activity): void {
    const id = ownId(activity)
    if (!own.has(id)) outgoing({ id, content: loggedContent(activity, titles), state: 'sent' })
  }

  function outgoing(message: Outgoing): void {
    const known = own.get(message.id)
    const element = known ?? new UserMessage(message.content)
    element.show(message, actions)
    if (!known) {
      own.set(message.id, element)
      transcript.add(element.element)
      transcript.scrollToEnd()
    }
    if (message.state === 'sending') waiting(true)
    if (message.state === 'failed') {
      waiting(false)
      transcript.scrollToEnd()
      announcer.say(announceFailed(contentText(message.content), message.reason))
    }
  }

  function waiting(on: boolean): void {
    clearTimeout(typingEnd)
    transcript.typing = on
    if (on) typingEnd = setTimeout(() => waiting(false), longestTypingMs)
  }

  function showConnection(state: ConnectionState): void {
    const wasLost = root.dataset.connection === 'offline'
    root.dataset.connection = state
    status.textContent = state === 'offline' ? connection.lost : ''
    if (wasLost && state === 'online') announcer.say(connection.back)
  }

  function restarted(): void {
    waiting(false)
    transcript.note(chat.newConversation)
    announcer.say(chat.newConversation)
  }

  const root = el(
    'section',
    { class: 'chat', 'aria-label': chat.region },
    el(
      'div',
      { class: 'chat-header' },
      el('span', { class: 'avatar', 'aria-hidden': 'true' }),
      el('div', {}, el('h2', {}, chat.name), el('p', {}, chat.nature)),
    ),
    transcript.element,
    status,
    composer.element,
    announcer.element,
  )
  place.replaceChildren(root)
  const wake = () => {
    if (document.visibilityState === 'visible') client.wake()
  }
  addEventListener('online', wake)
  document.addEventListener('visibilitychange', wake)
  client.start()

  return {
    focus: composer.focus,
    close: () => {
      removeEventListener('online', wake)
      document.removeEventListener('visibilitychange', wake)
      client.close()
    },
  }
}

function isOwn({ from, channelData }: Activity): boolean {
  return from?.role === 'user' || (from?.role === undefined && channelData?.clientActivityID !== undefined)
}

const ownId = ({ id, channelData }: Activity): string => channelData?.clientActivityID ?? id ?? ''
