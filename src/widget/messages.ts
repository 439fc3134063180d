import { adaptiveCardType, renderCard } from './card.ts'
import { el } from './dom.ts'
import { dressLinks } from './links.ts'
import { parseMarkdown, toDom, toPlain, toText } from './markdown.ts'
import { type Activity, type Content, contentText, type Outgoing } from './protocol.ts'
import { chat, sendState } from './strings.de.ts'
import type { TapTitles } from './tapTitles.ts'

type Send = (content: Content) => void

/** A message of the bot: its text or cards, and its suggestions as buttons that stay usable. */
export function botMessage(activity: Activity, send: Send): HTMLElement {
  const suggestions = suggestionsOf(activity)
  return el(
    'li',
    { class: 'message bot' },
    el('span', { class: 'visually-hidden' }, `${chat.bot}: `),
    ...contents(activity, send),
    ...(suggestions.length === 0
      ? []
      : [
          el(
            'div',
            { class: 'suggestions', role: 'group', 'aria-label': chat.suggestions },
            ...suggestions.map(({ title, text }) => {
              const button = el('button', { type: 'button', class: 'choice' }, title)
              button.addEventListener('click', () => send({ text }))
              return button
            }),
          ),
        ]),
  )
}

function contents(activity: Activity, send: Send): HTMLElement[] {
  const cards = (activity.attachments ?? [])
    .filter(({ contentType }) => contentType === adaptiveCardType)
    .map(({ content }) => renderCard(content, (value, displayText) => send({ value, displayText })))
    .filter((card) => card !== undefined)
    .map((card) => el('div', { class: 'bubble card' }, card))
  if (cards.length > 0 && !activity.text) return cards
  return [el('div', { class: 'bubble' }, textContent(activity)), ...cards]
}

function textContent(activity: Activity): Node {
  const text = activity.text || activity.summary || chat.unreadable
  if (!activity.text || activity.textFormat === 'plain') return paragraphs(text)
  const fragment = toDom(parseMarkdown(text))
  dressLinks(fragment)
  return fragment
}

/** Plain text: an empty line parts paragraphs, a line feed stays one (`white-space: pre-line`). */
function paragraphs(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment()
  for (const part of text.split(/\n{2,}/)) fragment.append(el('p', {}, part))
  return fragment
}

/** What is announced for a message. */
export function spokenText(activity: Activity): string {
  if (!activity.text) return activity.summary ?? ''
  return activity.textFormat === 'plain' ? activity.text : toText(parseMarkdown(activity.text))
}

/** What stands in a file for a message. */
export function writtenText({ text, summary, textFormat }: Activity): string {
  if (!text) return summary ?? chat.unreadable
  return textFormat === 'plain' ? text : toPlain(parseMarkdown(text))
}

export function suggestionsOf({ suggestedActions }: Activity): { title: string; text: string }[] {
  return (suggestedActions?.actions ?? []).flatMap(({ title, value }) => {
    const text = typeof value === 'string' && value !== '' ? value : title
    return text ? [{ title: title || text, text }] : []
  })
}

/** A message of the user as it stands in the log, written by this page or before a reload. */
export function loggedContent({ text, value }: Activity, titles: TapTitles): Content {
  return text ? { text } : { value, displayText: titles.of(value) ?? chat.unnamedChoice }
}

/** A message of the user with its send state. */
export class UserMessage {
  readonly element: HTMLElement
  readonly #state: HTMLElement

  constructor(content: Content) {
    this.#state = el('p', { class: 'state' })
    this.element = el(
      'li',
      { class: 'message own' },
      el('span', { class: 'visually-hidden' }, `${chat.user}: `),
      el('div', { class: 'bubble' }, paragraphs(contentText(content))),
      this.#state,
    )
  }

  show({ id, state, reason }: Outgoing, retry: (id: string) => void): void {
    this.element.dataset.state = state
    this.#state.replaceChildren(sendState[state])
    if (state === 'failed') {
      const button = el('button', { type: 'button', class: 'retry' }, sendState.retry)
      button.addEventListener('click', () => retry(id))
      this.#state.append(' ', button)
    }
    if (reason) this.#state.append(el('span', { class: 'reason' }, reason))
  }
}
