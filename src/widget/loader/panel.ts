import type { IdentityToken } from '../customer.ts'
import { type Appearance, type HostMessage, isFrom, parseFrameMessage, post } from '../frameMessages.ts'
import { loader as strings } from '../strings.de.ts'
import { type ChatApi, emit } from './api.ts'
import { make, type Stage } from './stage.ts'

/** Remembers for this tab that the chat is open, so that the site's next page opens it again. */
const openKey = 'hausperfekt-chat-open'
/** A frame that has said nothing for so long will not come up: the server is away, or refuses to be framed here. */
const patienceMs = 20_000

/**
 * Opens and closes the chat, and talks with the frame. Nothing is loaded and nothing stored before the first opening.
 *
 * @param origin of the server that the frame comes from
 */
export function createPanel(
  stage: Stage,
  origin: string,
  appearance: Appearance,
  identity: IdentityToken,
): ChatApi {
  let frame: HTMLIFrameElement | undefined
  let patience: ReturnType<typeof setTimeout> | undefined
  let isOpen = false
  let isReady = false
  /** What the frame shall hear as soon as it is there. */
  const news: HostMessage[] = []

  stage.bubble.onclick = () => (isOpen ? close() : open(true))
  stage.bubble.onkeydown = ({ key }) => {
    if (key === 'Escape') close()
  }
  addEventListener('message', (event) => {
    if (frame && isFrom(event, frame.contentWindow, [origin])) hear(event.data)
  })
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', begin)
  else begin()

  function begin(): void {
    stage.attach()
    if (remembered()) open(false)
  }

  function open(focus: boolean): void {
    stage.attach()
    if (isOpen) return
    isOpen = true
    stage.setOpen(true)
    remembered(true)
    if (!isReady) load()
    tell({ type: 'shown', shown: true, focus })
    emit('open')
  }

  function close(): void {
    if (!isOpen) return
    isOpen = false
    const hadFocus = stage.hasFocus()
    stage.setOpen(false)
    if (hadFocus) stage.bubble.focus()
    remembered(false)
    tell({ type: 'shown', shown: false, focus: false })
    emit('close')
  }

  function load(): void {
    clearTimeout(patience)
    patience = setTimeout(() => {
      stage.panel.replaceChildren(strings.unreachable)
      console.warn(`${origin}: ALLOWED_ORIGINS?`)
    }, patienceMs)
    frame = make('iframe', { title: stage.title, src: `${origin}/chat`, allow: 'clipboard-write' })
    // Again when the page has moved the frame: it then begins anew.
    frame.onload = () => {
      isReady = false
      send({ type: 'hello', appearance, identity })
    }
    stage.panel.replaceChildren(strings.loading, frame)
  }

  function hear(data: unknown): void {
    const message = parseFrameMessage(data)
    if (message?.type === 'ready') {
      clearTimeout(patience)
      isReady = true
      stage.setReady()
      tell({ type: 'shown', shown: isOpen, focus: false })
    } else if (message?.type === 'close') close()
    else if (message?.type === 'unread') {
      stage.setUnread(message.count)
      emit('unread', { count: message.count })
    } else if (message) {
      identity = undefined
      emit(message.type)
    }
  }

  function tell(message: HostMessage): void {
    news.push(message)
    if (isReady) news.splice(0).forEach(send)
  }

  function send(message: HostMessage): void {
    if (message.type === 'shown' && message.focus) frame?.focus()
    if (frame?.contentWindow) post(frame.contentWindow, message, origin)
  }

  return {
    open: () => open(true),
    close,
    ask: (text) => {
      open(true)
      tell({ type: 'ask', text })
    },
    identify: (token) => {
      identity = token || null
      if (frame) tell({ type: 'identify', token: identity })
    },
  }
}

/** Whether the chat is open in this tab; told `open`, keeps it. A browser that forbids storage just forgets. */
function remembered(open?: boolean): boolean {
  try {
    if (open !== undefined) sessionStorage[openKey] = open ? '1' : ''
    return !!sessionStorage[openKey]
  } catch {
    return false
  }
}
