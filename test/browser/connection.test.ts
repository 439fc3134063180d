import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ChatPage as Chat, type ChatPage, openChat } from '../helpers/chatPage.ts'
import { chatSuite, questions, type Scene, shoot } from '../helpers/chatSuite.ts'
import { testModelCache } from '../helpers/modelCache.ts'
import { killServerProcesses, startServerProcess } from '../helpers/serverProcess.ts'

const suite = chatSuite()
/** Chromium reports each request that failed. */
const networkNoise = /ERR_|WebSocket connection|Failed to load resource/

afterAll(killServerProcesses)

const open = async (scene: Scene): Promise<ChatPage> =>
  openChat((await scene.open()).context, suite.server.url)

/** All that was said, in order, as the page shows it. */
const said = (chat: ChatPage): Promise<string[]> =>
  chat.root.locator('.message .bubble').evaluateAll((all) => all.map((bubble) => bubble.textContent ?? ''))

const lost = (chat: ChatPage) => chat.root.getByText('Keine Verbindung zum Server')

// First, because it takes longest.
suite.test('half a minute without a network loses nothing and doubles nothing', async (scene) => {
  scene.expectProblems(networkNoise)
  const { context } = await scene.open()
  const chat = await openChat(context, suite.server.url)
  await context.setOffline(true)
  await lost(chat).waitFor()
  await chat.write(questions.firstLevel)
  await chat.page.waitForTimeout(15_000)
  await chat.write(questions.secondLevel)
  await chat.bubbles.nth(1).waitFor()
  await chat.page.waitForTimeout(15_000)
  expect(await chat.replies.count()).toBe(1)
  await context.setOffline(false)
  await chat.replies.nth(2).waitFor()
  await lost(chat).waitFor({ state: 'detached' })
  await expectEachOnce(chat, [questions.firstLevel, questions.secondLevel])
})

/** The user's words are there once each and in order, in front of their replies, here and after a reload. */
async function expectEachOnce(chat: ChatPage, words: readonly string[]): Promise<void> {
  await chat.page.waitForTimeout(300)
  expect(await chat.bubbles.locator('.bubble').allInnerTexts()).toEqual(words)
  expect(await chat.replies.count()).toBe(words.length + 1)
  const shown = await said(chat)
  await chat.page.reload()
  await chat.replies.nth(words.length).waitFor()
  expect(await said(chat)).toEqual(shown)
}

suite.test('where WebSockets are blocked, the chat polls', async (scene) => {
  scene.expectProblems(networkNoise)
  const { context, seen } = await scene.open()
  await context.routeWebSocket(/.*/, (socket) => socket.close())
  const chat = await openChat(context, suite.server.url)
  await chat.say(questions.firstLevel)
  await chat.say(questions.secondLevel)
  expect(seen.requests.filter((url) => url.includes('/activities?')).length).toBeGreaterThan(0)
  expect(await chat.bubbles.locator('.bubble').allInnerTexts()).toEqual([
    questions.firstLevel,
    questions.secondLevel,
  ])
  expect(await chat.replies.count()).toBe(3)
})

suite.test(
  'an error on the server is told in German, with its number, and the message can be sent again',
  async (scene) => {
    scene.expectProblems(/500/)
    const chat = await open(scene)
    const words = 'Entschuldigung, bei mir ist ein Fehler aufgetreten. Fehlernummer: 1a2b3c4d'
    const where = '**/conversations/*/activities'
    await chat.page.route(where, (route) =>
      route.fulfill({ status: 500, json: { error: { code: 'ServiceError', message: words } } }),
    )
    await chat.write(questions.firstLevel)
    await chat.page.locator('.reason').getByText(words).waitFor()
    await shoot(chat.page, 'chat-error')
    await chat.page.unroute(where)
    await chat.replyTo(() => chat.button('Erneut senden').click())
    expect(await chat.bubbles.count()).toBe(1)
  },
)

suite.test(
  'limits are told in the server’s words, and the message goes out by itself when its time has come',
  async (scene) => {
    scene.expectProblems(/429/)
    const chat = await open(scene)
    const words = 'Das waren viele Nachrichten auf einmal. Bitte warten Sie einen Augenblick.'
    await chat.page.route(
      '**/conversations/*/activities',
      (route) =>
        route.fulfill({
          status: 429,
          headers: { 'retry-after': '1' },
          json: { error: { code: 'TooManyRequests', message: words } },
        }),
      { times: 1 },
    )
    await chat.write(questions.firstLevel)
    await chat.bubbles.getByText(words).waitFor()
    await chat.replies.nth(1).waitFor()
    expect(await chat.bubbles.getByText(words).count()).toBe(0)
  },
)

suite.test(
  'while the server is away a message waits, says so, and arrives once when the server is back',
  async (scene) => {
    scene.expectProblems(networkNoise)
    const dataDir = mkdtempSync(path.join(tmpdir(), 'browser-test-'))
    cpSync(testModelCache, path.join(dataDir, 'cache'), { recursive: true })
    const env = { DATA_DIR: dataDir, LOG_LEVEL: 'silent' }
    const first = await startServerProcess({ ...env, PORT: '0' })
    scene.allow(first.url)
    const { context } = await scene.open()
    const chat = await openChat(context, first.url)
    await chat.say(questions.firstLevel)
    first.process.kill('SIGKILL')
    await first.ended
    await chat.write(questions.secondLevel)
    await chat.button('Erneut senden').waitFor()
    await lost(chat).waitFor()
    await shoot(chat.page, 'chat-offline')

    const again = await startServerProcess({ ...env, PORT: new URL(first.url).port })
    const reply = await chat.replyTo(() =>
      chat.page.evaluate(() => dispatchEvent(new Event('online'))).then(() => {}),
    )
    await expect(reply.innerText()).resolves.toContain('Kundenbetreuer')
    await lost(chat).waitFor({ state: 'detached' })
    await expectEachOnce(chat, [questions.firstLevel, questions.secondLevel])
    await context.close()
    again.process.kill('SIGKILL')
    await again.ended
    rmSync(dataDir, { recursive: true, force: true })
  },
)

suite.test('a device that slept shows what came in meanwhile', async (scene) => {
  const chat = await open(scene)
  const other = await duplicate(chat)
  const devTools = await chat.page.context().newCDPSession(chat.page)
  await devTools.send('Page.setWebLifecycleState', { state: 'frozen' })
  await other.say(questions.firstLevel)
  await devTools.send('Page.setWebLifecycleState', { state: 'active' })
  await chat.replies.nth(1).waitFor()
  expect(await said(chat)).toEqual(await said(other))
})

suite.test(
  'two tabs with the same conversation show the same, each message once and in order',
  async (scene) => {
    const chat = await open(scene)
    const other = await duplicate(chat)
    const words = [questions.firstLevel, 'Verteilerschlüssel ändern', questions.secondLevel, 'Zähler ablesen']
    for (const [index, text] of words.entries()) await (index % 2 === 0 ? chat : other).write(text)
    for (const tab of [chat, other]) await tab.replies.nth(4).waitFor()
    await chat.page.waitForTimeout(300)
    expect(await said(chat)).toEqual(await said(other))
    expect((await chat.bubbles.locator('.bubble').allInnerTexts()).sort()).toEqual([...words].sort())
    expect(await chat.replies.count()).toBe(5)
  },
)

/** The same page in a second tab, as the browser's "duplicate" makes it: with a copy of the session. */
async function duplicate({ page }: ChatPage): Promise<ChatPage> {
  const [copy] = await Promise.all([
    page.context().waitForEvent('page'),
    page.evaluate(() => void window.open(location.href)),
  ])
  const chat = new Chat(copy)
  await chat.replies.first().waitFor()
  return chat
}
