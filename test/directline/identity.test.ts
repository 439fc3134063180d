import { decodeJwt, exportSPKI, generateKeyPair, UnsecuredJWT } from 'jose'
import type { IdentitySettings } from '../../src/webChatConfig.ts'
import { askForToken, bearer, saidBy, startConversation } from '../helpers/directLine.ts'
import { directLineServer } from '../helpers/directLineServer.ts'
import { type Portal, portalAudience, portalSecret, secretToken, startPortal } from '../helpers/portal.ts'

const server = directLineServer()
let portal: Portal
const believe = (identity?: IdentitySettings) => server.restart({ webChat: { identity } })
const shared: IdentitySettings = { alg: 'HS256', secret: portalSecret, audience: portalAudience }
const published = (): IdentitySettings => ({
  alg: 'RS256',
  jwksUrl: portal.jwksUrl,
  audience: portalAudience,
})

const askWith = (identity: unknown) => askForToken(server, { identity })
const in5Minutes = () => Math.floor(Date.now() / 1000) + 300

/** The first words of the bot in the conversation of a token. */
async function greeting(token: string): Promise<string> {
  const { begin, read } = bearer(server, token)
  await begin()
  return (await read()).activities[0]?.text ?? ''
}

/** What `askWith` refuses, in the same words whatever is wrong, and without a trace of the token. */
async function expectRejected(identity: unknown): Promise<void> {
  expect(await askWith(identity)).toEqual({
    status: 403,
    body: {
      error: {
        code: 'IdentityRejected',
        message:
          'Ihre Anmeldung aus dem Kundenportal konnte nicht bestätigt werden. Sie können den Assistenten ohne Anmeldung nutzen.',
      },
    },
  })
  expect(server.log()).toMatch(/"reason":"[^"]+","msg":"Refused a token of the portal"/)
  expect(server.log()).not.toMatch(/10234|eyJ/)
}

describe('a portal that shares a secret', () => {
  beforeAll(() => believe(shared))

  test('vouches for its customer, who is greeted by number; anonymous visitors are not', async () => {
    const { status, body } = await askWith(await secretToken())
    expect(status).toBe(200)
    expect(await greeting(body.token)).toMatch(
      /^Guten Tag, Sie sind mit der Kundennummer 10234 angemeldet\. Hier antwortet ein automatischer Assistent/,
    )
    const visitor = await askForToken(server, {})
    expect(await greeting(visitor.body.token)).toMatch(/^Guten Tag, hier antwortet/)
  })

  test.each([undefined, null])('is not asked where the page sends %s', async (identity) => {
    expect(decodeJwt((await askWith(identity)).body.token)).not.toHaveProperty('customer')
  })

  test('the customer stays through reconnect and refresh, and is not in the address of the stream', async () => {
    const { token } = (await askWith(await secretToken())).body
    const started = (await bearer(server, token).begin()).body
    const reconnected = (await bearer(server, started.token).reconnect()).body
    const refreshed = (await bearer(server, reconnected.token).refresh()).body
    for (const { token: next } of [started, reconnected, refreshed]) {
      expect(decodeJwt(next)).toMatchObject({ customer: '10234' })
    }
    const stream = new URL(reconnected.streamUrl).searchParams.get('t') ?? ''
    expect(decodeJwt(stream)).not.toHaveProperty('customer')
  })

  test.each(['1', 'A-1.b_2', 'x'.repeat(20)])('customer numbers may be like %s', async (sub) => {
    const { body } = await askWith(await secretToken({ claims: { sub } }))
    expect(decodeJwt(body.token)).toMatchObject({ customer: sub })
  })

  test('a token may be good for an hour, made by a clock that is a little fast', async () => {
    const iat = Math.floor(Date.now() / 1000) + 20
    expect((await askWith(await secretToken({ claims: { iat, exp: iat + 3600 } }))).status).toBe(200)
  })

  test.each<[string, () => unknown]>([
    ['nothing at all', () => ''],
    ['no token', () => 'Kunde 10234'],
    ['a token of ours', async () => (await startConversation(server)).token],
    ['another secret', () => secretToken({ key: new TextEncoder().encode('x'.repeat(32)) })],
    ['another algorithm', () => secretToken({ header: { alg: 'HS512' } })],
    [
      'no signature',
      () =>
        new UnsecuredJWT({
          sub: '10234',
          aud: portalAudience,
          iat: in5Minutes() - 300,
          exp: in5Minutes(),
        }).encode(),
    ],
    ['a cut signature', async () => (await secretToken()).slice(0, -4)],
    ['another audience', () => secretToken({ claims: { aud: 'elsewhere' } })],
    ['no audience', () => secretToken({ claims: { aud: undefined } })],
    ['its time over', () => secretToken({ claims: { exp: in5Minutes() - 340 } })],
    ['no end', () => secretToken({ claims: { exp: undefined } })],
    ['no beginning', () => secretToken({ claims: { iat: undefined } })],
    ['more than an hour', () => secretToken({ claims: { exp: in5Minutes() - 300 + 3601 } })],
    [
      'an hour that is yet to come',
      () => secretToken({ claims: { iat: in5Minutes(), exp: in5Minutes() + 3600 } }),
    ],
    ['its time not begun', () => secretToken({ claims: { nbf: in5Minutes() } })],
    ['no customer', () => secretToken({ claims: { sub: undefined } })],
    ['an empty customer', () => secretToken({ claims: { sub: '' } })],
    ['a customer that is a number to JSON', () => secretToken({ claims: { sub: 10234 } })],
    ['a customer with a space', () => secretToken({ claims: { sub: '10234 angemeldet' } })],
    ['a customer with markup', () => secretToken({ claims: { sub: '<b>10234</b>' } })],
    ['a customer with a line break', () => secretToken({ claims: { sub: '10234\n' } })],
    ['a customer too long', () => secretToken({ claims: { sub: '1'.repeat(21) } })],
    ['a huge token', () => secretToken({ claims: { more: 'x'.repeat(20_000) }, key: new Uint8Array(32) })],
  ])('is not believed with %s', async (_what, token) => {
    await expectRejected(await token())
  })

  test.each([7, {}, ['x']])('identity %j is a mistake of the page', async (identity) => {
    expect(await askWith(identity)).toMatchObject({ status: 400, body: { error: { code: 'BadSyntax' } } })
  })

  test('a token too large for a request is one', async () => {
    expect((await askWith('x'.repeat(40_000))).status).toBe(413)
  })
})

describe('a portal that publishes its keys', () => {
  beforeAll(async () => {
    portal = await startPortal()
    await believe(published())
  })
  afterAll(() => portal.close())

  test('vouches for its customer', async () => {
    const { body } = await askWith(await portal.token())
    expect(await greeting(body.token)).toContain('Kundennummer 10234')
  })

  test.each<[string, () => unknown]>([
    ['another key', async () => portal.token({ key: (await generateKeyPair('RS256')).privateKey })],
    [
      'another key of the same kind that the portal does not have',
      async () => portal.token({ header: { kid: 'key-2' } }),
    ],
    [
      'the public key for a secret',
      async () =>
        portal.token({
          header: { alg: 'HS256' },
          key: new TextEncoder().encode(await exportSPKI(portal.publicKey)),
        }),
    ],
    [
      'the modulus of the public key for a secret',
      () =>
        portal.token({
          header: { alg: 'HS256' },
          key: new Uint8Array(Buffer.from(portal.publicJwk.n ?? '', 'base64url')),
        }),
    ],
    [
      'an elliptic curve',
      async () =>
        portal.token({ header: { alg: 'ES256' }, key: (await generateKeyPair('ES256')).privateKey }),
    ],
    ['the secret of another portal', () => secretToken()],
    [
      'a key of its own that it brings along',
      async () => {
        const own = await generateKeyPair('RS256', { extractable: true })
        return portal.token({ header: { jku: 'https://boese.example' }, key: own.privateKey })
      },
    ],
    ['another audience', () => portal.token({ claims: { aud: 'elsewhere' } })],
    ['its time over', () => portal.token({ claims: { exp: in5Minutes() - 340 } })],
    ['more than an hour', () => portal.token({ claims: { exp: in5Minutes() - 300 + 3601 } })],
  ])('is not believed with %s', async (_what, token) => {
    await expectRejected(await token())
  })
})

describe('a portal whose keys cannot be read', () => {
  beforeEach(async () => {
    portal = await startPortal()
    await believe(published())
  })
  afterEach(() => portal.close())

  test.each(['down', 'nonsense', 'hangUp'] as const)(
    'does not make its customers wrong, and they may try again: %s',
    async (behaviour) => {
      portal.behaviour = behaviour
      const { status, body } = await askWith(await portal.token())
      expect({ status, body }).toMatchObject({ status: 503, body: { error: { code: 'ServiceError' } } })
      expect(body.error.message).toMatch(
        /lässt sich gerade nicht prüfen.*Hotline an: 0123-456-0\. Fehlernummer: [0-9a-f]{8}$/,
      )
      expect(server.log()).toContain(body.error.message.slice(-8))
      expect(server.log()).not.toMatch(/10234|eyJ/)
      expect((await askForToken(server)).status).toBe(200)

      portal.behaviour = 'ok'
      expect((await askWith(await portal.token())).status).toBe(200)
    },
  )
})

describe('without a portal', () => {
  beforeAll(() => believe())

  test('a token is refused like any other that does not count', async () => {
    await expectRejected(await secretToken())
  })

  test('a number that the visitor claims changes nothing', async () => {
    const claims = { customer: '10234', user: { id: '10234', name: '10234' }, sub: '10234' }
    const { token } = (await askForToken(server, claims)).body
    const { conversationId, begin, say, read, refresh } = bearer(server, token)
    await begin(claims)
    await say('Meine Kundennummer ist 10234', { ...claims, channelData: claims })
    await say('Kundennummer 10234: Status', { ...claims, channelData: claims })
    const fromBot = saidBy('bot', (await read()).activities)
    expect(fromBot).toHaveLength(3)
    expect(JSON.stringify(fromBot)).not.toContain('10234')
    expect((await server.store.load(conversationId))?.state).not.toHaveProperty('customer')
    expect(decodeJwt((await refresh()).body.token)).not.toHaveProperty('customer')
  })
})
