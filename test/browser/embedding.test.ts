import { bubbleOf, framedChat, openBubble } from '../helpers/chatPage.ts'
import { chatSuite, embedding, hostPage, questions, shoot } from '../helpers/chatSuite.ts'

const suite = chatSuite()

suite.test(
  'one line embeds the chat on a site of another origin, under the strictest headers of that site',
  async (scene) => {
    const chatOrigin = suite.server.url
    const { page } = await scene.visit(hostPage(embedding(suite)), {
      headers: {
        'content-security-policy': `default-src 'none'; script-src ${chatOrigin}; frame-src ${chatOrigin}; require-trusted-types-for 'script'; trusted-types 'none'`,
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-opener-policy': 'same-origin',
      },
    })
    const bubble = bubbleOf(page)
    await bubble.waitFor()
    await shoot(page, 'host-closed')
    const chat = await openBubble(page)
    expect(await bubble.getAttribute('aria-expanded')).toBe('true')
    const reply = await chat.say(questions.firstLevel)
    await expect(reply.innerText()).resolves.toContain('02151-53706-31')
    await shoot(page, 'host-answer')

    const frame = page.locator('iframe')
    expect(await frame.getAttribute('title')).toBe('Support-Wegweiser')
    expect(await frame.getAttribute('allow')).toBe('clipboard-write')
    const { width, height } = (await page.locator('hausperfekt-chat #panel').boundingBox())!
    expect([width, height]).toEqual([400, 640])
  },
)

suite.test(
  'before the first click there is one script and nothing else: no request, no cookie, no storage',
  async (scene) => {
    const { page, context, seen } = await scene.visit(hostPage(embedding(suite)))
    await bubbleOf(page).waitFor()
    await bubbleOf(page).hover()
    await page.waitForTimeout(500)
    const asked = seen.requests.filter((url) => url.startsWith(suite.server.url))
    expect(asked).toEqual([`${suite.server.url}/widget.js`])
    expect(await page.locator('iframe').count()).toBe(0)
    const stored = () =>
      page.evaluate(async () => [
        document.cookie,
        Object.keys(localStorage),
        Object.keys(sessionStorage),
        (await indexedDB.databases()).length,
      ])
    expect(await stored()).toEqual(['', [], [], 0])
    expect(await context.cookies()).toEqual([])

    await openBubble(page)
    expect(await context.cookies()).toEqual([])
    expect(await stored()).toEqual(['', [], ['hausperfekt-chat-open'], 0])
  },
)

suite.test('attributes give title, colour, position and links', async (scene) => {
  const attributes =
    'data-title="Fragen zum Programm?" data-accent="#ffc400" data-position="left" data-privacy-url="https://www.example.de/datenschutz" data-imprint-url="javascript:alert(1)"'
  const { page } = await scene.visit(hostPage(embedding(suite, attributes)))
  const bubble = page.getByRole('button', { name: 'Chat: Fragen zum Programm?' })
  expect(await bubble.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
    'rgb(255, 196, 0)',
  )
  expect((await bubble.boundingBox())!.x).toBeLessThan(100)
  const chat = await openBubble(page)
  await chat.root.getByRole('heading', { name: 'Fragen zum Programm?' }).waitFor()
  expect(
    await chat.root
      .getByRole('link', { name: /Datenschutz/ })
      .first()
      .getAttribute('href'),
  ).toBe('https://www.example.de/datenschutz')
  expect(await chat.root.getByRole('link', { name: /Impressum/ }).count()).toBe(0)
  const send = chat.button('Senden')
  expect(await send.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(255, 196, 0)')
  expect(await send.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(0, 0, 0)')
  await shoot(page, 'host-accent')
})

suite.test('included twice, it is there once', async (scene) => {
  const { page } = await scene.visit(hostPage(embedding(suite) + embedding(suite, 'data-title="Zweiter"')))
  await bubbleOf(page).waitFor()
  await page.waitForLoadState('networkidle')
  expect(await page.locator('hausperfekt-chat').count()).toBe(1)
  expect(await bubbleOf(page).count()).toBe(1)
})

suite.test(
  'a single-page app may replace its whole body, or the document, and the chat stays, once',
  async (scene) => {
    const { page } = await scene.visit(hostPage(embedding(suite)))
    const chat = await openBubble(page)
    await chat.say(questions.firstLevel)
    await page.evaluate(() => {
      document.body.replaceWith(
        Object.assign(document.createElement('body'), { textContent: 'Zweite Ansicht' }),
      )
    })
    await page.getByText('Zweite Ansicht').waitFor()
    expect(await chat.bubbles.count()).toBe(1)

    await page.evaluate(() => document.documentElement.replaceChildren(document.createElement('body')))
    await chat.replies.nth(1).waitFor()
    expect(await chat.bubbles.count()).toBe(1)
    expect(await page.locator('hausperfekt-chat').count()).toBe(1)
    expect(await bubbleOf(page).getAttribute('aria-expanded')).toBe('true')
  },
)

suite.test('neither errors of the page nor its style sheets reach the chat', async (scene) => {
  const hostile = `
    html * { all: unset !important; display: none !important; transform: scale(0.1) !important }
    button, iframe, section, div { display: none !important; visibility: hidden !important; opacity: 0 !important }
    html { font-size: 40px !important } body { transform: rotate(3deg); filter: blur(2px) }
    hausperfekt-chat { display: none !important; z-index: -1 !important; position: static !important }
    :root { --fill: red; --accent: red }
    .over { display: block !important; position: fixed !important; inset: 0 !important; z-index: 2147483647 !important }`
  scene.expectProblems(/the page's own error/)
  const { page } = await scene.visit(
    hostPage(
      `<style>${hostile}</style><script>throw new Error("the page's own error")</script>${embedding(suite)}`,
      `<div class="over">Über allem</div><script>setTimeout(() => { throw new Error("the page's own error") })</script>`,
    ),
  )
  const bubble = bubbleOf(page)
  await bubble.waitFor()
  expect(await bubble.boundingBox()).toMatchObject({ width: 60, height: 60, x: 1120, y: 720 })
  expect(await bubble.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
    'rgb(14, 90, 102)',
  )
  const chat = await openBubble(page)
  await chat.say(questions.firstLevel)
})

suite.test(
  'the next page of the site keeps the conversation, and opens the chat if it was open',
  async (scene) => {
    const next = suite.host.add({ html: hostPage(embedding(suite)) })
    const { page, seen } = await scene.visit(hostPage(embedding(suite), `<a href="${next}">Weiter</a>`))
    const chat = await openBubble(page)
    await chat.say(questions.firstLevel)
    await page.getByRole('link', { name: 'Weiter' }).click()
    await chat.replies.nth(1).waitFor()
    await expect(chat.bubbles.innerText()).resolves.toContain(questions.firstLevel)
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')

    await chat.button('Chat schließen').click()
    seen.requests.length = 0
    await page.goBack()
    await bubbleOf(page).waitFor()
    await page.waitForTimeout(300)
    expect(await page.locator('iframe').count()).toBe(0)
    expect(seen.requests.filter((url) => url.startsWith(suite.server.url)).length).toBeLessThanOrEqual(1)
    await openBubble(page)
    expect(await chat.bubbles.count()).toBe(1)
  },
)

suite.test('a page can open, close and ask, and hears what happens', async (scene) => {
  const { page } = await scene.visit(
    hostPage(
      `<script>window.heard = []; window.HausPerfektChat?.open()
       for (const name of ['ready', 'open', 'close', 'unread', 'identity-rejected'])
         addEventListener('hausperfekt-chat:' + name, (event) => heard.push([name, event.detail]))</script>${embedding(suite)}`,
    ),
  )
  const heard = () => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)
  await bubbleOf(page).waitFor()
  expect(await heard()).toEqual([['ready', null]])
  await page.evaluate((text) => window.HausPerfektChat?.ask(text), questions.firstLevel)
  const chat = framedChat(page)
  await chat.replies.nth(1).waitFor()
  await expect(chat.bubbles.innerText()).resolves.toContain(questions.firstLevel)
  await page.evaluate(() => window.HausPerfektChat?.close())
  expect(await bubbleOf(page).getAttribute('aria-expanded')).toBe('false')
  await page.evaluate(() => {
    window.HausPerfektChat?.open()
    window.HausPerfektChat?.open()
  })
  await page.locator('[aria-expanded=true]').waitFor()
  expect((await heard()).slice(1)).toEqual([
    ['open', null],
    ['close', null],
    ['open', null],
  ])
})

suite.test(
  'what comes in while the chat is closed is counted on the bubble, for the eye and the ear',
  async (scene) => {
    const { page } = await scene.visit(hostPage(embedding(suite)))
    const chat = await openBubble(page)
    await chat.say(questions.firstLevel)
    const closed = Promise.withResolvers<void>()
    await page.route('**/activities', async (route) => {
      await closed.promise
      await route.continue()
    })
    await chat.write(questions.secondLevel)
    await chat.button('Chat schließen').click()
    await page.locator('[aria-expanded=false]').waitFor()
    closed.resolve()
    await page.getByRole('button', { name: 'Chat: Support-Wegweiser, 1 neue Nachricht' }).waitFor()
    expect(await page.getByRole('status').innerText()).toBe('1 neue Nachricht')
    expect(await page.locator('hausperfekt-chat b').innerText()).toBe('1')
    await shoot(page, 'host-unread')
    await bubbleOf(page).click()
    await page.getByRole('button', { name: 'Chat: Support-Wegweiser', exact: true }).waitFor()
  },
)

suite.test('on a phone the chat takes the whole screen, and gives it back', async (scene) => {
  const { page } = await scene.visit(hostPage(embedding(suite)), {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  })
  await bubbleOf(page).tap()
  const chat = framedChat(page)
  await chat.replies.first().waitFor()
  expect(await page.locator('iframe').boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
  expect(await bubbleOf(page).isVisible()).toBe(false)
  // What is covered cannot be reached by keyboard or screen reader either.
  expect(await page.evaluate(() => document.body.inert)).toBe(true)
  await page.setViewportSize({ width: 1200, height: 800 })
  await page.waitForFunction(() => !document.body.inert)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.waitForFunction(() => document.body.inert)
  await shoot(page, 'phone-welcome')
  await chat.say(questions.secondLevel)
  await shoot(page, 'phone-answer')
  await chat.button('Chat schließen').tap()
  await bubbleOf(page).waitFor()
  expect(await page.locator('iframe').isVisible()).toBe(false)
  expect(await page.evaluate(() => document.body.inert)).toBe(false)
})

suite.test('where the server is away, the chat says so, and the next click tries again', async (scene) => {
  scene.expectProblems(/ERR_|ALLOWED_ORIGINS|Failed to execute 'postMessage'/)
  const { page, context } = await scene.visit(hostPage(embedding(suite)))
  await bubbleOf(page).waitFor()
  await context.route('**/chat', (route) => route.abort())
  await page.clock.install()
  await bubbleOf(page).click()
  await page.getByText('Der Chat wird geladen').waitFor()
  await page.clock.fastForward(21_000)
  await page.getByText('Der Chat ist gerade nicht erreichbar').waitFor()
  await context.unroute('**/chat')
  await bubbleOf(page).click()
  await bubbleOf(page).click()
  await page.clock.resume()
  await framedChat(page).replies.first().waitFor()
})
