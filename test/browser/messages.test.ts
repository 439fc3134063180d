import { bubbleOf, openBubble } from '../helpers/chatPage.ts'
import { chatSuite, embedding, hostPage, questions, type Scene } from '../helpers/chatSuite.ts'
import { startHostSite } from '../helpers/hostPage.ts'

const suite = chatSuite()
const app = 'hausperfekt-chat'

/** Messages that would open, close, ask or sign in, and some that make no sense. */
const intrusions = [
  { app, type: 'close' },
  { app, type: 'unread', count: 7 },
  { app, type: 'identity-rejected' },
  { app, type: 'hello', appearance: { title: 'Übernommen', accent: '#ff0000' }, identity: null },
  { app, type: 'ask', text: 'Frage eines Fremden' },
  { app, type: 'identify', token: 'a.b.c' },
  { app, type: 'shown', shown: false, focus: false },
  { app, type: '__proto__' },
  'close',
  null,
]

async function openHost(scene: Scene) {
  const { page } = await scene.visit(
    hostPage(embedding(suite), '<iframe srcdoc="fremd" title="Werbung"></iframe>'),
  )
  const chat = await openBubble(page)
  await chat.say(questions.firstLevel)
  return { page, chat }
}

suite.test('another window of the page can neither speak for the frame nor for the page', async (scene) => {
  const { page, chat } = await openHost(scene)
  await page.evaluate((messages) => {
    // The worst case: an intruder of the page's own origin, who gets hold of the chat's frame.
    const intruder = document.querySelector<HTMLIFrameElement>('iframe[title=Werbung]')!
    const { shadowRoot } = document.querySelector('hausperfekt-chat')!
    const frame = shadowRoot!.querySelector('iframe')!.contentWindow!
    const script = intruder.contentDocument!.createElement('script')
    script.textContent = `for (const message of ${JSON.stringify(messages)}) { for (const target of targets) target.postMessage(message, '*') }`
    Object.assign(intruder.contentWindow!, { targets: [window, frame] })
    intruder.contentDocument!.body.append(script)
  }, intrusions)
  await page.waitForTimeout(500)
  expect(await bubbleOf(page).getAttribute('aria-expanded')).toBe('true')
  expect(await bubbleOf(page).getAttribute('aria-label')).toBe('Chat: Support-Wegweiser')
  expect(await chat.root.getByRole('heading', { level: 2 }).first().innerText()).toBe('Support-Wegweiser')
  expect(await chat.bubbles.count()).toBe(1)
})

suite.test('the page itself can send nonsense, and nothing breaks', async (scene) => {
  const { page, chat } = await openHost(scene)
  await page.evaluate((origin) => {
    const { shadowRoot } = document.querySelector('hausperfekt-chat')!
    const frame = shadowRoot!.querySelector('iframe')!.contentWindow!
    for (const data of [
      null,
      5,
      'ask',
      [],
      { app: 'hausperfekt-chat' },
      { app: 'hausperfekt-chat', type: 'ask', text: 5 },
    ]) {
      frame.postMessage(data, origin)
    }
  }, suite.server.url)
  await chat.say(questions.secondLevel)
  expect(await chat.bubbles.count()).toBe(2)
})

suite.test('the chat tells only the page around it, and only under its real origin', async (scene) => {
  const { page } = await openHost(scene)
  const heard = await page.evaluate(async () => {
    const messages: string[] = []
    const intruder = document.querySelector<HTMLIFrameElement>('iframe[title=Werbung]')!
    intruder.contentWindow!.addEventListener('message', ({ data }) => messages.push(JSON.stringify(data)))
    window.HausPerfektChat?.close()
    window.HausPerfektChat?.open()
    await new Promise((resolve) => setTimeout(resolve, 300))
    return messages
  })
  expect(heard).toEqual([])
})

suite.test(
  'a site that is not allowed gets no frame, and cannot speak to a window it opens',
  async (scene) => {
    scene.expectProblems(/frame-ancestors|Refused to frame|Framing|postMessage/)
    const stranger = await startHostSite()
    scene.allow(stranger.origin)
    try {
      const url = stranger.add({ html: hostPage(embedding(suite)) })
      const { context } = await scene.open()
      const page = await context.newPage()
      await page.goto(url)
      await bubbleOf(page).click()
      await page.getByText('Der Chat wird geladen').waitFor()
      await page.waitForTimeout(500)
      expect(await page.locator('iframe').isVisible()).toBe(false)
      expect(await page.locator('iframe').contentFrame().locator('.chat').count()).toBe(0)

      const [popup] = await Promise.all([
        context.waitForEvent('page'),
        page.evaluate((url) => Object.assign(window, { popup: open(url) }), `${suite.server.url}/chat`),
      ])
      await popup.locator('.message.bot').first().waitFor()
      await page.evaluate((messages) => {
        for (const message of messages)
          (window as unknown as { popup: Window }).popup.postMessage(message, '*')
      }, intrusions)
      await popup.waitForTimeout(300)
      expect(await popup.locator('.message.own').count()).toBe(0)
      expect(await popup.getByText('Übernommen').count()).toBe(0)
    } finally {
      await stranger.close()
    }
  },
)
