import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import restify, { type Server } from 'restify'
import { mountMessages } from '../../src/botframework/mount.ts'
import type { MessagesMode } from '../../src/config.ts'
import { fakeWorld } from '../helpers/fakeWorld.ts'

describe('mountMessages', () => {
  let server: Server

  beforeEach(() => {
    server = restify.createServer()
  })
  afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())))

  const statusOf = async (messages: MessagesMode) => {
    mountMessages(server, messages, {
      store: {} as never,
      world: () => fakeWorld(),
      log: pino({ level: 'silent' }),
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.server.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
      method: 'POST',
      headers: { Connection: 'close' },
    })
    return response.status
  }

  it('says that it is off when the configuration says so', async () => {
    expect(await statusOf({ mode: 'off', because: 'NODE_ENV is production' })).toBe(503)
  })

  it('opens to local programs without an app id', async () => {
    expect(await statusOf({ mode: 'development' })).toBe(400)
  })

  it('asks for a token with an app id', async () => {
    const messages = {
      mode: 'cloud',
      appType: 'SingleTenant',
      appId: '11111111-2222-4333-8444-555555555555',
      appPassword: 'secret',
      tenantId: '66666666-7777-4888-8999-aaaaaaaaaaaa',
    } as const
    expect(await statusOf(messages)).toBe(401)
  })
})
