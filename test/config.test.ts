import { ConfigError, isLoopback, readConfig, requireChannel } from '../src/config.ts'

const appId = '11111111-2222-4333-8444-555555555555'

describe('without any variable', () => {
  it('the server works on this machine alone', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 3978,
      maxConnections: 10_000,
      retentionDays: 30,
      messages: { mode: 'development' },
      trustedProxies: [],
      webChat: { mode: 'on', allowedOrigins: [], publicContacts: 'all', identity: undefined },
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

describe('the web chat in production', () => {
  const links = { PRIVACY_URL: 'https://www.example.de/datenschutz', IMPRINT_URL: 'https://www.example.de/i' }
  const production = { NODE_ENV: 'production' }

  it('is on with both links', () => {
    expect(readConfig({ ...production, ...links }).webChat).toMatchObject({
      mode: 'on',
      privacyUrl: links.PRIVACY_URL,
      imprintUrl: links.IMPRINT_URL,
    })
  })

  it.each([
    [{}, 'PRIVACY_URL and IMPRINT_URL are not set'],
    [{ PRIVACY_URL: links.PRIVACY_URL }, 'IMPRINT_URL is not set'],
    [{ IMPRINT_URL: links.IMPRINT_URL }, 'PRIVACY_URL is not set'],
  ])('is off with %j', (env, because) => {
    expect(readConfig({ ...production, ...env }).webChat).toEqual({
      mode: 'off',
      because: `${because} and NODE_ENV is production`,
    })
  })

  it('may be off where Teams is on, and the other way round', () => {
    const teams = { MicrosoftAppId: appId, MicrosoftAppPassword: 'geheim', MicrosoftAppTenantId: appId }
    requireChannel(readConfig({ ...production, ...teams }))
    requireChannel(readConfig({ ...production, ...links }))
  })

  it('is missed where nothing else is on, with a cure for both', () => {
    const nothing = () => requireChannel(readConfig(production))
    expect(nothing).toThrow(ConfigError)
    expect(nothing).toThrow(/Set PRIVACY_URL and IMPRINT_URL[\s\S]*Set MicrosoftAppId/)
  })
})

describe('pages that may embed the chat', () => {
  const origins = (value: string) => {
    const { webChat } = readConfig({ ALLOWED_ORIGINS: value })
    return webChat.mode === 'on' && webChat.allowedOrigins
  }

  it('are kept as browsers name them', () => {
    expect(origins('https://www.example.de/, HTTP://Localhost:8080,https://müller.example:443')).toEqual([
      'https://www.example.de',
      'http://localhost:8080',
      'https://xn--mller-kva.example',
    ])
  })

  it.each([
    '*',
    'null',
    'www.example.de',
    'https://*.example.de',
    'https://www.example.de/seite',
    'https://a:b@www.example.de',
    "https://www.example.de;script-src 'unsafe-inline'",
    'https://www.example.de;x',
    'ftp://www.example.de',
    'file:///',
  ])('cannot be %s', (value) => {
    expect(() => origins(value)).toThrow(/ALLOWED_ORIGINS must list origins/)
  })
})

describe('proxies to believe', () => {
  it('are addresses, networks and names of networks', () => {
    const value = '10.0.0.5, 10.1.0.0/16,fd00::/8 , loopback'
    expect(readConfig({ TRUSTED_PROXIES: value }).trustedProxies).toEqual([
      '10.0.0.5',
      '10.1.0.0/16',
      'fd00::/8',
      'loopback',
    ])
  })

  it.each(['proxy.example', '10.0.0.0/33', '0.0.0.0/0', '::/0', 'true'])('cannot be %s', (value) => {
    expect(() => readConfig({ TRUSTED_PROXIES: value })).toThrow(/TRUSTED_PROXIES must list addresses/)
  })
})

describe('the portal that identifies customers', () => {
  const identity = (env: Record<string, string>) => {
    const { webChat } = readConfig(env)
    return webChat.mode === 'on' && webChat.identity
  }
  const secret = 'x'.repeat(32)
  const jwksUrl = 'https://portal.example.de/jwks.json'

  it('shares a secret, or publishes its keys', () => {
    expect(identity({ IDENTITY_SECRET: secret })).toEqual({
      alg: 'HS256',
      secret,
      audience: 'hausperfekt-chat',
    })
    expect(identity({ IDENTITY_JWKS_URL: jwksUrl, IDENTITY_AUDIENCE: 'chat' })).toEqual({
      alg: 'RS256',
      jwksUrl,
      audience: 'chat',
    })
  })

  it('does not do both', () => {
    expect(() => identity({ IDENTITY_SECRET: secret, IDENTITY_JWKS_URL: jwksUrl })).toThrow(
      /keep the one with which the portal signs/,
    )
  })
})

describe('wrong values', () => {
  it('are told all at once, each with its cure and without the value', () => {
    const wrong = {
      PORT: 'abc',
      MAX_CONNECTIONS: '0',
      RETENTION_DAYS: '0',
      TOKEN_SECRET: 'kurz',
      LOG_LEVEL: 'laut',
      PRIVACY_URL: 'http://laut.example',
      IMPRINT_URL: 'javascript:laut()',
      PUBLIC_CONTACTS: 'laut',
      IDENTITY_SECRET: 'kurz',
      IDENTITY_JWKS_URL: 'http://laut.example/jwks.json',
    }
    let message = ''
    try {
      readConfig(wrong)
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      message = error.message
    }
    for (const name of Object.keys(wrong)) expect(message).toContain(name)
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
