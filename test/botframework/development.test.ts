import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createAuthenticator } from '../../src/botframework/authentication.ts'
import { type Channel, startLocalChannel } from './channel.ts'

describe('/api/messages without an app id', () => {
  let channel: Channel

  beforeEach(async () => {
    channel = await startLocalChannel()
  })
  afterEach(() => channel.close())

  const expectNoTurn = () => {
    expect(channel.turns()).toBe(0)
    expect(channel.connector.sent).toEqual([])
  }

  it('answers a program on this machine', async () => {
    expect((await channel.post(channel.activity())).status).toBe(200)
    expect(channel.connector.sent).toHaveLength(1)
    expect(channel.connector.sent[0]?.authorization).toBeUndefined()
  })

  it.each(['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'Via', 'X-Real-IP'])(
    'answers 403 to a request with the header %s',
    async (name) => {
      const response = await channel.post(channel.activity(), { [name]: '127.0.0.1' })
      expect({ status: response.status, body: await response.text() }).toEqual({ status: 403, body: '' })
      expectNoTurn()
    },
  )

  it.each([
    'http://192.168.0.1:3978',
    'http://example.org',
    'https://smba.trafficmanager.net/teams',
    'https://127.0.0.1',
    'http://127.0.0.1@example.org',
    'http://127.0.0.1.example.org',
    'http://localhost.example.org',
    'http://[::ffff:10.0.0.1]',
    'file:///etc/passwd',
    'nonsense',
  ])('answers 403 to the serviceUrl %s', async (serviceUrl) => {
    expect((await channel.post(channel.activity({ serviceUrl }))).status).toBe(403)
    expectNoTurn()
  })

  it.each([
    [{}, 'type, from, channelId, serviceUrl, conversation, recipient'],
    [[], 'body'],
    [{ type: 'message' }, 'from, channelId, serviceUrl, conversation, recipient'],
  ])('answers 400 to the body %j, in one line', async (body, places) => {
    const response = await channel.post(body)
    expect({ status: response.status, body: await response.text() }).toEqual({
      status: 400,
      body: `Not a valid activity, see: ${places}\n`,
    })
    expectNoTurn()
  })

  it.each([
    ['channelId', { channelId: '' }],
    ['serviceUrl', { serviceUrl: '' }],
    ['conversation.id', { conversation: { id: ' ' } }],
    ['from.id', { from: { id: '' } }],
    ['recipient.id', { recipient: { id: '' } }],
  ])('answers 400 to an empty %s', async (place, changes) => {
    const response = await channel.post(channel.activity(changes))
    expect(await response.text()).toBe(`Not a valid activity, see: ${place}\n`)
    expect(response.status).toBe(400)
    expectNoTurn()
  })

  it('answers 403 to a page whose name was pointed at this machine', async () => {
    const authenticate = createAuthenticator({ mode: 'development' })
    const socket = { remoteAddress: '127.0.0.1' }
    await expect(authenticate({ headers: { host: 'evil.example:3978' }, socket })).rejects.toThrow('403')
    await expect(authenticate({ headers: { host: 'localhost:3978' }, socket })).resolves.toBeDefined()
    await expect(authenticate({ headers: { host: '[::1]:3978' }, socket })).resolves.toBeDefined()
  })

  it.each(['192.168.0.7', '::ffff:10.0.0.1', 'fe80::1', '', undefined])(
    'answers 403 to a peer at %p',
    async (remoteAddress) => {
      const authenticate = createAuthenticator({ mode: 'development' })
      await expect(
        authenticate({ headers: { host: 'localhost' }, socket: { remoteAddress } }),
      ).rejects.toThrow('403')
    },
  )

  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])(
    'lets a peer at %s in',
    async (remoteAddress) => {
      const authenticate = createAuthenticator({ mode: 'development' })
      await expect(
        authenticate({ headers: { host: 'localhost' }, socket: { remoteAddress } }),
      ).resolves.toBeDefined()
    },
  )
})
