import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { jest } from '@jest/globals'
import { pino } from 'pino'
import { initialState } from '../dialogs/turn.ts'
import { startRetention } from '../src/retention.ts'
import { openSqliteStore } from '../src/storage/sqlite.ts'
import type { Store } from '../src/storage/store.ts'
import { expectErrorWithoutText, quotingError } from './helpers/leaks.ts'
import { startTestServer } from './helpers/server.ts'

const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000)

describe('the server', () => {
  it('erases idle conversations when it starts, and no other', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'retention-'))
    for (const [conversationId, days] of [
      ['old', 31],
      ['young', 29],
    ] as const) {
      const store = openSqliteStore(dataDir, () => daysAgo(days))
      await store.commitTurn({
        conversationId,
        expectedVersion: 0,
        inboundKey: 'first',
        state: initialState,
        activities: [],
      })
      await store.close()
    }
    await (await startTestServer({ dataDir })).close()

    const store = openSqliteStore(dataDir)
    expect(await store.load('old')).toBeUndefined()
    expect(await store.load('young')).toBeDefined()
    await store.close()
    await rm(dataDir, { recursive: true })
  })
})

describe('retention', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  const start = (sweep: Store['deleteConversationsIdleSince']) => {
    const lines: string[] = []
    const log = pino({}, { write: (line: string) => lines.push(line) })
    const stop = startRetention({ deleteConversationsIdleSince: sweep } as Store, 30, log)
    return { stop, logged: () => lines.join('') }
  }

  it('sweeps at once and every hour, until it is stopped', async () => {
    const sweep = jest.fn(async (_before: Date) => 2)
    const { stop, logged } = start(sweep)
    expect(sweep.mock.calls).toEqual([[daysAgo(30)]])
    await jest.advanceTimersByTimeAsync(2 * 3_600_000)
    expect(sweep).toHaveBeenCalledTimes(3)
    expect(logged()).toContain('"erased":2')
    stop()
    await jest.advanceTimersByTimeAsync(2 * 3_600_000)
    expect(sweep).toHaveBeenCalledTimes(3)
  })

  it('goes on after a sweep that failed, and logs it without text', async () => {
    const sweep = jest.fn(async (_before: Date) => 0).mockRejectedValueOnce(quotingError())
    const { stop, logged } = start(sweep)
    await jest.advanceTimersByTimeAsync(3_600_000)
    expect(sweep).toHaveBeenCalledTimes(2)
    expectErrorWithoutText(logged())
    stop()
  })
})
