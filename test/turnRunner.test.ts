import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { KeyedQueue } from '../src/keyedQueue.ts'
import { openSqliteStore } from '../src/storage/sqlite.ts'
import type { Store } from '../src/storage/store.ts'
import { type InboundTurn, runTurn } from '../src/turnRunner.ts'
import { fakeWorld } from './helpers/fakeWorld.ts'

let dir: string
let store: Store

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'turns-'))
  store = openSqliteStore(dir)
})

afterEach(async () => {
  await store.close()
  await rm(dir, { recursive: true })
})

const message = (inboundKey: string, conversationId = 'c1'): InboundTurn => ({
  conversationId,
  inboundKey,
  event: { kind: 'message', text: 'Backup' },
  channel: 'text',
  begins: true,
  address: (replies) => replies.map((reply) => ({ ...reply })),
})

describe('turns of one conversation', () => {
  it('all succeed when sixty come at once', async () => {
    const world = fakeWorld()
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, at) => runTurn(store, world, message(`message ${at}`))),
    )
    expect(outcomes.every((outcome) => outcome?.fresh)).toBe(true)
    expect(await store.load('c1')).toMatchObject({ version: 60, activityCount: 60 })
  })

  it('are taken in the order in which they came', async () => {
    const world = fakeWorld()
    const order: number[] = []
    await Promise.all(
      [1, 2, 3].map((at) => runTurn(store, world, message(`message ${at}`)).then(() => order.push(at))),
    )
    expect(order).toEqual([1, 2, 3])
  })

  it('step again when another process commits in between', async () => {
    let conflicts = 2
    const shared: Store = {
      ...store,
      commitTurn: async (turn) => (conflicts-- > 0 ? { outcome: 'conflict' } : store.commitTurn(turn)),
    }
    expect(await runTurn(shared, fakeWorld(), message('a'))).toMatchObject({ fresh: true })
  })

  it('go on after one that failed', async () => {
    const broken: Store = { ...store, load: () => Promise.reject(new Error('broken')) }
    const failed = runTurn(broken, fakeWorld(), message('a'))
    const next = runTurn(store, fakeWorld(), message('b'))
    await expect(failed).rejects.toThrow('broken')
    expect(await next).toMatchObject({ fresh: true })
  })

  it('do not wait for those of another', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<undefined>()
    const slow = runTurn({ ...store, load: () => held }, fakeWorld(), message('a'))
    expect(await runTurn(store, fakeWorld(), message('b', 'c2'))).toMatchObject({ fresh: true })
    release(undefined)
    await slow
  })
})

describe('a conversation that is gone', () => {
  const late = { ...message('late'), begins: false }
  const never = new Date('2999-01-01')

  it('is not begun by a message that belongs into it', async () => {
    expect(await runTurn(store, fakeWorld(), late)).toBeUndefined()
    expect(await store.load('c1')).toBeUndefined()
  })

  it('is not brought back by one whose turn is running while it is erased', async () => {
    await runTurn(store, fakeWorld(), message('a'))
    let erased = false
    const racing: Store = {
      ...store,
      async commitTurn(turn) {
        if (!erased) await store.eraseConversation('c1', never)
        erased = true
        return store.commitTurn(turn)
      },
    }
    expect(await runTurn(racing, fakeWorld(), late)).toBeUndefined()
    expect(erased).toBe(true)
    expect(await store.load('c1')).toBeUndefined()
  })

  it('is not begun anew after it was erased', async () => {
    await store.eraseConversation('c1', never)
    expect(await runTurn(store, fakeWorld(), message('joined'))).toBeUndefined()
    expect(await store.load('c1')).toBeUndefined()
  })
})

describe('the queue', () => {
  it('forgets a key as soon as its work is done, failed or not', async () => {
    const queue = new KeyedQueue()
    const work = ['a', 'a', 'b'].map((key, at) =>
      queue.run(key, async () => {
        if (at === 1) throw new Error('failed')
      }),
    )
    expect(queue.size).toBe(2)
    await Promise.allSettled(work)
    // The forgetting comes right after the result.
    await new Promise((resolve) => setImmediate(resolve))
    expect(queue.size).toBe(0)
  })
})
