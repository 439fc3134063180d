import { ConfigError, isLoopback, readConfig } from '../src/config.ts'

const appId = '11111111-2222-4333-8444-555555555555'

describe('without any variable', () => {
  it('the server works on this machine alone', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 3978,
      retentionDays: 30,
      messages: { mode: 'development' },
    })
  })

  it('an empty variable is as good as none', () => {
    expect(readConfig({ PORT: '', MicrosoftAppId: ' ' })).toEqual(readConfig({}))
  })
})

describe('/api/messages without an app id', () => {
  it.each([
    [{ HOST: '0.0.0.0' }],
    [{ HOST: '192.168.1.5' }],
    [{ NODE_ENV: 'production' }],
    [{ PUBLIC_URL: 'https://bot.example' }],
  ])('is off with %j', (env) => {
    expect(readConfig(env).messages.mode).toBe('off')
  })

  it.each([[{ HOST: 'localhost' }], [{ HOST: '::1' }], [{ PUBLIC_URL: 'http://127.0.0.1:3978' }]])(
    'is open to local clients with %j',
    (env) => {
      expect(readConfig(env).messages.mode).toBe('development')
    },
  )
})

describe('an app id', () => {
  it('turns on the cloud', () => {
    const env = { MicrosoftAppId: appId, MicrosoftAppPassword: 'geheim', MicrosoftAppTenantId: appId }
    expect(readConfig(env).messages).toEqual({
      mode: 'cloud',
      appType: 'SingleTenant',
      appId,
      appPassword: 'geheim',
      tenantId: appId,
    })
  })

  it('without its password and tenant names both', () => {
    expect(() => readConfig({ MicrosoftAppId: appId })).toThrow(
      /MicrosoftAppPassword[\s\S]*MicrosoftAppTenantId/,
    )
  })
})

describe('wrong values', () => {
  it('are told all at once, each with its cure and without the value', () => {
    let message = ''
    try {
      readConfig({ PORT: 'abc', RETENTION_DAYS: '0', TOKEN_SECRET: 'kurz', LOG_LEVEL: 'laut' })
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      message = error.message
    }
    for (const name of ['PORT', 'RETENTION_DAYS', 'TOKEN_SECRET', 'LOG_LEVEL'])
      expect(message).toContain(name)
    expect(message).not.toMatch(/kurz|laut/)
  })
})

describe('loopback', () => {
  it.each(['localhost', '127.0.0.1', '127.9.9.9', '::1', '[::1]', '::ffff:127.0.0.1'])('is %s', (host) => {
    expect(isLoopback(host)).toBe(true)
  })

  it.each(['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.boese.example', 'localhost.boese.example'])(
    'is not %s',
    (host) => {
      expect(isLoopback(host)).toBe(false)
    },
  )
})
