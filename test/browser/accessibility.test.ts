import type { BrowserContextOptions, Frame, Page } from 'playwright-core'
import { type AxeScope, accessibilityProblems } from '../helpers/axe.ts'
import { bubbleOf, type ChatPage, framedChat, openBubble } from '../helpers/chatPage.ts'
import { chatSuite, embedding, hostPage, questions, type Scene, shoot } from '../helpers/chatSuite.ts'
import { sayForm } from '../helpers/formCard.ts'

const suite = chatSuite({
  PRIVACY_URL: 'https://www.example.de/datenschutz',
  IMPRINT_URL: 'https://www.example.de/impressum',
})

async function visit(scene: Scene, options: BrowserContextOptions = {}, attributes = ''): Promise<Page> {
  const { page } = await scene.visit(hostPage(embedding(suite, attributes)), options)
  await bubbleOf(page).waitFor()
  return page
}

const chatFrame = (page: Page): Frame => page.frames().find((frame) => frame.url().endsWith('/chat'))!

suite.test(
  'axe finds nothing in any state, in light and dark, in our colours and in a difficult brand’s',
  async (scene) => {
    scene.expectProblems(/ERR_INTERNET_DISCONNECTED|Failed to load resource|WebSocket/)
    const walks = await Promise.all([
      walk(scene, 'ours', 'all', ''),
      walk(scene, 'yellow', 'colours', 'data-accent="#ffd500"'),
    ])
    const found = walks.flat()
    expect(found.filter(({ problems }) => problems.length > 0)).toEqual([])
    expect(found).toHaveLength(2 * 2 * 10)
  },
)

interface Finding {
  readonly state: string
  readonly problems: readonly string[]
}

/** Goes through all states of the chat, and looks at each in light and in dark. */
async function walk(scene: Scene, name: string, scope: AxeScope, attributes: string): Promise<Finding[]> {
  const page = await visit(scene, {}, attributes)
  const found: Finding[] = []
  const look = async (state: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const documents = page.frames().length > 1 ? [page, chatFrame(page)] : [page]
      const rules = colorScheme === 'light' ? scope : 'colours'
      const problems = await Promise.all(documents.map((each) => accessibilityProblems(each, rules)))
      found.push({ state: `${name}, ${colorScheme}: ${state}`, problems: problems.flat() })
      await shoot(page, `${state}-${name}-${colorScheme}`)
    }
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
  await page.context().setOffline(true)
  await chat.root.getByText('Keine Verbindung').waitFor()
  await chat.write(questions.secondLevel)
  await chat.button('Erneut senden').waitFor()
  await look('offline')
  await chat.button('Chat schließen').click()
  await look('closed-again')
  return found
}

suite.test('by keyboard alone: from the page to the bubble, to an answer, and back', async (scene) => {
  const page = await visit(scene)
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

suite.test('320 px wide, at 200 % and at 400 % the whole chat can be read and used', async (scene) => {
  const views = { narrow: [320, 568], twice: [600, 400], fourTimes: [320, 256] } as const
  await Promise.all(
    Object.entries(views).map(async ([view, [width, height]]) => {
      const page = await visit(scene, { viewport: { width, height } })
      const chat = await openBubble(page)
      await chat.say(questions.secondLevel)
      const [whole, log] = await chatFrame(page).evaluate(() =>
        [document.documentElement, document.querySelector('.log') as Element].map(
          ({ scrollWidth, clientWidth, clientHeight }) => ({ over: scrollWidth - clientWidth, clientHeight }),
        ),
      )
      expect([view, whole!.over, log!.over]).toEqual([view, 0, 0])
      expect(log!.clientHeight).toBeGreaterThan(80)
      await shoot(page, `host-${view}`)
      await chat.choose('Gespräch löschen …')
      await chat.button('Abbrechen').click()
      await chat.button('Chat schließen').click()
      await bubbleOf(page).waitFor()
    }),
  )
})

suite.test(
  'with forced colours everything has an edge, and the picture on the bubble is seen',
  async (scene) => {
    const page = await visit(scene, { forcedColors: 'active' })
    const chat = await openBubble(page)
    await chat.say(questions.firstLevel)
    await shoot(page, 'host-forced-colors')
    const colours = await bubbleOf(page).evaluate((bubble) => [
      getComputedStyle(bubble).backgroundColor,
      getComputedStyle(bubble, '::before').backgroundColor,
    ])
    expect(colours[0]).not.toBe(colours[1])
  },
)

suite.test('who wants less motion gets none', async (scene) => {
  const page = await visit(scene, { reducedMotion: 'reduce' })
  const chat = await openBubble(page)
  const reply = await chat.say(questions.firstLevel)
  const durations = await Promise.all([
    page.locator('hausperfekt-chat #panel').evaluate((panel) => getComputedStyle(panel).transitionDuration),
    reply.evaluate((message) => getComputedStyle(message).animationName),
  ])
  expect(durations).toEqual(['0s', 'none'])
})
