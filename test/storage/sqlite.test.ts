import { chmodSync, copyFileSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { jest } from '@jest/globals'
import { initialState } from '../../dialogs/turn.ts'
import { openSqliteStore } from '../../src/storage/sqlite.ts'
import type { Store, TurnCommit } from '../../src/storage/store.ts'

let dir: string
let store: Store
let now: Date

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'store-'))
  now = new Date('2026-11-23T08:00:00Z')
  store = openSqliteStore(dir, () => now)
})

afterEach(async () => {
  await store.close()
  await rm(dir, { recursive: true })
})

const turn = (fields: Partial<TurnCommit> = {}): TurnCommit => ({
  conversationId: 'c1',
  expectedVersion: 0,
  inboundKey: 'first',
  state: initialState,
  activities: [{ text: 'Frage' }, { text: 'Antwort' }],
  ...fields,
})

describe('a turn', () => {
  it('is there after it was committed, also for the next process', async () => {
    expect(await store.commitTurn(turn())).toEqual({ outcome: 'committed' })
    await store.close()
    store = openSqliteStore(dir, () => now)
    expect(await store.load('c1')).toEqual({ state: initialState, version: 1, activityCount: 2 })
  })

  it('is not taken twice for the same message', async () => {
    await store.commitTurn(turn())
    expect(await store.commitTurn(turn({ expectedVersion: 1, activities: [{ text: 'anders' }] }))).toEqual({
      outcome: 'duplicate',
      activities: [{ text: 'Frage' }, { text: 'Antwort' }],
    })
    expect(await store.load('c1')).toMatchObject({ version: 1, activityCount: 2 })
  })

  it('from an old version is refused and writes nothing', async () => {
    await store.commitTurn(turn())
    expect(await store.commitTurn(turn({ inboundKey: 'second' }))).toEqual({ outcome: 'conflict' })
    expect(await store.load('c1')).toMatchObject({ version: 1, activityCount: 2 })
  })

  it('that fails halfway leaves nothing behind', async () => {
    const activities = [{ text: 'gut' }, { text: 1n as unknown as string }]
    await expect(store.commitTurn(turn({ activities }))).rejects.toThrow()
    expect(await store.load('c1')).toBeUndefined()
    expect(await store.commitTurn(turn())).toEqual({ outcome: 'committed' })
  })

  it('of one of twenty at once wins, the others are told to try again', async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, at) => store.commitTurn(turn({ inboundKey: `message ${at}` }))),
    )
    expect(results.filter(({ outcome }) => outcome === 'committed')).toHaveLength(1)
    expect(results.filter(({ outcome }) => outcome === 'conflict')).toHaveLength(19)
  })
})

describe('a full disk', () => {
  it('is the error that the caller gets, and the store works on afterwards', async () => {
    await store.close()
    const exec = jest.spyOn(DatabaseSync.prototype, 'exec')
    store = openSqliteStore(dir, () => now)
    const connection = exec.mock.contexts[0] as DatabaseSync
    exec.mockRestore()
    connection.exec('PRAGMA max_page_count = 12')
    const activities = [{ text: 'x'.repeat(100_000) }]
    await expect(store.commitTurn(turn({ activities }))).rejects.toThrow('database or disk is full')
    expect(await store.load('c1')).toBeUndefined()
    expect(await store.commitTurn(turn())).toEqual({ outcome: 'committed' })
  })
})

describe('delivery', () => {
  it('is claimed by one caller only', async () => {
    await store.commitTurn(turn())
    const claims = await Promise.all(Array.from({ length: 5 }, () => store.claimDelivery('c1', 'first')))
    expect(claims.filter(Boolean)).toHaveLength(1)
  })

  it('of an unknown turn cannot be claimed', async () => {
    expect(await store.claimDelivery('c1', 'first')).toBe(false)
  })
})

describe('the activity log', () => {
  it('is read from a watermark on', async () => {
    await store.commitTurn(turn())
    await store.commitTurn(
      turn({ expectedVersion: 1, inboundKey: 'second', activities: [{ text: 'drittens' }] }),
    )
    expect(await store.activitiesAfter('c1', 1)).toEqual({
      activities: [{ text: 'Antwort' }, { text: 'drittens' }],
      watermark: 3,
    })
    expect(await store.activitiesAfter('c1', 3)).toEqual({ activities: [], watermark: 3 })
  })

  it('of an unknown conversation is none', async () => {
    expect(await store.activitiesAfter('nobody', 0)).toBeUndefined()
  })
})

describe('retention', () => {
  it('erases idle conversations with all their turns, and no other', async () => {
    await store.commitTurn(turn({ conversationId: 'old' }))
    now = new Date('2026-12-20T08:00:00Z')
    await store.commitTurn(turn({ conversationId: 'young' }))
    expect(await store.deleteConversationsIdleSince(new Date('2026-12-01'))).toBe(1)
    expect(await store.load('old')).toBeUndefined()
    expect(await store.activitiesAfter('old', 0)).toBeUndefined()
    expect(await store.load('young')).toBeDefined()
    expect(await store.commitTurn(turn({ conversationId: 'old' }))).toEqual({ outcome: 'committed' })
  })
})

describe('erasure of one conversation', () => {
  const later = new Date('2026-11-23T08:31:00Z')
  const rowsOf = (table: string) => {
    const database = new DatabaseSync(path.join(dir, 'conversations.sqlite'), { readOnly: true })
    const rows = database.prepare(`SELECT * FROM ${table}`).all()
    database.close()
    return rows
  }

  it('erases all that is stored of it, and no other; only its id is left', async () => {
    await store.commitTurn(turn())
    await store.commitTurn(turn({ conversationId: 'c2' }))
    await store.eraseConversation('c1', later)
    expect(await store.load('c1')).toBeUndefined()
    expect(await store.activitiesAfter('c1', 0)).toBeUndefined()
    expect(await store.claimDelivery('c1', 'first')).toBe(false)
    for (const table of ['conversations', 'turns', 'activities']) {
      expect(JSON.stringify(rowsOf(table))).not.toContain('c1')
    }
    expect(await store.load('c2')).toMatchObject({ activityCount: 2 })
    expect(rowsOf('erased_conversations')).toEqual([{ id: 'c1', blocked_until: later.getTime() }])
  })

  it('lets no turn bring it back for a while, also after a restart', async () => {
    await store.commitTurn(turn())
    await store.eraseConversation('c1', later)
    expect(await store.commitTurn(turn())).toEqual({ outcome: 'erased' })
    expect(await store.commitTurn(turn({ expectedVersion: 1, inboundKey: 'late' }))).toEqual({
      outcome: 'erased',
    })
    await store.close()
    store = openSqliteStore(dir, () => now)
    expect(await store.commitTurn(turn())).toEqual({ outcome: 'erased' })
    now = later
    expect(await store.commitTurn(turn())).toEqual({ outcome: 'committed' })
  })

  it('can be asked for twice, and before there is a conversation', async () => {
    await store.eraseConversation('c1', later)
    await store.eraseConversation('c1', later)
    expect(await store.commitTurn(turn())).toEqual({ outcome: 'erased' })
  })

  it('leaves not even the id after that while', async () => {
    await store.eraseConversation('c1', later)
    await store.deleteConversationsIdleSince(now)
    expect(rowsOf('erased_conversations')).toHaveLength(1)
    now = later
    await store.deleteConversationsIdleSince(now)
    expect(rowsOf('erased_conversations')).toEqual([])
  })
})

describe('erased text', () => {
  const onDisk = () =>
    readdirSync(dir)
      .map((name) => readFileSync(path.join(dir, name), 'latin1'))
      .join('')

  it('is in none of the files any more', async () => {
    await store.commitTurn(turn({ activities: [{ text: 'Kundin Mustermann' }] }))
    expect(onDisk()).toContain('Mustermann')
    now = new Date('2026-12-20T08:00:00Z')
    await store.deleteConversationsIdleSince(now)
    expect(onDisk()).not.toContain('Mustermann')
  })

  it('of one conversation is gone at once, and that of others still there', async () => {
    await store.commitTurn(turn({ activities: [{ text: 'Kundin Mustermann' }] }))
    await store.commitTurn(turn({ conversationId: 'c2', activities: [{ text: 'Kunde Beispiel' }] }))
    await store.eraseConversation('c1', new Date('2026-11-23T08:31:00Z'))
    expect(onDisk()).not.toContain('Mustermann')
    expect(onDisk()).toContain('Beispiel')
  })

  it('goes with the next sweep if the process died within one', async () => {
    await store.commitTurn(turn({ activities: [{ text: 'Kundin Mustermann' }] }))
    const other = new DatabaseSync(path.join(dir, 'conversations.sqlite'))
    other.exec('PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; DELETE FROM conversations')
    expect(onDisk()).toContain('Mustermann')
    expect(await store.deleteConversationsIdleSince(now)).toBe(0)
    expect(onDisk()).not.toContain('Mustermann')
    other.close()
  })
})

const onPosix = process.platform === 'win32' ? it.skip : it

describe('the files', () => {
  const modes = () =>
    Object.fromEntries(
      readdirSync(dir).map((name) => [name, (statSync(path.join(dir, name)).mode & 0o777).toString(8)]),
    )
  const all = {
    'conversations.sqlite': '600',
    'conversations.sqlite-shm': '600',
    'conversations.sqlite-wal': '600',
  }

  onPosix('are for the owner only, in a folder that others may read', async () => {
    chmodSync(dir, 0o755)
    await store.commitTurn(turn())
    expect(modes()).toEqual(all)
  })

  onPosix('become so if they were not, also those that a crash left behind', async () => {
    await store.commitTurn(turn())
    const crashed = await mkdtemp(path.join(tmpdir(), 'store-'))
    for (const name of readdirSync(dir)) {
      copyFileSync(path.join(dir, name), path.join(crashed, name))
      chmodSync(path.join(crashed, name), 0o644)
    }
    await store.close()
    await rm(dir, { recursive: true })
    dir = crashed
    store = openSqliteStore(dir, () => now)
    expect(await store.load('c1')).toBeDefined()
    expect(modes()).toEqual(all)
  })
})
