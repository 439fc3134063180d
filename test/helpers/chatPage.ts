import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  FrameLocator,
  Locator,
  Page,
} from 'playwright-core'
import { sessionKey } from './chatClient.ts'

/** What a page asked for, and what went wrong on it. */
export interface Watch {
  /** Every address that was requested, WebSockets included. */
  readonly requests: string[]
  readonly sockets: string[]
  /** Errors and warnings of the console, uncaught errors, and broken security policies. */
  readonly problems: string[]
}

export function watch(context: BrowserContext): Watch {
  const seen: Watch = { requests: [], sockets: [], problems: [] }
  context.on('request', (request) => seen.requests.push(request.url()))
  context.on('weberror', (error) => seen.problems.push(error.error().message))
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) seen.problems.push(message.text())
  })
  context.on('page', (page) => {
    page.on('websocket', (socket) => {
      seen.requests.push(socket.url().replace(/^ws/, 'http'))
      seen.sockets.push(socket.url())
    })
  })
  return seen
}

export interface OpenContext {
  readonly context: BrowserContext
  readonly seen: Watch
}

/** A fresh browser profile as a German customer has it. */
export async function openContext(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<OpenContext> {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 800 },
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    ...options,
  })
  context.setDefaultTimeout(20_000)
  return { context, seen: watch(context) }
}

/** The chat in a page of its own or in a frame, with the words that people see. */
export class ChatPage {
  readonly page: Page
  readonly root: Page | FrameLocator

  constructor(page: Page, root: Page | FrameLocator = page) {
    this.page = page
    this.root = root
  }

  get replies(): Locator {
    return this.root.locator('.message.bot')
  }

  get bubbles(): Locator {
    return this.root.locator('.message.own')
  }

  get input(): Locator {
    return this.root.getByRole('textbox', { name: 'Ihre Nachricht' })
  }

  get log(): Locator {
    return this.root.getByRole('log', { name: 'Unterhaltung' })
  }

  /** As the session of the tab has it. */
  async conversationId(): Promise<string> {
    const session = await this.log.evaluate((_, key) => sessionStorage.getItem(key), sessionKey)
    return JSON.parse(session ?? '{}').conversationId
  }

  button(name: string | RegExp): Locator {
    return this.root.getByRole('button', { name })
  }

  /** Does something and waits for the reply to it. */
  async replyTo(act: () => Promise<void>): Promise<Locator> {
    const reply = this.replies.nth(await this.replies.count())
    await act()
    await reply.waitFor()
    return reply
  }

  /** Writes a message and sends it. */
  async write(text: string): Promise<void> {
    await this.input.fill(text)
    await this.input.press('Enter')
  }

  say(text: string): Promise<Locator> {
    return this.replyTo(() => this.write(text))
  }

  /** Opens the menu and takes one of its items. */
  async choose(item: string): Promise<void> {
    await this.button('Menü').click()
    await this.button(item).click()
  }
}

/** The chat's own page, with its first words on it. */
export async function openChat(context: BrowserContext, serverUrl: string): Promise<ChatPage> {
  const page = await context.newPage()
  await page.goto(`${serverUrl}/chat`)
  const chat = new ChatPage(page)
  await chat.replies.first().waitFor()
  return chat
}

/** The bubble of the chat on a page that embeds it. */
export const bubbleOf = (page: Page): Locator => page.getByRole('button', { name: /^Chat: / })

/** The chat in the frame that the bubble opens. */
export const framedChat = (page: Page): ChatPage =>
  new ChatPage(page, page.locator('hausperfekt-chat').frameLocator('iframe'))

/** Opens the chat by a click on its bubble. */
export async function openBubble(page: Page): Promise<ChatPage> {
  await bubbleOf(page).click()
  const chat = framedChat(page)
  await chat.replies.first().waitFor()
  return chat
}
