import type { BrowserContextOptions, Locator } from 'playwright-core'
import { type ChatPage, openChat } from '../helpers/chatPage.ts'
import { chatSuite, questions, type Scene, shoot } from '../helpers/chatSuite.ts'

const suite = chatSuite()
const open = async (scene: Scene, options?: BrowserContextOptions): Promise<ChatPage> =>
  openChat((await scene.open(options)).context, suite.server.url)

/** How far the page or the conversation reaches beyond its right edge. */
const overflow = ({ page }: ChatPage): Promise<number[]> =>
  page.evaluate(() =>
    [document.documentElement, document.querySelector('.log') as Element].map(
      (box) => box.scrollWidth - box.clientWidth,
    ),
  )

suite.test('a question typed in is answered with a number to call and a mail to write', async (scene) => {
  const { context, seen } = await scene.open()
  const chat = await openChat(context, suite.server.url)
  await expect(chat.replies.first().innerText()).resolves.toContain('automatischer Assistent')
  await shoot(chat.page, 'chat-welcome')

  const reply = await chat.say(questions.firstLevel)
  const phone = reply.getByRole('link', { name: '02151-53706-31' })
  expect(await phone.getAttribute('href')).toBe('tel:+4921515370631')
  expect(await phone.getAttribute('target')).toBeNull()
  const mail = new URL(
    (await reply.getByRole('link', { name: 'hotline@hausperfekt.de' }).getAttribute('href')) ?? '',
  )
  expect(mail.protocol + mail.pathname).toBe('mailto:hotline@hausperfekt.de')
  expect(mail.searchParams.get('subject')).toContain('Sonderumlage')
  expect(mail.searchParams.get('body')).toContain(questions.firstLevel)
  await expect(reply.innerText()).resolves.not.toMatch(/[\u200b-\u200f\u2060\ufeff]/)
  await expect(chat.bubbles.innerText()).resolves.toMatch(/Gesendet/)
  expect(await chat.input.inputValue()).toBe('')
  expect(seen.sockets).toHaveLength(1)
  await shoot(chat.page, 'chat-answer')
})

suite.test(
  'a screen reader is told each reply once, with its suggestions, and nothing of the log',
  async (scene) => {
    const chat = await open(scene)
    await chat.page.evaluate(() => {
      const spoken: string[] = []
      Object.assign(window, { spoken })
      const announcer = document.querySelector('[aria-live=polite][aria-relevant]') as Element
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes)
          for (const node of addedNodes) spoken.push(node.textContent ?? '')
      }).observe(announcer, { childList: true })
    })
    await chat.say(questions.firstLevel)
    await chat.say(questions.secondLevel)
    const spoken = await chat.page.evaluate(() => (window as unknown as { spoken: string[] }).spoken)
    expect(spoken).toHaveLength(2)
    expect(spoken[0]).toMatch(/^Assistent: .*Hotline/)
    expect(spoken[1]).toMatch(/Kundenbetreuer/)
    expect(await chat.log.getAttribute('aria-live')).toBe('off')
  },
)

suite.test(
  'an example is sent by a tap, once even if tapped twice, and stays there for later',
  async (scene) => {
    const chat = await open(scene, { hasTouch: true })
    const example = chat.root.getByRole('group', { name: 'Vorschläge' }).getByRole('button').first()
    const words = await example.innerText()
    // By script: two taps through the browser's front door take longer than an impatient finger on a busy machine.
    await chat.replyTo(() =>
      example.evaluate((button: HTMLElement) => {
        button.click()
        button.click()
      }),
    )
    await chat.page.waitForTimeout(300)
    expect(await chat.bubbles.count()).toBe(1)
    await expect(chat.bubbles.innerText()).resolves.toContain(words)
    expect(await example.isEnabled()).toBe(true)
  },
)

suite.test(
  'everything works by keyboard: a choice is reached, taken, named in the bubble, and can be taken anew',
  async (scene) => {
    const chat = await open(scene)
    const { keyboard } = chat.page
    await chat.input.focus()
    await keyboard.type(questions.ambiguous)
    const choice = await chat.replyTo(() => keyboard.press('Enter'))
    const button = choice.getByRole('button').first()
    const title = await button.innerText()

    for (let step = 0; step < 40 && !(await isFocused(button)); step++) await keyboard.press('Shift+Tab')
    expect(await isFocused(button)).toBe(true)
    expect(await button.evaluate((element) => getComputedStyle(element).outlineStyle)).not.toBe('none')
    const answer = await chat.replyTo(() => keyboard.press('Enter'))
    await expect(answer.innerText()).resolves.toContain(title)
    await expect(chat.bubbles.last().innerText()).resolves.toContain(title)
    expect(await isFocused(button)).toBe(true)

    await chat.page.waitForTimeout(900)
    await chat.replyTo(() => keyboard.press('Space'))

    // After a reload the log holds the tap's data only; the bubble still says what was tapped.
    await chat.page.reload()
    await chat.bubbles.nth(2).waitFor()
    await expect(chat.bubbles.last().innerText()).resolves.toContain(title)
  },
)

const isFocused = (element: Locator): Promise<boolean> =>
  element.evaluate((node) => node === document.activeElement)

suite.test('Shift+Enter breaks the line, and white space alone is not sent', async (scene) => {
  const chat = await open(scene)
  const { keyboard } = chat.page
  await chat.input.focus()
  await keyboard.press('Enter')
  await keyboard.type('Guten Tag')
  await keyboard.press('Shift+Enter')
  await keyboard.type('Sonderumlage anlegen')
  expect(await chat.input.inputValue()).toBe('Guten Tag\nSonderumlage anlegen')
  await chat.replyTo(() => keyboard.press('Enter'))
  expect(await chat.bubbles.count()).toBe(1)
})

suite.test('markup in a message stays text, in the bubble and in the reply', async (scene) => {
  const chat = await open(scene)
  const markup = '<img src=x onerror=alert(1)> [Sonderumlage](javascript:alert(1)) **fett**'
  await chat.say(markup)
  await expect(chat.bubbles.innerText()).resolves.toContain(markup)
  expect(await chat.page.locator('.log img, .log a[href^="javascript"]').count()).toBe(0)
})

suite.test('a reload keeps the conversation; another tab has its own', async (scene) => {
  const chat = await open(scene)
  await chat.say(questions.firstLevel)
  const before = await chat.page.locator('.messages').innerText()
  await chat.page.reload()
  await chat.replies.nth(1).waitFor()
  expect(await chat.page.locator('.messages').innerText()).toBe(before)
  const log = await chat.log.boundingBox()
  const last = await chat.replies.last().boundingBox()
  expect(last!.y + 40).toBeLessThan(log!.y + log!.height)

  const other = await openChat(chat.page.context(), suite.server.url)
  expect(await other.bubbles.count()).toBe(0)
})

suite.test('on a phone, on a narrow one and with large letters every kind of reply fits', async (scene) => {
  const asked = {
    answer: questions.firstLevel,
    managers: questions.secondLevel,
    choice: questions.ambiguous,
    levels: 'Was ist der Unterschied zwischen First und Second Level?',
    human: 'Ich möchte mit einem Menschen sprechen',
    long: `${'Donaudampfschifffahrtsgesellschaft'.repeat(12)} ${'https://example.org/'.repeat(9)}`,
  }
  const views: Record<string, BrowserContextOptions> = {
    phone: { viewport: { width: 375, height: 812 }, isMobile: true, hasTouch: true },
    narrow: { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true, colorScheme: 'dark' },
    zoomed: { viewport: { width: 600, height: 400 }, deviceScaleFactor: 2 },
  }
  await Promise.all(
    Object.entries(views).map(async ([view, options]) => {
      const chat = await open(scene, options)
      for (const [kind, question] of Object.entries(asked)) {
        await chat.say(question)
        expect([view, kind, await overflow(chat)]).toEqual([view, kind, [0, 0]])
        await shoot(chat.page, `${view}-${kind}`)
      }
    }),
  )
})
