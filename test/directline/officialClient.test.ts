import { ConnectionStatus, DirectLine } from 'botframework-directlinejs'
import {
  type Activity,
  call,
  startServer,
  type TestServer,
  temporaryFolder,
  until,
} from '../helpers/directLine.ts'
import { FetchXmlHttpRequest } from '../helpers/xmlHttpRequest.ts'

const { folder, remove } = temporaryFolder()
let server: TestServer
beforeAll(async () => {
  Object.assign(globalThis, { XMLHttpRequest: FetchXmlHttpRequest })
  server = await startServer(folder)
})
afterAll(async () => {
  await server.stop()
  remove()
})

describe.each([
  ['polling', false],
  ['WebSocket', true],
] as const)('botframework-directlinejs by %s', (_name, webSocket) => {
  test('opens a conversation, asks and gets the answers, each once and in order', async () => {
    const { token, domain, conversationId } = (await call(server, 'POST', '/api/webchat/token')).body
    const client = new DirectLine({ token, domain, webSocket, pollingInterval: 200 })
    const received: Activity[] = []
    const errors: unknown[] = []
    const subscription = client.activity$.subscribe(
      (activity) => received.push(activity as unknown as Activity),
      (error: unknown) => errors.push(error),
    )
    const say = (text: string) =>
      new Promise<string>((resolve, reject) => {
        client.postActivity({ type: 'message', text, from: { id: 'me' } } as never).subscribe(resolve, reject)
      })

    await until(() => received.length === 1)
    expect(client.connectionStatus$.getValue()).toBe(ConnectionStatus.Online)
    const ids = [await say('Backup'), await say('Status')]
    await until(() => received.length >= 5)
    expect(received.map(({ from, text, id }) => [from.role, from.role === 'user' ? text : id])).toEqual([
      ['bot', `${conversationId}|0000001`],
      ['user', 'Backup'],
      ['bot', `${conversationId}|0000003`],
      ['user', 'Status'],
      ['bot', `${conversationId}|0000005`],
    ])
    expect([received[1]?.id, received[3]?.id]).toEqual(ids)
    expect(errors).toEqual([])

    client.end()
    subscription.unsubscribe()
  })
})
