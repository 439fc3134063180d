import { type Chat, mountChat } from './chat.ts'
import { listenToHost } from './host.ts'
import { readSettings } from './settings.ts'

const settings = readSettings(document)
const place = document.getElementById('chat') as HTMLElement

if (parent === window) mountChat(place, { settings })
else {
  // In a frame the page around it comes first: it says how the chat shall look, and whose it is.
  document.documentElement.classList.add('framed')
  let chat: Chat | undefined
  listenToHost([location.origin, ...settings.allowedOrigins], (message, tellHost) => {
    switch (message.type) {
      case 'hello':
        chat ??= mountChat(place, { settings, ...message, tellHost })
        tellHost({ type: 'ready' })
        break
      case 'shown':
        chat?.show(message.shown, message.focus)
        break
      case 'ask':
        chat?.ask(message.text)
        break
      case 'identify':
        chat?.identify(message.token)
        break
    }
  })
}
