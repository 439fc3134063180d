import { applyAccent } from './applyAccent.ts'
import { createComposer } from './composer.ts'
import { ConversationView } from './conversationView.ts'
import type { IdentityToken } from './customer.ts'
import { DirectLineClient } from './directLineClient.ts'
import { el } from './dom.ts'
import { createEraseDialog } from './eraseDialog.ts'
import type { Appearance } from './frameMessages.ts'
import { createHeader } from './header.ts'
import type { TellHost } from './host.ts'
import { legalLinks } from './legalLinks.ts'
import { createNotice } from './notice.ts'
import type { ChatSettings } from './settings.ts'
import { chat as strings } from './strings.de.ts'
import { fileName, saveFile, transcriptText } from './transcriptFile.ts'

export interface ChatOptions {
  readonly settings: ChatSettings
  readonly appearance?: Appearance
  readonly identity?: IdentityToken
  /** Speaks to the page around the frame; absent where the chat is a page of its own. */
  readonly tellHost?: TellHost
}

export interface Chat {
  /** The frame was opened or closed; `focus`: and the user goes on here. */
  readonly show: (shown: boolean, focus: boolean) => void
  readonly ask: (text: string) => void
  readonly identify: (token: string | null) => void
}

/** Builds the chat into `place` and connects it. */
export function mountChat(place: HTMLElement, options: ChatOptions): Chat {
  const { settings, appearance = {}, identity, tellHost } = options
  if (appearance.accent) applyAccent(appearance.accent)
  const title = appearance.title?.trim() || strings.name
  const links = legalLinks(appearance, settings)
  const view = new ConversationView({
    retentionDays: settings.retentionDays,
    notice: createNotice(settings, links),
    send: (content) => client.send(content),
    retry: (id) => client.retry(id),
    unread: (count) => tellHost?.({ type: 'unread', count }),
  })
  const client = new DirectLineClient(
    {
      activities: (set) => view.activities(set),
      outgoing: (message) => view.outgoing(message),
      connection: (state, words) => view.connection(state, words),
      restarted: (why) => {
        if (why === 'customer') composer.clear()
        view.restarted(why)
      },
      identityRejected: () => {
        view.note(strings.identityRejected)
        tellHost?.({ type: 'identity-rejected' })
      },
    },
    { identity },
  )
  const composer = createComposer((text) => client.send({ text }))
  const eraseDialog = createEraseDialog(() => client.erase(), composer.focus)
  const header = createHeader({
    title,
    links,
    save: () => saveFile(fileName(new Date()), transcriptText(title, view.lines(), new Date())),
    erase: eraseDialog.ask,
    close: tellHost && (() => tellHost({ type: 'close' })),
  })

  const root = el(
    'section',
    { class: 'chat', 'aria-label': strings.region, tabindex: '-1' },
    header,
    ...view.elements,
    composer.element,
    eraseDialog.element,
  )
  place.replaceChildren(root)
  if (tellHost) {
    addEventListener('keydown', ({ key, defaultPrevented }) => {
      if (key === 'Escape' && !defaultPrevented && !eraseDialog.element.open) tellHost({ type: 'close' })
    })
  }
  for (const event of ['online', 'offline']) addEventListener(event, () => client.wake())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') client.wake()
  })
  client.start()

  return {
    show: (shown, focus) => {
      view.shown = shown
      if (focus) focusStart()
    },
    ask: (text) => client.send({ text }),
    identify: (token) => client.identify(token),
  }

  /** Where there is a keyboard, people go on typing; on a phone it would cover what there is to read. */
  function focusStart(): void {
    if (matchMedia('(pointer: coarse)').matches) root.focus()
    else composer.focus()
  }
}
