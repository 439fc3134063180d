import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from '@jest/globals'
import { type StubBehaviour, startConnectorStub } from '../helpers/connectorStub.ts'
import { type Channel, startCloudChannel, startLocalChannel } from './channel.ts'

describe('a connector that fails', () => {
  let channel: Channel | undefined
  afterEach(() => channel?.close())

  // The SDK repeats a call before it gives up, so whatever it repeats has arrived when the channel hears 200.
  it.each<StubBehaviour>([500, 502, 503, 504, 403, 'redirect', 'hangUp'])(
    'gets one POST when it answers %s, and the channel hears 200',
    async (behaviour) => {
      channel = await startLocalChannel()
      channel.connector.behaviour = behaviour
      const response = await channel.post(channel.activity({ text: 'Backup geheim' }))
      expect(response.status).toBe(200)
      expect(channel.connector.sent).toHaveLength(1)
      expect(channel.log()).toContain('The reply could not be sent')
      expect(channel.log()).toMatch(/"errorId":"[0-9a-f]{8}"/)
      if (typeof behaviour === 'number') expect(channel.log()).toContain(`"status":${behaviour}`)
      expect(channel.log()).not.toContain('geheim')
    },
  )

  it.each<StubBehaviour>(['hang', 'hangInBody'])(
    'is left at the limit when it is silent (%s)',
    async (behaviour) => {
      channel = await startLocalChannel({ turnTimeoutMs: 300 })
      channel.connector.behaviour = behaviour
      const start = performance.now()
      const response = await channel.post(channel.activity())
      expect(response.status).toBe(200)
      expect(performance.now() - start).toBeGreaterThan(290)
      expect(performance.now() - start).toBeLessThan(2000)
      await sleep(300)
      expect(channel.connector.sent).toHaveLength(1)
      expect(channel.log()).toContain('"name":"TimeoutError"')
    },
  )

  it('gets nothing when the sign-in took too long, not even later', async () => {
    const cloud = await startCloudChannel({
      turnTimeoutMs: 200,
      signIn: async () => {
        await sleep(600)
        return 'late'
      },
    })
    channel = cloud
    const response = await cloud.post(cloud.activity(), { Authorization: `Bearer ${await cloud.token()}` })
    expect(response.status).toBe(200)
    await sleep(800)
    expect(cloud.connector.sent).toEqual([])
    expect(cloud.log()).toContain('"name":"TimeoutError"')
  })

  it('is left at the limit when it is not there', async () => {
    channel = await startLocalChannel({ turnTimeoutMs: 1000 })
    const start = performance.now()
    expect((await channel.post(channel.activity({ serviceUrl: 'http://127.0.0.1:9' }))).status).toBe(200)
    expect(performance.now() - start).toBeLessThan(1500)
    expect(channel.log()).toContain('"code":"ECONNREFUSED"')
  })

  it('gets the message when it comes back', async () => {
    channel = await startLocalChannel()
    const { serviceUrl } = channel.connector
    await channel.connector.close()
    const answered = channel.post(channel.activity())
    await sleep(300)
    const connector = await startConnectorStub({ port: Number(new URL(serviceUrl).port) })
    expect((await answered).status).toBe(200)
    expect(connector.sent).toHaveLength(1)
    expect(channel.log()).not.toContain('could not be sent')
    await connector.close()
  })

  it.each([412, 429])('gets the message again after it turned it away with %s', async (status) => {
    channel = await startLocalChannel()
    channel.connector.first.push(status, status)
    expect((await channel.post(channel.activity())).status).toBe(200)
    expect(channel.connector.sent).toHaveLength(3)
    expect(channel.log()).not.toContain('could not be sent')
  })

  it.each<[string, () => string]>([
    ['seconds', () => '1'],
    // Dates have whole seconds, so one to two of them are left.
    ['a date', () => new Date(Date.now() + 2000).toUTCString()],
  ])('is given the time that it asks for, in %s', async (_name, retryAfter) => {
    channel = await startLocalChannel()
    channel.connector.first.push(429)
    channel.connector.retryAfter = retryAfter()
    const start = performance.now()
    await channel.post(channel.activity())
    expect(performance.now() - start).toBeGreaterThan(1000)
    expect(channel.connector.sent).toHaveLength(2)
  })

  it('is not waited for when it asks for more time than the turn has', async () => {
    channel = await startLocalChannel()
    channel.connector.behaviour = 429
    channel.connector.retryAfter = '60'
    const start = performance.now()
    expect((await channel.post(channel.activity())).status).toBe(200)
    expect(performance.now() - start).toBeLessThan(1000)
    expect(channel.connector.sent).toHaveLength(1)
    expect(channel.log()).toContain('"status":429')
  })

  it('is asked again at growing distances while it turns everything away', async () => {
    channel = await startLocalChannel({ turnTimeoutMs: 2000 })
    channel.connector.behaviour = 429
    channel.connector.retryAfter = '0'
    await channel.post(channel.activity())
    expect(channel.connector.sent.length).toBeGreaterThanOrEqual(3)
    expect(channel.connector.sent.length).toBeLessThanOrEqual(5)
    expect(channel.log()).toContain('"status":429')
  })

  it('has one limit for all that a turn sends, repeats included', async () => {
    const replies = ['eins', 'zwei'].map((text) => ({ type: 'message', text }))
    channel = await startLocalChannel({
      turnTimeoutMs: 1500,
      store: (store) => ({
        ...store,
        commitTurn: async () => ({ outcome: 'duplicate', activities: replies }),
        claimDelivery: async () => true,
      }),
    })
    channel.connector.first.push(429, 429, 'ok', 'hang')
    const start = performance.now()
    expect((await channel.post(channel.activity())).status).toBe(200)
    // The repeats alone take 375 ms or more.
    expect(performance.now() - start).toBeLessThan(1800)
    expect(channel.connector.sent.map(({ activity }) => activity.text)).toEqual([
      'eins',
      'eins',
      'eins',
      'zwei',
    ])
    expect(channel.log()).toContain('"name":"TimeoutError"')
  })

  it('hears nothing more of the message when the channel delivers it again', async () => {
    channel = await startLocalChannel()
    channel.connector.behaviour = 500
    await channel.post(channel.activity())
    channel.connector.behaviour = 'ok'
    await channel.post(channel.activity())
    expect(channel.connector.sent).toHaveLength(1)
  })
})
