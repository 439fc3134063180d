import { emit } from './api.ts'
import { createPanel } from './panel.ts'
import { createStage } from './stage.ts'

/** The script tag that embeds the chat: it says where the server is, and how the chat shall look. */
const script = document.currentScript as HTMLScriptElement | null

// The second of two tags does nothing.
if (script && !window.HausPerfektChat) {
  const wishes = { ...script.dataset }
  window.HausPerfektChat = createPanel(
    createStage(wishes.title, wishes.accent, wishes.position),
    new URL(script.src).origin,
    wishes,
    // An empty attribute says that nobody is signed in.
    wishes.identity === '' ? null : wishes.identity,
  )
  emit('ready')
}
