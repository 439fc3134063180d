import { openSqliteStore } from '../../src/storage/sqlite.ts'
import { sessionKey } from '../helpers/chatClient.ts'
import { openChat } from '../helpers/chatPage.ts'
import { chatSuite, questions, shoot } from '../helpers/chatSuite.ts'

const suite = chatSuite()

async function isStored(conversationId: string): Promise<boolean> {
  const store = openSqliteStore(suite.dataDir)
  try {
    return (await store.load(conversationId)) !== undefined
  } finally {
    await store.close()
  }
}

suite.test(
  '“Gespräch löschen” says first what it cannot recall, then erases the conversation and begins a new one',
  async (scene) => {
    const chat = await openChat((await scene.open()).context, suite.server.url)
    await chat.say(questions.firstLevel)
    const before = await chat.conversationId()
    await chat.choose('Gespräch löschen …')
    const dialog = chat.root.getByRole('dialog', { name: 'Gespräch löschen?' })
    await expect(dialog.innerText()).resolves.toMatch(
      /Nicht zurückholen können wir:.*E-Mails.*Anrufe.*heruntergeladen oder kopiert/s,
    )
    expect(
      await dialog.getByRole('button', { name: 'Abbrechen' }).evaluate((it) => it.matches(':focus')),
    ).toBe(true)
    await shoot(chat.page, 'chat-dialog')
    await dialog.getByRole('button', { name: 'Abbrechen' }).click()
    expect(await isStored(before)).toBe(true)
    expect(await chat.bubbles.count()).toBe(1)

    await chat.choose('Gespräch löschen …')
    await dialog.getByRole('button', { name: 'Endgültig löschen' }).click()
    await chat.root.getByText('Das Gespräch ist gelöscht. Hier beginnt ein neues.').first().waitFor()
    await chat.replies.first().waitFor()
    expect(await isStored(before)).toBe(false)
    expect(await chat.bubbles.count()).toBe(0)
    expect(await chat.input.evaluate((it) => it.matches(':focus'))).toBe(true)
    expect(await chat.conversationId()).not.toBe(before)
    // The notice is to be read anew, and the chat to be used.
    expect(await chat.log.locator('.notice').count()).toBe(0)
    await chat.say(questions.secondLevel)
    await chat.page.reload()
    await chat.replies.nth(1).waitFor()
    expect(await chat.bubbles.count()).toBe(1)
  },
)

suite.test(
  'an erasure that did not reach the server says so, and everything is still there',
  async (scene) => {
    scene.expectProblems(/ERR_|Failed to load resource/)
    const chat = await openChat((await scene.open()).context, suite.server.url)
    await chat.say(questions.firstLevel)
    await chat.page.route('**/api/webchat/conversation', (route) => route.abort())
    await chat.choose('Gespräch löschen …')
    await chat.button('Endgültig löschen').click()
    await chat.root.getByRole('alert').getByText('das Gespräch ist noch gespeichert').waitFor()
    await shoot(chat.page, 'chat-dialog-failed')
    await chat.button('Abbrechen').click()
    expect(await chat.bubbles.count()).toBe(1)
    expect(await isStored(await chat.conversationId())).toBe(true)
  },
)

suite.test('in another tab the erased conversation disappears at once, with the reason', async (scene) => {
  scene.expectProblems(/404|WebSocket/)
  const { context } = await scene.open()
  const chat = await openChat(context, suite.server.url)
  await chat.say(questions.firstLevel)
  const [copy] = await Promise.all([
    context.waitForEvent('page'),
    chat.page.evaluate(() => void window.open(location.href)),
  ])
  await copy.locator('.message.bot').nth(1).waitFor()
  await chat.choose('Gespräch löschen …')
  await chat.button('Endgültig löschen').click()
  const note = copy.getByText('Das frühere Gespräch ist nicht mehr gespeichert')
  await note.first().waitFor()
  await expect(note.first().innerText()).resolves.toBe(
    'Das frühere Gespräch ist nicht mehr gespeichert: Gespräche werden nach 30\u00a0Tagen gelöscht, auf Wunsch auch früher. Hier beginnt ein neues.',
  )
  expect(await copy.locator('.message.own').count()).toBe(0)
})

suite.test('a tab that slept until its token died goes on with its conversation', async (scene) => {
  scene.expectProblems(/403/)
  const chat = await openChat((await scene.open()).context, suite.server.url)
  await chat.say(questions.firstLevel)
  const before = await chat.conversationId()
  await chat.page.evaluate((key) => {
    const session = JSON.parse(sessionStorage.getItem(key) ?? '{}')
    sessionStorage.setItem(key, JSON.stringify({ ...session, token: `${session.token}x` }))
  }, sessionKey)
  await chat.page.reload()
  await chat.replies.nth(1).waitFor()
  expect(await chat.conversationId()).toBe(before)
  await chat.say(questions.secondLevel)
  expect(await chat.bubbles.count()).toBe(2)
})
