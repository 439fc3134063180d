import { bubbleOf, framedChat, openBubble } from '../helpers/chatPage.ts'
import { chatSuite, embedding, hostPage, questions, type Scene, shoot } from '../helpers/chatSuite.ts'
import { customerToken, portalSecret } from '../helpers/portal.ts'

const suite = chatSuite({ IDENTITY_SECRET: portalSecret })

/** A page of the portal, which calls `identity-rejected` by its name in the title. */
async function visit(scene: Scene, attributes: string) {
  const listen = `<script>addEventListener('hausperfekt-chat:identity-rejected', () => { document.title = 'abgelehnt' })</script>`
  const { page } = await scene.visit(hostPage(listen + embedding(suite, attributes)))
  await bubbleOf(page).waitFor()
  return page
}

suite.test(
  'the portal’s customer is greeted by number, and the notice says that it belongs to the conversation',
  async (scene) => {
    const page = await visit(scene, `data-identity="${await customerToken('10234')}"`)
    const chat = await openBubble(page)
    await expect(chat.replies.first().innerText()).resolves.toContain('10234')
    await expect(chat.root.locator('.notice').innerText()).resolves.toContain('gehört Ihre Kundennummer dazu')
    await shoot(page, 'host-identity')
  },
)

suite.test(
  'a page may sign in by call, before or after the chat is open; another customer sees nothing of the first',
  async (scene) => {
    const page = await visit(scene, '')
    const first = await customerToken('10234')
    const second = await customerToken('10999')
    await page.evaluate((token) => window.HausPerfektChat?.identify(token), first)
    const chat = await openBubble(page)
    await expect(chat.replies.first().innerText()).resolves.toContain('10234')
    await chat.say(questions.firstLevel)
    await page.evaluate((token) => window.HausPerfektChat?.identify(token), second)
    await chat.root.getByText('10999').first().waitFor()
    expect(await chat.bubbles.count()).toBe(0)
    expect(await chat.replies.count()).toBe(1)
    expect(await chat.log.getByText('10234').count()).toBe(0)

    await page.evaluate(() => window.HausPerfektChat?.identify())
    await chat.replies.getByText('automatischer Assistent').waitFor()
    expect(await chat.log.getByText('10999').count()).toBe(0)
  },
)

suite.test(
  'a token that the server does not accept is told to visitor and page, and the chat works without',
  async (scene) => {
    scene.expectProblems(/403/)
    const page = await visit(
      scene,
      `data-identity="${await customerToken('10234', 'another-secret-with-at-least-32-characters')}"`,
    )
    const chat = await openBubble(page)
    await chat.log.getByText('Ihre Anmeldung konnte nicht bestätigt werden').waitFor()
    expect(await page.title()).toBe('abgelehnt')
    await expect(chat.replies.first().innerText()).resolves.not.toContain('10234')
    await chat.say(questions.firstLevel)
  },
)

suite.test('the number survives the next page of the portal', async (scene) => {
  const page = await visit(scene, `data-identity="${await customerToken('10234')}"`)
  const chat = await openBubble(page)
  await chat.say(questions.firstLevel)
  const attributes = `data-identity="${await customerToken('10234')}"`
  await page.goto(suite.host.add({ html: hostPage(embedding(suite, attributes)) }))
  await framedChat(page).replies.nth(1).waitFor()
  expect(await chat.bubbles.count()).toBe(1)
})
