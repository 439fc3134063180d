import { randomBytes, randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'

const secretBytes = 32

/**
 * The key that signs web chat tokens: the configured one, else one that is made at the first start and kept in
 * `dataDir`, so that tokens outlive a restart.
 *
 * @throws if the file is damaged, or cannot be read or written.
 */
export function loadTokenSecret(dataDir: string, configured?: string): Uint8Array {
  if (configured) return new TextEncoder().encode(configured)
  const file = path.join(dataDir, 'token-secret')
  const secret = read(file) ?? create(file)
  if (secret.length !== secretBytes) {
    throw new Error(
      `${file} is damaged; delete it, and the next start makes a new one (open web chats start anew)`,
    )
  }
  return secret
}

function read(file: string): Uint8Array | undefined {
  try {
    return new Uint8Array(readFileSync(file))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Written in full under another name, then linked: nobody reads half a secret, and of two starts at once one wins. */
function create(file: string): Uint8Array {
  const draft = `${file}.${randomUUID()}`
  try {
    write(draft, randomBytes(secretBytes))
    linkSync(draft, file)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return new Uint8Array(readFileSync(file))
}

function write(file: string, content: Uint8Array): void {
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    writeSync(descriptor, content)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  (error as NodeJS.ErrnoException | undefined)?.code === code
