import { Announcer } from './announcer.ts'
import type { ConnectionState, RestartReason } from './clientEvents.ts'
import { copyOnClick } from './copyButton.ts'
import { el } from './dom.ts'
import { botMessage, loggedContent, spokenText, suggestionsOf, UserMessage, writtenText } from './messages.ts'
import { type Activity, type Content, contentText, type Outgoing } from './protocol.ts'
import { announceFailed, announceReply, chat, connection } from './strings.de.ts'
import { TapTitles } from './tapTitles.ts'
import { Transcript } from './transcript.ts'
import type { Line } from './transcriptFile.ts'

/** The same button twice within this time is one impatient tap. */
const doubleTapMs = 800
/** An answer that takes longer is not announced as coming any more. */
const longestTypingMs = 20_000

export interface ViewOptions {
  readonly retentionDays: number
  /** What is to be read before the first message of a conversation. */
  readonly notice: HTMLElement
  readonly send: (content: Content) => void
  readonly retry: (id: string) => void
  readonly unread: (count: number) => void
}

/** The conversation on the screen and for the ear. */
export class ConversationView {
  readonly #options: ViewOptions
  readonly #announcer = new Announcer()
  readonly #transcript = new Transcript()
  readonly #status = el('p', { class: 'connection', role: 'status' })
  readonly #own = new Map<string, UserMessage>()
  readonly #lines = new WeakMap<HTMLElement, Line>()
  readonly #titles = new TapTitles()
  #lastTap = { what: '', at: 0 }
  #typingEnd: ReturnType<typeof setTimeout> | undefined
  #shown = true
  #unread = 0

  constructor(options: ViewOptions) {
    this.#options = options
    copyOnClick(this.#transcript.element, (text) => this.#announcer.say(text))
  }

  get elements(): readonly HTMLElement[] {
    return [this.#transcript.element, this.#announcer.element, this.#status, this.#options.notice]
  }

  /** What was said, as it is shown. */
  lines(): Line[] {
    return this.#transcript.messages.flatMap((element) => this.#lines.get(element) ?? [])
  }

  /** Whether the user can see the conversation; replies that come while not are counted. */
  set shown(shown: boolean) {
    this.#shown = shown
    if (shown) this.#countUnread(-this.#unread)
  }

  activities(set: readonly Activity[]): void {
    // What a reload brings back has been read before; only its last reply is told again.
    const isHistory = set.some((activity) => isOwn(activity) && !this.#own.has(ownId(activity)))
    const replies: { activity: Activity; element: HTMLElement }[] = []
    /** The first reply to the newest message of the user: what they wait for. */
    let awaited: HTMLElement | undefined
    for (const activity of set) {
      if (activity.type === 'typing') this.#waiting(true)
      if (activity.type !== 'message') continue
      if (isOwn(activity)) {
        this.#addLogged(activity)
        awaited = undefined
      } else {
        const element = this.#addReply(activity)
        replies.push({ activity, element })
        awaited ??= element
      }
    }
    const newest = replies.at(-1)
    if (!newest) return
    this.#waiting(false)
    // After a reload, people want to go on where they were.
    const next = isHistory ? newest.element : awaited
    if (next) this.#transcript.reveal(next)
    if (!this.#shown && !isHistory && this.#own.size > 0) this.#countUnread(replies.length)
    for (const { activity } of isHistory ? replies.slice(-1) : replies) {
      const suggestions = suggestionsOf(activity).map(({ title }) => title)
      this.#announcer.say(announceReply(spokenText(activity), suggestions))
    }
  }

  outgoing(message: Outgoing): void {
    const known = this.#own.get(message.id)
    const own = known ?? new UserMessage(message.content)
    own.show(message, this.#options.retry)
    const at = this.#lines.get(own.element)?.at ?? new Date()
    this.#lines.set(own.element, {
      speaker: chat.user,
      at,
      text: contentText(message.content),
      isSent: message.state === 'sent',
    })
    if (!known) {
      this.#own.set(message.id, own)
      this.#transcript.element.prepend(this.#options.notice)
      this.#transcript.addPending(own.element)
      this.#transcript.scrollToEnd()
    }
    if (message.state === 'sending') this.#waiting(message.reason === undefined)
    if (message.reason !== undefined || message.state === 'failed') {
      this.#waiting(false)
      this.#transcript.scrollToEnd()
      this.#announcer.say(announceFailed(contentText(message.content), message.state, message.reason))
    }
  }

  connection(state: ConnectionState, words?: string): void {
    const { dataset } = this.#transcript.element
    const wasLost = dataset.connection === 'offline'
    dataset.connection = state
    this.#status.textContent = state === 'offline' ? (words ?? connection.lost) : ''
    if (wasLost && state === 'online') this.#announcer.say(connection.back)
  }

  restarted(why: RestartReason): void {
    this.#waiting(false)
    // What is no longer kept, or is not meant for whoever sits here now, is not shown either.
    if (why !== 'locked') {
      this.#transcript.clear({ keepPending: why === 'erased' })
      this.#status.after(this.#options.notice)
    }
    this.note(chat.restarted[why](this.#options.retentionDays))
  }

  /** A quiet line between messages. */
  note(text: string): void {
    this.#transcript.note(text)
    this.#announcer.say(text)
  }

  readonly #tap = (content: Content): void => {
    const what = JSON.stringify(content)
    const again = this.#lastTap.what === what && Date.now() - this.#lastTap.at < doubleTapMs
    this.#lastTap = { what, at: Date.now() }
    if (!again) this.#options.send(content)
  }

  #addReply(activity: Activity): HTMLElement {
    this.#titles.collect(activity.attachments)
    const element = botMessage(activity, this.#tap)
    this.#lines.set(element, {
      speaker: chat.bot,
      at: timeOf(activity),
      text: writtenText(activity),
      isSent: true,
    })
    this.#transcript.add(element)
    return element
  }

  /** A message of the user in the log: of this page, of this conversation's other tab, or from before a reload. */
  #addLogged(activity: Activity): void {
    const id = ownId(activity)
    if (!this.#own.has(id)) {
      this.outgoing({ id, content: loggedContent(activity, this.#titles), state: 'sent' })
    }
    const element = this.#own.get(id)?.element
    if (!element) return
    this.#transcript.settle(element)
    const line = this.#lines.get(element)
    if (line) this.#lines.set(element, { ...line, at: timeOf(activity) })
  }

  #waiting(on: boolean): void {
    clearTimeout(this.#typingEnd)
    this.#transcript.typing = on
    if (on) this.#typingEnd = setTimeout(() => this.#waiting(false), longestTypingMs)
  }

  #countUnread(more: number): void {
    if (more === 0) return
    this.#unread += more
    this.#options.unread(this.#unread)
  }
}

function isOwn({ from, channelData }: Activity): boolean {
  return from?.role === 'user' || (from?.role === undefined && channelData?.clientActivityID !== undefined)
}

const ownId = ({ id, channelData }: Activity): string => channelData?.clientActivityID ?? id ?? ''

const timeOf = ({ timestamp }: Activity): Date => (timestamp ? new Date(timestamp) : new Date())
