import { accessibilityProblems } from '../helpers/axe.ts'
import { bubbleOf, ChatPage, framedChat } from '../helpers/chatPage.ts'
import { chatSuite, questions, shoot } from '../helpers/chatSuite.ts'

const suite = chatSuite()

suite.test('the example page embeds the chat, and its questions are asked there', async (scene) => {
  const { context } = await scene.open({ permissions: [] })
  const page = await context.newPage()
  await page.goto(`${suite.server.url}/`)
  await bubbleOf(page).waitFor()
  expect(await page.locator('#snippet').innerText()).toBe(
    `<script src="${suite.server.url}/widget.js" async></script>`,
  )
  await shoot(page, 'demo')
  await page.getByRole('button', { name: questions.firstLevel }).click()
  const chat = framedChat(page)
  await chat.replies.nth(1).waitFor()
  await expect(chat.bubbles.innerText()).resolves.toContain(questions.firstLevel)
  // The welcome has come with the answer, but it is the answer that is shown.
  const isInView = await chat.replies.nth(1).evaluate((reply) => {
    const log = reply.closest('.log')!.getBoundingClientRect()
    const { top, bottom } = reply.getBoundingClientRect()
    return top >= log.top && (bottom <= log.bottom || top < log.top + 40)
  })
  expect(isInView).toBe(true)
  await shoot(page, 'demo-answer')
  for (const [name, path] of [
    ['Chat als Seite', '/chat'],
    ['Einbetten', '/embed'],
  ] as const) {
    expect(await page.getByRole('link', { name }).first().getAttribute('href')).toBe(path)
  }
})

suite.test(
  'the generator makes the line as it is filled in, previews it, and lets it be copied',
  async (scene) => {
    const { context } = await scene.open({
      viewport: { width: 1200, height: 1000 },
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const page = await context.newPage()
    await page.goto(`${suite.server.url}/embed`)
    const line = page.locator('#snippet')
    expect(await line.innerText()).toBe(`<script src="${suite.server.url}/widget.js" async></script>`)

    await page.getByLabel('Titel').fill('Fragen "zum" Programm?')
    await page.getByLabel('Farbe', { exact: true }).fill('#ffc400')
    await page.getByText('Schrift in dieser Farbe erscheint als').waitFor()
    await page.getByLabel('links').check()
    await page.getByLabel('Link zum Datenschutz').fill('https://www.example.de/datenschutz')
    await page.getByLabel('Link zum Impressum').fill('http://www.example.de/impressum')
    await page.getByText('Bitte einen Link angeben, der mit https:// beginnt.').waitFor()
    const expected = `<script src="${suite.server.url}/widget.js" async data-title="Fragen &quot;zum&quot; Programm?" data-accent="#ffc400" data-position="left" data-privacy-url="https://www.example.de/datenschutz"></script>`
    expect(await line.innerText()).toBe(expected)

    await page.getByRole('button', { name: 'Zeile kopieren' }).click()
    await page.getByText('Kopiert', { exact: true }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(expected)

    const preview = page.frameLocator('#preview')
    const bubble = preview.getByRole('button', { name: 'Chat: Fragen "zum" Programm?' })
    await bubble.click()
    const chat = new ChatPage(page, preview.locator('hausperfekt-chat').frameLocator('iframe'))
    await chat.replies.first().waitFor()
    await page.waitForTimeout(300)
    await shoot(page, 'embed')
  },
)

suite.test(
  'a link to the preview dresses nothing up: outside of the generator it is empty',
  async (scene) => {
    const { context } = await scene.open()
    const page = await context.newPage()
    await page.goto(`${suite.server.url}/embed/preview?title=Gesperrt&privacyUrl=https://boese.example/`)
    await page.waitForLoadState('networkidle')
    expect(await page.locator('hausperfekt-chat, script[src="/widget.js"]').count()).toBe(0)
  },
)

suite.test('axe finds nothing on our pages, and on a phone they fit', async (scene) => {
  const { context } = await scene.open()
  await Promise.all(
    ['/', '/embed', '/chat'].map(async (path) => {
      const page = await context.newPage()
      await page.goto(suite.server.url + path)
      await page.locator('.message.bot, hausperfekt-chat button, #preview').first().waitFor()
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const problems = await accessibilityProblems(page, colorScheme === 'light' ? 'all' : 'colours')
        expect([path, colorScheme, problems]).toEqual([path, colorScheme, []])
        await shoot(page, `page${path.replaceAll('/', '-')}-${colorScheme}`)
      }
      await page.setViewportSize({ width: 320, height: 640 })
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect([path, over]).toEqual([path, 0])
      await shoot(page, `page${path.replaceAll('/', '-')}-phone`)
    }),
  )
})
