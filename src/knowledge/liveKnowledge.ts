import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Logger } from 'pino'
import { bundledKnowledgeDir, knowledgeFilePaths } from '../../knowledge/load.ts'
import { KnowledgeError } from '../../knowledge/problems.ts'
import { type OpenKnowledge, openKnowledge } from './openKnowledge.ts'

/** Knowledge that follows its files. */
export interface LiveKnowledge {
  /** The last version that was in order. */
  current(): OpenKnowledge
  /** `broken`: the files have been edited since and are not in order; `current` is the version before. */
  status(): 'ok' | 'broken'
  close(): void
}

/** How often the files are looked at, in milliseconds. Looking works on network mounts too, where watching does not. */
const lookEvery = 2_000

/**
 * Opens the knowledge and loads it again whenever its files change. A broken edit keeps the last good version, and says so
 * in the log; training goes on beside the server.
 *
 * @throws {KnowledgeError} if the files are not in order at the start.
 */
export async function openLiveKnowledge(
  cacheDir: string,
  knowledgeDir: string | undefined,
  log: Logger,
  onChange: (opened: OpenKnowledge) => void,
): Promise<LiveKnowledge> {
  const dir = knowledgeDir ?? bundledKnowledgeDir
  let seen = await fingerprint(dir)
  let current = await openKnowledge(cacheDir, knowledgeDir)
  let loaded = seen
  let status: 'ok' | 'broken' = 'ok'
  let looking = false

  const look = async () => {
    if (looking) return
    looking = true
    try {
      const now = await fingerprint(dir).catch(unreadable)
      if (now === seen) return
      seen = now
      if (now !== loaded) {
        current = await openKnowledge(cacheDir, knowledgeDir)
        loaded = now
        onChange(current)
      }
      status = 'ok'
      log.info({ topics: current.knowledge.topics.size }, 'knowledge loaded again')
    } catch (error) {
      status = 'broken'
      if (error instanceof KnowledgeError) {
        log.error({ problems: error.message }, 'knowledge files are broken; the last good version stays')
      } else {
        log.error({ err: error }, 'knowledge cannot be loaded; the last good version stays')
      }
    } finally {
      looking = false
    }
  }
  const timer = setInterval(look, lookEvery)
  timer.unref()
  return { current: () => current, status: () => status, close: () => clearInterval(timer) }
}

/** A folder that is away while it is replaced is a state of its own, so that its return is seen; opening it tells why. */
const unreadable = (): string => ''

/** Changes whenever a knowledge file is added, removed or written. */
async function fingerprint(dir: string): Promise<string> {
  const paths = await knowledgeFilePaths(dir)
  const stats = await Promise.all(paths.map((file) => stat(path.join(dir, file))))
  return stats.map(({ mtimeMs, size }, at) => `${paths[at]} ${mtimeMs} ${size}`).join('\n')
}
