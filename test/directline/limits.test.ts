import { setTimeout as sleep } from 'node:timers/promises'
import { createLimits, defaultLimits, type LimitNumbers } from '../../src/directline/limits.ts'
import { TooManyRequests } from '../../src/directline/refusal.ts'
import {
  askForToken,
  call,
  listen,
  newcomer,
  startConversation,
  streamAt,
  upgradeStatus,
} from '../helpers/directLine.ts'
import { directLineServer } from '../helpers/directLineServer.ts'

const server = directLineServer()

/** Forgets what was counted, and counts by the real limits, but for `changes`. */
const startCounting = (changes: Partial<LimitNumbers> = {}, trustedProxies: string[] = []) =>
  server.restart({ limits: createLimits({ ...defaultLimits, ...changes }), trustedProxies })

const openFor = async (customer?: string) => (await newcomer(server, customer)).begin()

const askThroughProxyFor = (forwardedFor: string) =>
  call(server, 'POST', '/api/webchat/token', { headers: { 'x-forwarded-for': forwardedFor } })

const times = <Result>(count: number, work: (at: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, at) => work(at)))

describe('twenty people in one office', () => {
  test('may all poll in two tabs for a minute, and write', async () => {
    await startCounting()
    const people = await times(20, () => startConversation(server))
    for (let poll = 0; poll < 80; poll++) {
      const sets = await Promise.all(people.map(({ read }) => read('1')))
      for (const set of sets) expect(set.watermark).toBe('1')
    }
    for (const { say } of people) expect((await say('Backup')).status).toBe(200)
  })

  test('go on, but a twenty-first has to wait, and reads when to come back and whom to call', async () => {
    await startCounting()
    const people = await times(20, () => startConversation(server))
    const refused = await openFor()
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'TooManyRequests' } } })
    expect(refused.retryAfter).toBeGreaterThan(590)
    expect(refused.retryAfter).toBeLessThanOrEqual(600)
    expect(refused.body.error.message).toMatch(
      /in 10 Minuten noch einmal oder rufen Sie die Hotline an: 0123-456-0\.$/,
    )
    for (const { say } of people) expect((await say('Backup')).status).toBe(200)
  })

  test('do not keep out customers whom the portal has identified, and those may be a hundred', async () => {
    await startCounting()
    await times(20, () => openFor())
    const replies = await times(101, (at) => openFor(String(10_000 + at)))
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(100)
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(1)
    expect((await openFor()).status).toBe(429)
  })

  test('a conversation from before counts when it is written to', async () => {
    await startCounting({
      activeConversations: { ...defaultLimits.activeConversations, anonymous: 2, duration: 1 },
    })
    const [first, second, third] = await times(2, () => startConversation(server)).then(async (two) => {
      await sleep(1100)
      return [...two, await startConversation(server)]
    })
    expect((await first!.say('Backup')).status).toBe(200)
    expect((await second!.say('Backup')).status).toBe(429)
    expect((await second!.read()).activities).toHaveLength(1)
    expect((await third!.say('Backup')).status).toBe(200)
  })
})

describe('one client gone wild', () => {
  test('that writes without end is stopped, and nothing more is stored', async () => {
    await startCounting()
    const { say, read } = await startConversation(server)
    const other = await startConversation(server)
    const replies = await times(65, () => say('Backup'))
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(5)
    expect(replies.at(-1)?.retryAfter).toBeGreaterThan(0)
    expect((await read()).activities).toHaveLength(1 + 60 * 2)
    expect((await other.say('Backup')).status).toBe(200)
  })

  test('that asks without end is stopped, and its office can go on', async () => {
    const requestsPerAddress = { points: 30, duration: 60 }
    await startCounting({ requestsPerConversation: { points: 10, duration: 60 }, requestsPerAddress })
    const wild = await startConversation(server)
    const other = await startConversation(server)
    await times(50, () => wild.read())
    expect(await wild.post({ type: 'typing' })).toMatchObject({ status: 429 })
    expect((await other.say('Backup')).status).toBe(200)
  })

  test('that asks for tokens without end is stopped', async () => {
    await startCounting({ tokensPerAddress: { points: 3, duration: 60 } })
    const replies = await times(5, () => askForToken(server))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429])
  })

  test('that tries tokens without end is stopped, on REST and on streams, until the minute is over', async () => {
    await startCounting({ requestsPerAddress: { points: 5, duration: 1 } })
    const guesses = await times(5, () => call(server, 'GET', 'conversations/x', { token: 'guess' }))
    for (const { status } of guesses) expect(status).toBe(403)
    expect(await call(server, 'GET', 'conversations/x', { token: 'guess' })).toMatchObject({
      status: 429,
      retryAfter: 1,
    })
    const stream = streamAt(server, 'x', 'guess')
    expect(await upgradeStatus(stream)).toBe(429)
    await sleep(1100)
    expect(await upgradeStatus(stream)).toBe(403)
  })
})

describe('the address', () => {
  test('is not changed by a header', async () => {
    await startCounting({ tokensPerAddress: { points: 2, duration: 60 } })
    const replies = await times(4, (at) => askThroughProxyFor(`203.0.113.${at}`))
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(2)
  })

  test('is what a trusted proxy says it is', async () => {
    await startCounting({ tokensPerAddress: { points: 2, duration: 60 } }, ['loopback'])
    const replies = await times(4, (at) => askThroughProxyFor(`203.0.113.${at}`))
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const neighbours = await times(4, (at) => askThroughProxyFor(`2001:db8::${at}`))
    expect(neighbours.filter(({ status }) => status === 429)).toHaveLength(2)
  })
})

describe('the streams of a conversation', () => {
  test('are ten at most, and another when one is closed', async () => {
    await startCounting()
    const { reconnect } = await startConversation(server)
    const streamUrl = async () => (await reconnect()).body.streamUrl as string
    const tabs = await times(10, async () => listen(await streamUrl()))
    const { streamUrl: another } = await startConversation(server)
    expect(await upgradeStatus(await streamUrl())).toBe(429)
    expect(await upgradeStatus(another)).toBe(101)
    await tabs[0]!.close()
    expect(await upgradeStatus(await streamUrl())).toBe(101)
    await Promise.all(tabs.map((tab) => tab.close()))
  })
})

test('memory is bounded: however many addresses ask, they are counted in so many places', async () => {
  const limits = createLimits({ ...defaultLimits, places: 8, tokensPerAddress: { points: 2, duration: 60 } })
  const outcomes = await times(1000, (at) => limits.token(`203.0.113.${at}`).catch((error: unknown) => error))
  const admitted = outcomes.filter((outcome) => outcome === undefined)
  expect(admitted).toHaveLength(16)
  expect(outcomes.find((outcome) => outcome !== undefined)).toBeInstanceOf(TooManyRequests)
})
