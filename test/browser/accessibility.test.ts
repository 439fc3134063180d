import type { BrowserContextOptions, Frame, Page } from 'playwright-core'
import { accessibilityProblems } from '../helpers/axe.ts'
import { bubbleOf, type ChatPage, framedChat, openBubble } from '../helpers/chatPage.ts'
import { chatSuite, embedding, hostPage, questions, shoot } from '../helpers/chatSuite.ts'
import { sayForm } from '../helpers/formCard.ts'

const suite = chatSuite({
  privacyUrl: 'https://www.example.de/datenschutz',
  imprintUrl: 'https://www.example.de/impressum',
})

async function visit(options: BrowserContextOptions, attributes = ''): Promise<Page> {
  suite.host.set('/', { html: hostPage(embedding(suite, attributes)) })
  const { context } = await suite.open(options)
  const page = await context.newPage()
  await page.goto(`${suite.host.origin}/`)
  await bubbleOf(page).waitFor()
  return page
}

const chatFrame = (page: Page): Frame => page.frames().find((frame) => frame.url().endsWith('/chat'))!

test.each([
  ['light', {}, ''],
  ['dark', { colorScheme: 'dark' }, ''],
  ['light, in yellow', {}, 'data-accent="#ffd500"'],
  ['dark, in violet', { colorScheme: 'dark' }, 'data-accent="#3b0a72"'],
] as const)(
  'axe finds nothing in any state: %s',
  async (name, options, attributes) => {
    suite.expectProblems(/ERR_INTERNET_DISCONNECTED|Failed to load resource|WebSocket/)
    const page = await visit(options, attributes)
    const context = page.context()
    const found: Record<string, string[]> = {}
    const look = async (state: string) => {
      found[state] = await accessibilityProblems(page)
      const frame = page.frames().length > 1 ? chatFrame(page) : undefined
      if (frame) found[state].push(...(await accessibilityProblems(frame)))
      await shoot(page, `axe-${name.replace(/\W+/g, '-')}-${state}`)
    }
    await look('closed')
    const chat = await openBubble(page)
    await look('welcome')
    await chat.say(questions.firstLevel)
    await look('answer')
    await chat.say(questions.ambiguous)
    await look('choice')
    await sayForm(suite.dataDir, await chat.conversationId())
    await page.reload()
    const form = framedChat(page).replies.nth(3)
    await form.waitFor()
    await look('form')
    await form.getByRole('button', { name: 'Anfrage senden' }).click()
    await form.locator('[aria-invalid=true]').first().waitFor()
    await look('form-errors')
    await chat.button('Menü').click()
    await look('menu')
    await chat.button('Gespräch löschen …').click()
    await look('dialog')
    await page.keyboard.press('Escape')
    await context.setOffline(true)
    await chat.root.getByText('Keine Verbindung').waitFor()
    await chat.write(questions.secondLevel)
    await chat.button('Erneut senden').waitFor()
    await look('offline')
    await chat.button('Chat schließen').click()
    await look('closed-again')
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((state) => [state, []])))
  },
  60_000,
)

test('by keyboard alone: from the page to the bubble, to an answer, and back', async () => {
  const page = await visit({})
  const { keyboard } = page
  await keyboard.press('Tab')
  expect(await hasFocus(page, 'Chat: Support-Wegweiser')).toBe(true)
  await keyboard.press('Enter')
  const chat = framedChat(page)
  await chat.replies.first().waitFor()
  await chat.input.and(chat.root.locator(':focus')).waitFor()
  await keyboard.type(questions.ambiguous)
  await chat.replyTo(() => keyboard.press('Enter'))
  // Backwards from the field: the choices of the reply.
  await keyboard.press('Shift+Tab')
  const title = await focused(chat).innerText()
  const answer = await chat.replyTo(() => keyboard.press('Space'))
  await expect(chat.bubbles.last().innerText()).resolves.toContain(title)
  await answer.waitFor()
  await keyboard.press('Escape')
  await page.locator('[aria-expanded=false]').waitFor()
  expect(await hasFocus(page, 'Chat: Support-Wegweiser')).toBe(true)
  await keyboard.press('Space')
  await chat.input.and(chat.root.locator(':focus')).waitFor()
})

const focused = (chat: ChatPage) => chat.root.locator(':focus')

const hasFocus = (page: Page, name: string): Promise<boolean> =>
  page.getByRole('button', { name, exact: true }).evaluate((element) => element.matches(':focus'))

test.each([
  ['320 px wide', { viewport: { width: 320, height: 568 } }],
  ['at 200 %', { viewport: { width: 600, height: 400 } }],
  ['at 400 %', { viewport: { width: 320, height: 256 } }],
] as const)('%s the whole chat can be read and used', async (name, options) => {
  const page = await visit(options)
  const chat = await openBubble(page)
  await chat.say(questions.secondLevel)
  const frame = chatFrame(page)
  const sizes = await frame.evaluate(() =>
    [document.documentElement, document.querySelector('.log') as Element].map(
      ({ scrollWidth, clientWidth, clientHeight }) => ({ over: scrollWidth - clientWidth, clientHeight }),
    ),
  )
  expect(sizes.map(({ over }) => over)).toEqual([0, 0])
  expect(sizes[1]!.clientHeight).toBeGreaterThan(80)
  await shoot(page, `host-${name.replace(/\W+/g, '-')}`)
  await chat.choose('Gespräch löschen …')
  await chat.button('Abbrechen').click()
  await chat.button('Chat schließen').click()
  await bubbleOf(page).waitFor()
})

test('with forced colours everything has an edge, and the picture on the bubble is seen', async () => {
  const page = await visit({ forcedColors: 'active' })
  const chat = await openBubble(page)
  await chat.say(questions.firstLevel)
  await shoot(page, 'host-forced-colors')
  const colours = await bubbleOf(page).evaluate((bubble) => [
    getComputedStyle(bubble).backgroundColor,
    getComputedStyle(bubble, '::before').backgroundColor,
  ])
  expect(colours[0]).not.toBe(colours[1])
})

test('who wants less motion gets none', async () => {
  const page = await visit({ reducedMotion: 'reduce' })
  const chat = await openBubble(page)
  const reply = await chat.say(questions.firstLevel)
  const durations = await Promise.all([
    page.locator('hausperfekt-chat #panel').evaluate((panel) => getComputedStyle(panel).transitionDuration),
    reply.evaluate((message) => getComputedStyle(message).animationName),
  ])
  expect(durations).toEqual(['0s', 'none'])
})
