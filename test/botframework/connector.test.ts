import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { StubBehaviour } from '../helpers/connectorStub.ts'
import { type Channel, startCloudChannel, startLocalChannel } from './channel.ts'

describe('a connector that fails', () => {
  let channel: Channel | undefined
  afterEach(() => channel?.close())

  // The SDK repeats a call before it gives up, so whatever it repeats has arrived when the channel hears 200.
  it.each<StubBehaviour>([500, 502, 503, 429, 403, 'redirect'])(
    'gets one POST when it answers %s, and the channel hears 200',
    async (behaviour) => {
      channel = await startLocalChannel()
      channel.connector.behaviour = behaviour
      const response = await channel.post(channel.activity({ text: 'Backup geheim' }))
      expect(response.status).toBe(200)
      expect(channel.connector.sent).toHaveLength(1)
      expect(channel.log()).toContain('The reply could not be sent')
      expect(channel.log()).toMatch(/"errorId":"[0-9a-f-]{36}"/)
      if (typeof behaviour === 'number') expect(channel.log()).toContain(`"status":${behaviour}`)
      expect(channel.log()).not.toContain('geheim')
    },
  )

  it.each<StubBehaviour>(['hang', 'hangInBody'])(
    'is left at the limit when it is silent (%s)',
    async (behaviour) => {
      channel = await startLocalChannel({ connectorTimeoutMs: 300 })
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
      connectorTimeoutMs: 200,
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

  it('gets one POST when it is not there', async () => {
    channel = await startLocalChannel()
    const activity = channel.activity({ serviceUrl: 'http://127.0.0.1:9' })
    expect((await channel.post(activity)).status).toBe(200)
    expect(channel.log()).toContain('"code":"ECONNREFUSED"')
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
