import { SignJWT, UnsecuredJWT } from 'jose'
import { newIdentity, signToken, verifyToken } from '../../src/directline/tokens.ts'

const secret = new Uint8Array(32).fill(7)
const identity = newIdentity()

/** A token as we make it, but for one thing. */
const token = (change: (jwt: SignJWT) => SignJWT, alg = 'HS256') =>
  change(
    new SignJWT({ conv: identity.conversationId, user: identity.userId })
      .setProtectedHeader({ alg })
      .setIssuer('hausperfekt')
      .setAudience('directline/conversation')
      .setIssuedAt()
      .setExpirationTime('5m'),
  ).sign(secret)

test('a token names the conversation and the user it was made for', async () => {
  const signed = await signToken('conversation', identity, secret)
  expect(await verifyToken('conversation', signed, secret)).toEqual(identity)
})

test('the official client finds the user id in the claim "user"', async () => {
  const [, payload = ''] = (await signToken('conversation', identity, secret)).split('.')
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({ user: identity.userId })
})

test('each user and conversation is new', () => {
  expect(newIdentity()).not.toEqual(newIdentity())
  expect(identity.userId).toMatch(/^dl_/)
})

test('a token of one kind is none of the other', async () => {
  const stream = await signToken('stream', identity, secret)
  const conversation = await signToken('conversation', identity, secret)
  expect(await verifyToken('stream', stream, secret)).toEqual(identity)
  expect(await verifyToken('conversation', stream, secret)).toBeUndefined()
  expect(await verifyToken('stream', conversation, secret)).toBeUndefined()
})

test('the tokens live for 30 minutes and for one', async () => {
  const lifetime = async (kind: 'conversation' | 'stream') => {
    const [, payload = ''] = (await signToken(kind, identity, secret)).split('.')
    const { exp, iat } = JSON.parse(Buffer.from(payload, 'base64url').toString())
    return exp - iat
  }
  expect(await lifetime('conversation')).toBe(1800)
  expect(await lifetime('stream')).toBe(60)
})

test('the twin of the real token passes, so the refusals below have one reason each', async () => {
  expect(await verifyToken('conversation', await token((jwt) => jwt), secret)).toEqual(identity)
})

const bad: Record<string, () => Promise<string> | string> = {
  empty: () => '',
  'no token': () => 'a.b.c',
  expired: () => token((jwt) => jwt.setExpirationTime('-1s')),
  'without exp': () =>
    new SignJWT({ conv: identity.conversationId, user: identity.userId })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('hausperfekt')
      .setAudience('directline/conversation')
      .sign(secret),
  'of another issuer': () => token((jwt) => jwt.setIssuer('somebody')),
  'for another audience': () => token((jwt) => jwt.setAudience('elsewhere')),
  'of another algorithm': () => token((jwt) => jwt, 'HS512'),
  'with another key': () => signToken('conversation', identity, new Uint8Array(32).fill(8)),
  unsigned: () =>
    new UnsecuredJWT({ conv: identity.conversationId, user: identity.userId })
      .setIssuer('hausperfekt')
      .setAudience('directline/conversation')
      .setExpirationTime('5m')
      .encode(),
  'for a user id that anybody may choose': () =>
    signToken('conversation', { ...identity, userId: 'somebody' }, secret),
}

test.each(Object.keys(bad))('no good: %s', async (name) => {
  expect(await verifyToken('conversation', await bad[name]!(), secret)).toBeUndefined()
})
