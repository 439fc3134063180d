import { readFile } from 'node:fs/promises'
import { bubbleOf, openBubble, openChat } from '../helpers/chatPage.ts'
import { chatSuite, embedding, hostPage, questions, shoot } from '../helpers/chatSuite.ts'
import { sayForm } from '../helpers/formCard.ts'

const suite = chatSuite({
  PRIVACY_URL: 'https://www.example.de/datenschutz',
  IMPRINT_URL: 'https://www.example.de/impressum',
})

suite.test(
  'before the first message stands what becomes of it, with the links; afterwards it heads the log',
  async (scene) => {
    const chat = await openChat((await scene.open()).context, suite.server.url)
    const notice = chat.page.locator('.notice')
    await expect(notice.innerText()).resolves.toMatch(
      /^Das Gespräch wird auf unserem Server gespeichert und 30\u00a0Tage nach der letzten Nachricht gelöscht.*IBANs machen wir unkenntlich.*Datenschutz.*Impressum/s,
    )
    const privacy = notice.getByRole('link', { name: /Datenschutz/ })
    expect(await privacy.getAttribute('href')).toBe('https://www.example.de/datenschutz')
    expect(await privacy.getAttribute('rel')).toBe('noopener noreferrer')
    const composer = await chat.input.boundingBox()
    const before = await notice.boundingBox()
    expect(before!.y + before!.height).toBeLessThanOrEqual(composer!.y)
    await chat.say(questions.firstLevel)
    expect(await chat.log.locator('.notice').count()).toBe(1)
  },
)

for (const [where, without] of [
  ['of a page', false],
  ['without a clipboard API', true],
] as const) {
  suite.test(`a number is copied by its button ${where}, which says so once`, async (scene) => {
    const { context } = await scene.open({ permissions: ['clipboard-read', 'clipboard-write'] })
    if (without) {
      await context.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
    }
    const chat = await openChat(context, suite.server.url)
    const reply = await chat.say(questions.firstLevel)
    const button = reply.getByRole('button', { name: '02151-53706-31 kopieren' })
    const said = chat.page.locator('[aria-live=polite][aria-relevant]')
    const before = await said.locator('p').count()
    await button.click()
    await button.getByText('Kopiert').waitFor()
    expect(await said.locator('p').count()).toBe(before + 1)
    expect(await said.locator('p').last().innerText()).toBe('Kopiert')
    await chat.input.fill('')
    await chat.input.focus()
    await chat.page.keyboard.press('Control+V')
    expect(await chat.input.inputValue()).toBe('02151-53706-31')
    await reply.getByRole('button', { name: 'hotline@hausperfekt.de kopieren' }).waitFor()
  })
}

suite.test('inside the frame on another site the clipboard works as well', async (scene) => {
  const { page } = await scene.visit(hostPage(embedding(suite)))
  const chat = await openBubble(page)
  const reply = await chat.say(questions.firstLevel)
  await reply.getByRole('button', { name: '02151-53706-31 kopieren' }).click()
  await reply.getByText('Kopiert').waitFor()
})

suite.test('the conversation can be downloaded as a text to read', async (scene) => {
  const chat = await openChat((await scene.open()).context, suite.server.url)
  await chat.say(questions.firstLevel)
  const example = chat.root.getByRole('group', { name: 'Vorschläge' }).getByRole('button').last()
  await chat.replyTo(() => example.click())
  const [download] = await Promise.all([
    chat.page.waitForEvent('download'),
    chat.choose('Gespräch herunterladen'),
  ])
  expect(download.suggestedFilename()).toMatch(/^Gespräch mit HausPerfekt \d{4}-\d\d-\d\d\.txt$/)
  const text = await readFile(await download.path(), 'utf8')
  const [head, ...messages] = text.split('\r\n\r\n')
  expect(head).toMatch(
    /^\ufeffGespräch mit HausPerfekt: Support-Wegweiser\r\nHeruntergeladen am \d\d\.\d\d\.\d{4}, \d\d:\d\d$/,
  )
  const speakers = messages.flatMap((part) => /^\d\d\.\d\d\.\d{4}, \d\d:\d\d – (.*):$/m.exec(part)?.[1] ?? [])
  expect(speakers).toEqual(['Assistent', 'Sie', 'Assistent', 'Sie', 'Assistent'])
  expect(text).toContain(questions.firstLevel)
  expect(text).toContain('02151-53706-31')
  expect(text).toContain('Pascal Höttges')
  expect(text).not.toMatch(/\*\*|\]\(|<\w/)
})

suite.test('the menu opens and closes by keyboard, and has the legal links', async (scene) => {
  const chat = await openChat((await scene.open()).context, suite.server.url)
  const { keyboard } = chat.page
  const menu = chat.button('Menü')
  await menu.focus()
  await keyboard.press('Enter')
  expect(await menu.getAttribute('aria-expanded')).toBe('true')
  await shoot(chat.page, 'chat-menu')
  await keyboard.press('Tab')
  expect(await chat.page.evaluate(() => document.activeElement?.textContent)).toBe('Gespräch herunterladen')
  expect(await chat.page.locator('.menu-list a').allInnerTexts()).toEqual([
    expect.stringContaining('Datenschutz'),
    expect.stringContaining('Impressum'),
  ])
  await keyboard.press('Escape')
  expect(await menu.getAttribute('aria-expanded')).toBe('false')
  expect(await menu.evaluate((element) => element === document.activeElement)).toBe(true)
  await menu.click()
  await chat.input.click()
  expect(await menu.getAttribute('aria-expanded')).toBe('false')
})

suite.test(
  'a form card has labels, says what is missing, and sends what was filled in under its button’s name',
  async (scene) => {
    const { context } = await scene.open()
    const chat = await openChat(context, suite.server.url)
    await chat.say(questions.firstLevel)
    await sayForm(suite.dataDir, await chat.conversationId())
    await chat.page.reload()
    const form = chat.replies.nth(2)
    await form.waitFor()

    await form.getByRole('button', { name: 'Anfrage senden' }).click()
    await form.getByText('Bitte geben Sie Ihren Namen an.').waitFor()
    await shoot(chat.page, 'chat-form-errors')
    const name = form.getByRole('textbox', { name: /Ihr Name/ })
    expect(await name.getAttribute('aria-required')).toBe('true')
    await form.locator('[aria-invalid=true]').first().waitFor()
    expect(await name.getAttribute('aria-invalid')).toBe('true')
    expect(await name.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await chat.bubbles.count()).toBe(1)

    await name.fill('Anna Muster')
    expect(await form.getByText('Bitte geben Sie Ihren Namen an.').count()).toBe(0)
    expect(await name.getAttribute('aria-invalid')).toBe('false')
    await form.getByRole('textbox', { name: 'Ihr Anliegen' }).fill('Die Abrechnung stimmt nicht.')
    await form.getByRole('combobox', { name: 'Objekt' }).selectOption('a')
    await form.getByRole('radio', { name: 'Vormittags' }).check()
    await form.getByLabel('Rückruf am').fill('2026-12-01')
    await form.getByRole('checkbox', { name: 'Es ist dringend' }).check()
    await shoot(chat.page, 'chat-form')
    const [request] = await Promise.all([
      chat.page.waitForRequest((sent) => sent.method() === 'POST' && sent.url().endsWith('/activities')),
      form.getByRole('button', { name: 'Anfrage senden' }).click(),
    ])
    expect(request.postDataJSON().value).toEqual({
      action: 'form',
      name: 'Anna Muster',
      matter: 'Die Abrechnung stimmt nicht.',
      object: 'a',
      time: 'am',
      day: '2026-12-01',
      urgent: 'true',
    })
    await expect(chat.bubbles.last().innerText()).resolves.toContain('Anfrage senden')
  },
)

suite.test(
  'Escape closes the chat and gives the focus back to the bubble, but not from menu or dialog',
  async (scene) => {
    const { page } = await scene.visit(hostPage(embedding(suite)))
    const chat = await openBubble(page)
    const { keyboard } = page
    await chat.button('Menü').click()
    await keyboard.press('Escape')
    expect(await bubbleOf(page).getAttribute('aria-expanded')).toBe('true')
    await chat.choose('Gespräch löschen …')
    await keyboard.press('Escape')
    expect(await chat.root.getByRole('dialog').isVisible()).toBe(false)
    expect(await bubbleOf(page).getAttribute('aria-expanded')).toBe('true')
    await keyboard.press('Escape')
    await page.locator('[aria-expanded=false]').waitFor()
    expect(await bubbleOf(page).evaluate((element) => element.matches(':focus'))).toBe(true)
  },
)
