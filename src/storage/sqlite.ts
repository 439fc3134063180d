import { chmodSync, closeSync, existsSync, openSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import {
  type ActivityRecord,
  type CommitResult,
  pageSize,
  type Store,
  type StoredConversation,
  type TurnCommit,
} from './store.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    activity_count INTEGER NOT NULL,
    state TEXT NOT NULL,
    last_turn_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS conversations_by_age ON conversations (last_turn_at);
  CREATE TABLE IF NOT EXISTS turns (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    inbound_key TEXT NOT NULL,
    first_activity INTEGER NOT NULL,
    last_activity INTEGER NOT NULL,
    delivery_claimed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (conversation_id, inbound_key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS activities (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    activity TEXT NOT NULL,
    PRIMARY KEY (conversation_id, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS erased_conversations (
    id TEXT PRIMARY KEY,
    blocked_until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`

/**
 * The embedded store: one SQLite file under `dataDir`, for one server process. The folder must exist, on a local
 * disk, because WAL does not work on network mounts (https://sqlite.org/wal.html).
 *
 * `now` is the clock, for retention.
 */
export function openSqliteStore(dataDir: string, now: () => Date = () => new Date()): Store {
  const file = path.join(dataDir, 'conversations.sqlite')
  keepPrivate(file)
  const database = new DatabaseSync(file)
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    PRAGMA foreign_keys = ON;
    PRAGMA busy_timeout = 5000;
    ${schema}
  `)

  const selectConversation = database.prepare(
    'SELECT state, version, activity_count AS activityCount FROM conversations WHERE id = ?',
  )
  const selectTurn = database.prepare(
    'SELECT first_activity AS first, last_activity AS last FROM turns WHERE conversation_id = ? AND inbound_key = ?',
  )
  const selectActivities = database.prepare(
    'SELECT activity FROM activities WHERE conversation_id = ? AND number BETWEEN ? AND ? ORDER BY number',
  )
  const upsertConversation = database.prepare(`
    INSERT INTO conversations (id, version, activity_count, state, last_turn_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, activity_count = excluded.activity_count,
      state = excluded.state, last_turn_at = excluded.last_turn_at`)
  const insertTurn = database.prepare(
    'INSERT INTO turns (conversation_id, inbound_key, first_activity, last_activity) VALUES (?, ?, ?, ?)',
  )
  const insertActivity = database.prepare(
    'INSERT INTO activities (conversation_id, number, activity) VALUES (?, ?, ?)',
  )
  const updateClaim = database.prepare(
    'UPDATE turns SET delivery_claimed = 1 WHERE conversation_id = ? AND inbound_key = ? AND delivery_claimed = 0',
  )
  const deleteIdle = database.prepare('DELETE FROM conversations WHERE last_turn_at < ?')
  const deleteConversation = database.prepare('DELETE FROM conversations WHERE id = ?')
  const selectBlock = database.prepare(
    'SELECT 1 FROM erased_conversations WHERE id = ? AND blocked_until > ?',
  )
  const upsertBlock = database.prepare(
    'INSERT OR REPLACE INTO erased_conversations (id, blocked_until) VALUES (?, ?)',
  )
  const deleteBlocks = database.prepare('DELETE FROM erased_conversations WHERE blocked_until <= ?')

  const conversation = (id: string) =>
    selectConversation.get(id) as { state: string; version: number; activityCount: number } | undefined

  const activities = (id: string, first: number, last: number) =>
    selectActivities.all(id, first, last).map((row) => JSON.parse(String(row.activity)) as ActivityRecord)

  const commit = (turn: TurnCommit): CommitResult => {
    const { conversationId, inboundKey } = turn
    if (selectBlock.get(conversationId, now().getTime())) return { outcome: 'erased' }
    const known = selectTurn.get(conversationId, inboundKey) as { first: number; last: number } | undefined
    if (known) {
      return { outcome: 'duplicate', activities: activities(conversationId, known.first, known.last) }
    }
    const before = conversation(conversationId)
    if ((before?.version ?? 0) !== turn.expectedVersion) return { outcome: 'conflict' }

    const first = (before?.activityCount ?? 0) + 1
    const last = first + turn.activities.length - 1
    const state = JSON.stringify(turn.state)
    upsertConversation.run(conversationId, turn.expectedVersion + 1, last, state, now().getTime())
    insertTurn.run(conversationId, inboundKey, first, last)
    for (const [index, activity] of turn.activities.entries()) {
      insertActivity.run(conversationId, first + index, JSON.stringify(activity))
    }
    return { outcome: 'committed' }
  }

  /** Runs synchronously from begin to end: the connection has one transaction, and nothing else may slip into it. */
  const inTransaction = <Result>(work: () => Result): Result => {
    database.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      database.exec('COMMIT')
      return result
    } catch (error) {
      // After some errors, such as a full disk, SQLite has rolled back by itself.
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }

  /**
   * The write-ahead log still has erased pages as they were, until its content is written over to the database, where
   * `secure_delete` has put zeros.
   */
  const emptyLog = () => database.exec('PRAGMA wal_checkpoint(TRUNCATE)')

  return {
    async load(conversationId): Promise<StoredConversation | undefined> {
      const row = conversation(conversationId)
      return row && { ...row, state: JSON.parse(row.state) as unknown }
    },
    async commitTurn(turn) {
      return inTransaction(() => commit(turn))
    },
    async claimDelivery(conversationId, inboundKey) {
      return updateClaim.run(conversationId, inboundKey).changes === 1
    },
    async activitiesAfter(conversationId, watermark) {
      const found = conversation(conversationId)
      if (!found) return undefined
      const last = Math.min(found.activityCount, watermark + pageSize)
      return { activities: activities(conversationId, watermark + 1, last), watermark: last }
    },
    async eraseConversation(conversationId, blockedUntil) {
      inTransaction(() => {
        deleteConversation.run(conversationId)
        upsertBlock.run(conversationId, blockedUntil.getTime())
      })
      emptyLog()
    },
    async deleteConversationsIdleSince(before) {
      const { changes } = deleteIdle.run(before.getTime())
      deleteBlocks.run(now().getTime())
      // Also when nothing was erased now: the process may have died after the sweep before.
      emptyLog()
      return Number(changes)
    },
    async check() {
      selectConversation.get('')
    },
    async close() {
      database.close()
    },
  }
}

/**
 * Conversations are for the server's user only, also in a folder that others may read. SQLite gives its helper files
 * the mode of the database, but leaves those that a crash left behind as they are.
 */
function keepPrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600))
  for (const part of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(part)) chmodSync(part, 0o600)
}
