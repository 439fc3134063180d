import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { base64url, generateKeyPair } from 'jose'
import { appId, type TokenOptions } from '../helpers/tokenIssuer.ts'
import { type CloudChannel, startCloudChannel } from './channel.ts'

const conversationId = 'webchat:conversation-1'
const now = () => Math.floor(Date.now() / 1000)

describe('/api/messages with an app id', () => {
  let channel: CloudChannel
  const console_ = { error: jest.spyOn(console, 'error'), warn: jest.spyOn(console, 'warn') }

  beforeAll(async () => {
    channel = await startCloudChannel()
  })
  afterAll(() => channel.close())
  beforeEach(() => {
    channel.issuer.endorsements = ['webchat', 'msteams']
    for (const spy of Object.values(console_)) spy.mockClear()
  })

  const bearer = async (options?: TokenOptions) => ({
    Authorization: `Bearer ${await channel.token(options)}`,
  })

  const expectRefusal = async (response: Response, status: number) => {
    expect({ status: response.status, body: await response.text() }).toEqual({ status, body: '' })
    expect(channel.connector.sent).toEqual([])
    expect(channel.turns()).toBe(0)
    expect(await channel.store.load(conversationId)).toBeUndefined()
    expect(console_.error).not.toHaveBeenCalled()
    expect(console_.warn).not.toHaveBeenCalled()
  }

  // The refusals come first: they show that nothing has happened yet.

  it.each<[string, () => Promise<TokenOptions>]>([
    [
      'signed with a key of somebody else',
      async () => ({ key: (await generateKeyPair('RS256')).privateKey }),
    ],
    [
      'signed with HS256',
      async () => ({ header: { alg: 'HS256' }, key: new TextEncoder().encode('0'.repeat(64)) }),
    ],
    ['of a key nobody knows', async () => ({ header: { kid: 'key-2' } })],
    ['without key id', async () => ({ header: { kid: undefined } })],
    ['that has expired', async () => ({ claims: { nbf: now() - 7200, exp: now() - 600 } })],
    ['without exp', async () => ({ claims: { exp: undefined } })],
    ['that is not valid yet', async () => ({ claims: { nbf: now() + 600 } })],
    ['for another app', async () => ({ claims: { aud: 'another-app' } })],
    ['for several apps', async () => ({ claims: { aud: ['another-app', appId] } })],
    ['without audience', async () => ({ claims: { aud: undefined } })],
    ['of another issuer', async () => ({ claims: { iss: 'https://sts.windows.net/tenant/' } })],
    ['without issuer', async () => ({ claims: { iss: undefined } })],
    ['of a new tenant', async () => ({ claims: { iss: 'https://sts.windows.net/t/', tid: 't' } })],
  ])('answers 401 to a token %s', async (_name, options) => {
    await expectRefusal(await channel.post(channel.activity(), await bearer(await options())), 401)
  })

  it('answers 401 to an unsigned token (alg none)', async () => {
    const [, payload] = (await channel.token()).split('.')
    const header = base64url.encode(JSON.stringify({ alg: 'none', kid: 'key-1' }))
    const response = await channel.post(channel.activity(), { Authorization: `Bearer ${header}.${payload}.` })
    await expectRefusal(response, 401)
  })

  it.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['another scheme', 'Basic dXNlcjpwYXNz'],
    ['a bare scheme', 'Bearer'],
    ['garbage', 'Bearer garbage'],
    ['garbage in three parts', 'Bearer a.b.c'],
    ['control characters', 'Bearer \u00ff\u00fe'],
  ])('answers 401 to %s, whatever the body', async (_name, header) => {
    const headers = header === undefined ? {} : { Authorization: header }
    await expectRefusal(await channel.post(channel.activity(), headers), 401)
    await expectRefusal(await channel.post({}, headers), 401)
    expect((await channel.post({}, headers)).headers.get('WWW-Authenticate')).toBe('Bearer')
  })

  it.each([
    ['another serviceUrl than the token', { serviceUrl: 'https://evil.example' }],
    ['an empty serviceUrl', { serviceUrl: '' }],
    ['no serviceUrl', { serviceUrl: undefined }],
    ['an empty channelId', { channelId: '' }],
    ['no channelId', { channelId: undefined }],
    ['a channel for which the key is not endorsed', { channelId: 'slack' }],
    ['the channel that the SDK checks by other tokens', { channelId: 'AseChannel' }],
  ])('answers 403 to a good token with %s', async (_name, changes) => {
    channel.issuer.endorsements = ['webchat', 'AseChannel']
    await expectRefusal(await channel.post(channel.activity(changes), await bearer()), 403)
  })

  it.each([
    'https://evil.example',
    'https://channels.example',
    'https://evilchannels.example',
    'https://a.channels.example:8443',
    'https://a.channels.example.evil.example',
    'https://a.channels.example@evil.example',
    'https://user:password@a.channels.example',
    'http://a.channels.example',
    'https://169.254.169.254',
    'ftp://a.channels.example',
    'not a url',
  ])('answers 403 to a serviceUrl that is not on the list, even in a token: %s', async (serviceUrl) => {
    const headers = await bearer({ claims: { serviceurl: serviceUrl } })
    await expectRefusal(await channel.post(channel.activity({ serviceUrl }), headers), 403)
  })

  it('answers 403 to a token without serviceurl', async () => {
    const headers = await bearer({ claims: { serviceurl: undefined } })
    await expectRefusal(await channel.post(channel.activity(), headers), 403)
  })

  it('answers 400 to a good token with a bad activity', async () => {
    const response = await channel.post(channel.activity({ from: undefined, text: 7 }), await bearer())
    expect(response.status).toBe(400)
    expect(await response.text()).toBe('Not a valid activity, see: text, from\n')
    expect(channel.turns()).toBe(0)
  })

  it('logs the kind of refusal, and nothing of token or text', async () => {
    const token = await channel.token({ claims: { exp: now() - 600 } })
    await channel.post(channel.activity({ text: 'geheim' }), { Authorization: `Bearer ${token}` })
    expect(channel.log()).toContain('"reason":"ERR_JWT_EXPIRED"')
    expect(channel.log()).toContain('"reason":"ERR_JWT_CLAIM_VALIDATION_FAILED iss"')
    expect(channel.log()).not.toContain('geheim')
    for (const part of token.split('.')) expect(channel.log()).not.toContain(part)
  })

  it('answers 200 to a good token, and the reply reaches the connector with the access token of the bot', async () => {
    const response = await channel.post(channel.activity(), await bearer())
    expect({ status: response.status, body: await response.text() }).toEqual({ status: 200, body: '' })
    expect(channel.connector.sent).toMatchObject([
      {
        conversationId: 'conversation-1',
        replyTo: 'activity-1',
        authorization: 'Bearer access-token',
        activity: { type: 'message', recipient: { id: 'user-1' }, from: { id: 'bot-1' } },
      },
    ])
    expect((await channel.store.load(conversationId))?.version).toBe(1)
    expect(console_.error).not.toHaveBeenCalled()
  })

  it('allows five minutes between the clocks', async () => {
    const headers = await bearer({ claims: { nbf: now() + 240, exp: now() - 240 } })
    expect((await channel.post(channel.activity({ id: 'activity-2' }), headers)).status).toBe(200)
  })

  it('reads metadata and keys once', () => {
    // Twice each: the gate and the SDK keep their own. An unknown key is looked up again after a while only.
    expect(channel.issuer.requests).toBeLessThanOrEqual(4)
  })
})

describe('/api/messages with an app id', () => {
  let channel: CloudChannel

  beforeEach(async () => {
    channel = await startCloudChannel()
  })
  afterEach(() => channel.close())

  const post = async (changes = {}) =>
    channel.post(channel.activity(changes), { Authorization: `Bearer ${await channel.token()}` })

  it('answers 503 while the keys cannot be read, and works again by itself', async () => {
    channel.issuer.down = true
    const refused = await post()
    expect({ status: refused.status, body: await refused.text() }).toEqual({ status: 503, body: '' })
    expect(channel.turns()).toBe(0)
    channel.issuer.down = false
    expect((await post()).status).toBe(200)
  })

  it('accepts a key that is not limited to channels', async () => {
    channel.issuer.endorsements = undefined
    expect((await post({ channelId: 'slack' })).status).toBe(200)
  })
})
