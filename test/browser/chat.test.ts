import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { launchBrowser } from '../helpers/browser.ts'
import { startTestServer, type TestServer } from '../helpers/server.ts'

/** What the page looked like, for people who want to see it. */
const screenshots = path.join(tmpdir(), 'hausperfekt-screenshots')
const firstLevel = 'Ich bekomme die Sonderumlage nicht angelegt'
const secondLevel = 'Wir finden die Differenz im Vermögensstatus nicht'
const ambiguous = 'Clearingkonto geht nicht auf'

let browser: Browser
let server: TestServer
const dataDir = mkdtempSync(path.join(tmpdir(), 'browser-test-'))

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true })
  browser = await launchBrowser()
  server = await startTestServer({ dataDir })
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const opened: OpenPage[] = []
/** No page may ask another server for anything, break its own security policy, or throw. */
afterEach(async () => {
  for (const { page, foreign, problems } of opened.splice(0)) {
    expect(foreign).toEqual([])
    expect(problems).toEqual([])
    await page.context().close()
  }
})

interface OpenPage {
  readonly page: Page
  readonly foreign: string[]
  readonly problems: string[]
  readonly sockets: string[]
}

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 800 },
    locale: 'de-DE',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const foreign: string[] = []
  const problems: string[] = []
  const sockets: string[] = []
  const host = new URL(server.url).host
  const note = (url: string) => new URL(url).host !== host && foreign.push(url)
  page.on('request', (request) => note(request.url()))
  page.on('websocket', (socket) => {
    note(socket.url())
    sockets.push(socket.url())
  })
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text())
  })
  opened.push({ page, foreign, problems, sockets })
  await page.goto(server.url)
  await replies(page).first().waitFor()
  return page
}

const replies = (page: Page): Locator => page.locator('.message.bot')
const bubbles = (page: Page): Locator => page.locator('.message.own')
const input = (page: Page): Locator => page.getByRole('textbox', { name: 'Ihre Nachricht' })

/** Does something and waits for the reply to it. */
async function replyTo(page: Page, act: () => Promise<void>): Promise<Locator> {
  const reply = replies(page).nth(await replies(page).count())
  await act()
  await reply.waitFor()
  return reply
}

async function say(page: Page, text: string): Promise<Locator> {
  return replyTo(page, async () => {
    await input(page).fill(text)
    await input(page).press('Enter')
  })
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(250)
  await page.screenshot({ path: path.join(screenshots, `${name}.png`) })
}

/** How far the page or the conversation reaches beyond its right edge. */
const overflow = (page: Page): Promise<number[]> =>
  page.evaluate(() =>
    [document.documentElement, document.querySelector('.log') as Element].map(
      (box) => box.scrollWidth - box.clientWidth,
    ),
  )

test('a question typed in is answered with a number to call and a mail to write', async () => {
  const page = await open()
  await expect(replies(page).first().innerText()).resolves.toContain('automatischer Assistent')
  await shoot(page, 'welcome')

  const reply = await say(page, firstLevel)
  const phone = reply.getByRole('link', { name: '02151-53706-31' })
  expect(await phone.getAttribute('href')).toBe('tel:+4921515370631')
  expect(await phone.getAttribute('target')).toBeNull()
  const mail = new URL(
    (await reply.getByRole('link', { name: 'hotline@hausperfekt.de' }).getAttribute('href')) ?? '',
  )
  expect(mail.protocol + mail.pathname).toBe('mailto:hotline@hausperfekt.de')
  expect(mail.searchParams.get('subject')).toContain('Sonderumlage')
  expect(mail.searchParams.get('body')).toContain(firstLevel)
  await expect(reply.innerText()).resolves.not.toMatch(/[\u200b-\u200f\u2060\ufeff]/)
  await expect(bubbles(page).innerText()).resolves.toMatch(/Gesendet/)
  expect(await input(page).inputValue()).toBe('')
  expect(opened.at(-1)?.sockets).toHaveLength(1)
  await shoot(page, 'answer')
})

test('a screen reader is told each reply once, with its suggestions, and nothing of the log', async () => {
  const page = await open()
  await page.evaluate(() => {
    const spoken: string[] = []
    Object.assign(window, { spoken })
    const announcer = document.querySelector('[aria-live=polite][aria-relevant]') as Element
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) spoken.push(node.textContent ?? '')
    }).observe(announcer, { childList: true })
  })
  await say(page, firstLevel)
  await say(page, secondLevel)
  const spoken = await page.evaluate(() => (window as unknown as { spoken: string[] }).spoken)
  expect(spoken).toHaveLength(2)
  expect(spoken[0]).toMatch(/^Assistent: .*Hotline/)
  expect(spoken[1]).toMatch(/Kundenbetreuer/)
  expect(await page.getByRole('log', { name: 'Unterhaltung' }).getAttribute('aria-live')).toBe('off')
})

test('an example is sent by a tap, once even if tapped twice, and stays there for later', async () => {
  const page = await open({ hasTouch: true })
  const example = page.getByRole('group', { name: 'Vorschläge' }).getByRole('button').first()
  const words = await example.innerText()
  await replyTo(page, async () => {
    await example.tap()
    await example.tap()
  })
  await page.waitForTimeout(300)
  expect(await bubbles(page).count()).toBe(1)
  await expect(bubbles(page).innerText()).resolves.toContain(words)
  expect(await example.isEnabled()).toBe(true)
})

test('everything works by keyboard: a choice is reached, taken, named in the bubble, and can be taken anew', async () => {
  const page = await open()
  await input(page).focus()
  await page.keyboard.type(ambiguous)
  const choice = await replyTo(page, () => page.keyboard.press('Enter'))
  const button = choice.getByRole('button').first()
  const title = await button.innerText()
  await shoot(page, 'choice')

  for (let step = 0; step < 40 && !(await isFocused(button)); step++) await page.keyboard.press('Shift+Tab')
  expect(await isFocused(button)).toBe(true)
  expect(await button.evaluate((element) => getComputedStyle(element).outlineStyle)).not.toBe('none')
  const answer = await replyTo(page, () => page.keyboard.press('Enter'))
  await expect(answer.innerText()).resolves.toContain(title)
  await expect(bubbles(page).last().innerText()).resolves.toContain(title)
  expect(await isFocused(button)).toBe(true)

  await page.waitForTimeout(900)
  await replyTo(page, () => page.keyboard.press('Space'))

  // After a reload the log holds the tap's data only; the bubble still says what was tapped.
  await page.reload()
  await bubbles(page).nth(2).waitFor()
  await expect(bubbles(page).last().innerText()).resolves.toContain(title)
})

const isFocused = (element: Locator): Promise<boolean> =>
  element.evaluate((node) => node === document.activeElement)

test('Shift+Enter breaks the line, and white space alone is not sent', async () => {
  const page = await open()
  await input(page).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Guten Tag')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('Sonderumlage anlegen')
  expect(await input(page).inputValue()).toBe('Guten Tag\nSonderumlage anlegen')
  await replyTo(page, () => page.keyboard.press('Enter'))
  expect(await bubbles(page).count()).toBe(1)
})

test('markup in a message stays text, in the bubble and in the reply', async () => {
  const page = await open()
  const markup = '<img src=x onerror=alert(1)> [Sonderumlage](javascript:alert(1)) **fett**'
  await say(page, markup)
  await expect(bubbles(page).innerText()).resolves.toContain(markup)
  expect(await page.locator('.log img, .log a[href^="javascript"]').count()).toBe(0)
})

test('a reload keeps the conversation; another tab has its own', async () => {
  const page = await open()
  await say(page, firstLevel)
  const before = await page.locator('.messages').innerText()
  await page.reload()
  await replies(page).nth(1).waitFor()
  expect(await page.locator('.messages').innerText()).toBe(before)
  const log = await page.locator('.log').boundingBox()
  const last = await replies(page).last().boundingBox()
  expect(last!.y + 40).toBeLessThan(log!.y + log!.height)

  const other = await page.context().newPage()
  await other.goto(server.url)
  await replies(other).first().waitFor()
  expect(await bubbles(other).count()).toBe(0)
})

test.each([
  ['phone', { viewport: { width: 375, height: 812 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }],
  ['narrow', { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }],
  ['zoomed', { viewport: { width: 600, height: 400 }, deviceScaleFactor: 2 }],
  ['dark', { colorScheme: 'dark' }],
  ['forced-colors', { forcedColors: 'active' }],
] as const)(
  '%s: every kind of reply fits',
  async (name, options) => {
    const page = await open({ ...options, reducedMotion: 'reduce' })
    const questions = {
      answer: firstLevel,
      managers: secondLevel,
      choice: ambiguous,
      levels: 'Was ist der Unterschied zwischen First und Second Level?',
      human: 'Ich möchte mit einem Menschen sprechen',
      long: `${'Donaudampfschifffahrtsgesellschaft'.repeat(12)} ${'https://example.org/'.repeat(9)}`,
    }
    for (const [kind, question] of Object.entries(questions)) {
      await say(page, question)
      expect(await overflow(page)).toEqual([0, 0])
      await shoot(page, `${name}-${kind}`)
    }
  },
  60_000,
)

test('where WebSockets are blocked, the chat polls', async () => {
  const page = await open()
  const { problems } = opened.at(-1) as OpenPage
  await page.routeWebSocket(/.*/, (socket) => socket.close())
  await page.reload()
  await replies(page).first().waitFor()
  await say(page, firstLevel)
  expect(await bubbles(page).getAttribute('data-state')).toBe('sent')
  problems.length = 0
}, 30_000)

test('an error on the server is told in German, with its number, and the message can be sent again', async () => {
  const page = await open()
  const { problems } = opened.at(-1) as OpenPage
  const words = 'Entschuldigung, bei mir ist ein Fehler aufgetreten. Fehlernummer: 1a2b3c4d'
  const path = '**/conversations/*/activities'
  await page.route(path, (route) =>
    route.fulfill({ status: 500, json: { error: { code: 'ServiceError', message: words } } }),
  )
  await input(page).fill(firstLevel)
  await input(page).press('Enter')
  await page.locator('.reason').getByText(words).waitFor()
  await shoot(page, 'error')
  await page.unroute(path)
  await replyTo(page, () => page.getByRole('button', { name: 'Erneut senden' }).click())
  expect(await bubbles(page).count()).toBe(1)
  expect(problems.filter((text) => !text.includes('500'))).toEqual([])
  problems.length = 0
})

test('while the server is away a message waits, says so, and arrives once when the server is back', async () => {
  const page = await open()
  const { problems } = opened.at(-1) as OpenPage
  await say(page, firstLevel)
  const port = Number(new URL(server.url).port)
  await server.close()
  await input(page).fill(secondLevel)
  await input(page).press('Enter')
  const retry = page.getByRole('button', { name: 'Erneut senden' })
  await retry.waitFor()
  await page.getByText('Keine Verbindung zum Server').waitFor()
  await shoot(page, 'offline')

  server = await startTestServer({ dataDir, port })
  const reply = await replyTo(page, async () => {
    if (await retry.isVisible()) await retry.click({ timeout: 1000 }).catch(() => {})
  })
  await expect(reply.innerText()).resolves.toContain('Kundenbetreuer')
  await page.waitForTimeout(4000)
  expect(await replies(page).count()).toBe(3)
  expect(await bubbles(page).count()).toBe(2)
  expect(await page.getByText('Keine Verbindung zum Server').count()).toBe(0)
  // Chromium reports each request that failed.
  expect(problems.filter((text) => !/ERR_CONNECTION|WebSocket connection/.test(text))).toEqual([])
  problems.length = 0
}, 60_000)
