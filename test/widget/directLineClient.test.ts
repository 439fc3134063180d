import { rmSync } from 'node:fs'
import { contentText } from '../../src/widget/protocol.ts'
import { changeSession, closePages, openPage as openChat } from '../helpers/chatClient.ts'
import { until } from '../helpers/directLine.ts'
import { startServer, type TestServer } from '../helpers/directLineServer.ts'
import { temporaryFolder } from '../helpers/temporaryFolder.ts'

let data: ReturnType<typeof temporaryFolder>
let server: TestServer
const { WebSocket: realWebSocket } = globalThis

beforeEach(async () => {
  data = temporaryFolder()
  server = await startServer(data.folder)
})
afterEach(async () => {
  closePages()
  globalThis.WebSocket = realWebSocket
  await server.stop()
  data.remove()
})

const openPage = (storage?: Storage) => openChat(server.url, storage && { storage })

function blockWebSockets(): void {
  globalThis.WebSocket = class extends EventTarget {
    static readonly OPEN = 1
    readonly readyState = 3
    onclose: (() => void) | undefined
    constructor() {
      super()
      setTimeout(() => this.onclose?.(), 1)
    }
    close(): void {}
  } as unknown as typeof WebSocket
}

test.each([
  ['over WebSocket', () => {}],
  ['by polling where no WebSocket gets through', blockWebSockets],
])(
  'a conversation %s: each activity once, each message confirmed',
  async (_, prepare) => {
    prepare()
    const page = openPage()
    await until(() => page.said('bot').length === 1)
    page.client.send({ text: 'Backup' })
    await until(() => page.said('bot').length === 2)
    page.client.send({ value: { action: 'topic', topic: 'statement' }, displayText: 'Vermögensstatus' })
    await until(() => page.said('bot').length === 3)
    await until(() => page.outgoing.filter(({ state }) => state === 'sent').length === 2)

    const ids = page.activities.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual([...ids].sort())
    expect(page.said('user')).toHaveLength(2)
    expect(page.outgoing.map(({ content, state }) => `${contentText(content)} ${state}`)).toEqual([
      'Backup sending',
      'Backup sent',
      'Vermögensstatus sending',
      'Vermögensstatus sent',
    ])
    expect(page.connection).not.toContain('offline')
  },
  20_000,
)

test('a reload goes on with the same conversation and brings its log back', async () => {
  const before = openPage()
  await until(() => before.said('bot').length === 1)
  before.client.send({ text: 'Backup' })
  await until(() => before.said('bot').length === 2)
  before.client.close()

  const after = openPage(before.storage)
  await until(() => after.activities.length === 3)
  expect(after.activities.map(({ id }) => id)).toEqual(before.activities.map(({ id }) => id))
  expect(after.restarts).toEqual([])
})

test('a message that a reload interrupted goes out afterwards; one that had arrived does not go twice', async () => {
  const before = openPage()
  await until(() => before.said('bot').length === 1)
  before.client.send({ text: 'Backup' })
  await until(() => before.outgoing.some(({ state }) => state === 'sent'))
  before.client.close()
  const unsent = [
    { id: before.outgoing[0]?.id, content: { text: 'Backup' } },
    { id: 'interrupted', content: { text: 'Status' } },
  ]
  changeSession(before.storage, { unsent })

  const after = openPage(before.storage)
  after.client.send({ text: 'Neu' })
  await until(() => after.said('bot').length === 4)
  expect(after.said('user').map(({ text }) => text)).toEqual(['Backup', 'Status', 'Neu'])
})

test('where the conversation is gone, a new one starts and the page is told', async () => {
  const before = openPage()
  await until(() => before.said('bot').length === 1)
  before.client.close()
  await server.stop()
  rmSync(data.folder, { recursive: true })
  server = await startServer(data.folder)

  const after = openPage(before.storage)
  await until(() => after.said('bot').length === 1)
  expect(after.restarts).toEqual(['locked'])
  after.client.send({ text: 'Backup' })
  await until(() => after.said('bot').length === 2)
})

test('a browser that forbids storage still has its chat', async () => {
  const forbidden = new Proxy({} as Storage, {
    get: () => {
      throw new Error('SecurityError')
    },
  })
  const page = openPage(forbidden)
  await until(() => page.said('bot').length === 1)
  page.client.send({ text: 'Backup' })
  await until(() => page.said('bot').length === 2)
})
