import { ConnectionStatus, DirectLine } from 'botframework-directlinejs'
import { type Activity, askForToken, until } from '../helpers/directLine.ts'
import { directLineServer } from '../helpers/directLineServer.ts'
import { FetchXmlHttpRequest } from '../helpers/xmlHttpRequest.ts'

const server = directLineServer()
beforeAll(() => {
  Object.assign(globalThis, { XMLHttpRequest: FetchXmlHttpRequest })
})

/** The client over a conversation; it waits the least it ever does before it connects again. */
function openClient(options: ConstructorParameters<typeof DirectLine>[0]) {
  const client = new DirectLine({ pollingInterval: 200, random: () => 0, ...options })
  const received: Activity[] = []
  const errors: unknown[] = []
  const subscription = client.activity$.subscribe(
    (activity) => received.push(activity as unknown as Activity),
    (error: unknown) => errors.push(error),
  )
  return {
    received,
    errors,
    status: () => client.connectionStatus$.getValue(),
    /** Who said it, and the user's words or the number of the bot's activity. */
    told: () =>
      received.map(({ from, text, id }) => [
        from.role,
        from.role === 'user' ? text : Number(id.split('|')[1]),
      ]),
    say: (text: string) =>
      new Promise<string>((resolve, reject) => {
        client.postActivity({ type: 'message', text, from: { id: 'me' } } as never).subscribe(resolve, reject)
      }),
    end() {
      client.end()
      subscription.unsubscribe()
    },
  }
}

describe.each([
  ['polling', false],
  ['WebSocket', true],
] as const)('botframework-directlinejs by %s', (_name, webSocket) => {
  test('opens a conversation, asks and gets the answers, each once and in order', async () => {
    const { token, domain } = (await askForToken(server)).body
    const client = openClient({ token, domain, webSocket })
    await until(() => client.received.length === 1)
    expect(client.status()).toBe(ConnectionStatus.Online)
    const ids = [await client.say('Backup'), await client.say('Status')]
    await until(() => client.received.length >= 5)
    expect(client.told()).toEqual([
      ['bot', 1],
      ['user', 'Backup'],
      ['bot', 3],
      ['user', 'Status'],
      ['bot', 5],
    ])
    expect([client.received[1]?.id, client.received[3]?.id]).toEqual(ids)
    expect(client.errors).toEqual([])
    client.end()
  })

  test('goes on over a restart of the server, and another client takes the conversation up', async () => {
    const { token, domain, conversationId } = (await askForToken(server)).body
    const client = openClient({ token, domain, webSocket })
    await until(() => client.received.length === 1)
    await client.say('Backup')
    await until(() => client.received.length === 3)

    await server.restart({ port: Number(new URL(server.url).port) })
    await client.say('Status')
    await until(() => client.received.length >= 5, 15_000)
    const whole = [
      ['bot', 1],
      ['user', 'Backup'],
      ['bot', 3],
      ['user', 'Status'],
      ['bot', 5],
    ]
    expect(client.told()).toEqual(whole)

    const later = openClient({ token, domain, webSocket, conversationId, watermark: '0' })
    await until(() => later.received.length >= 5)
    expect(later.told()).toEqual(whole)
    expect([...client.errors, ...later.errors]).toEqual([])
    client.end()
    later.end()
  }, 40_000)
})
