import { decodeJwt, SignJWT, UnsecuredJWT } from 'jose'
import { newIdentity, signResumeToken, signToken, verifyToken } from '../../src/directline/tokens.ts'

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
  expect(decodeJwt(await signToken('conversation', identity, secret))).toMatchObject({
    user: identity.userId,
  })
})

test('each user and conversation is new', () => {
  expect(newIdentity()).not.toEqual(newIdentity())
  expect(identity.userId).toMatch(/^dl_/)
})

const tokens = {
  stream: await signToken('stream', identity, secret),
  conversation: await signToken('conversation', identity, secret),
  resume: await signResumeToken(identity, 30, secret),
}
const kinds = Object.keys(tokens) as (keyof typeof tokens)[]

test.each(kinds)('a token of the kind %s is none of another', async (kind) => {
  for (const other of kinds) {
    expect(await verifyToken(other, tokens[kind], secret)).toEqual(kind === other ? identity : undefined)
  }
})

test.each([
  ['conversation', 30 * 60],
  ['stream', 60],
  ['resume', 31 * 24 * 60 * 60],
] as const)('a token of the kind %s lives for %d seconds', (kind, seconds) => {
  const { exp = 0, iat = 0 } = decodeJwt(tokens[kind])
  expect(exp - iat).toBe(seconds)
})

test('the customer is in the token of the conversation, but not in that of the stream', async () => {
  const customer = newIdentity('10234')
  expect(
    await verifyToken('conversation', await signToken('conversation', customer, secret), secret),
  ).toEqual(customer)
  expect(await verifyToken('resume', await signResumeToken(customer, 30, secret), secret)).toEqual(customer)
  const stream = await signToken('stream', customer, secret)
  expect(JSON.stringify(decodeJwt(stream))).not.toContain('10234')
  expect(await verifyToken('stream', stream, secret)).toMatchObject({ userId: customer.userId })
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
