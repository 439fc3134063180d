import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A folder for one test's data, and how to remove it. */
export function temporaryFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'directline-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
