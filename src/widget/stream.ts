import type { ActivitySet } from './protocol.ts'

const keepAliveMs = 20_000
const openTimeoutMs = 8_000

/** How a stream ended: a browser or proxy that lets no WebSocket through never opens one. */
export type StreamEnd = 'neverOpened' | 'closed'

/**
 * Reads a conversation's WebSocket until it ends or `signal` aborts. Frames that are empty (keep-alive) or unreadable
 * are skipped: what they carried comes again from the watermark.
 */
export function readStream(
  url: string,
  on: { open: () => void; activities: (set: ActivitySet) => void },
  signal: AbortSignal,
): Promise<StreamEnd> {
  return new Promise((resolve) => {
    let opened = false
    const socket = new WebSocket(url)
    const opening = setTimeout(() => socket.close(), openTimeoutMs)
    const keepAlive = setInterval(() => {
      if (socket.readyState === WebSocket.OPEN) socket.send('')
    }, keepAliveMs)
    const abort = () => {
      socket.close()
      finish()
    }
    const finish = () => {
      clearTimeout(opening)
      clearInterval(keepAlive)
      signal.removeEventListener('abort', abort)
      resolve(opened || signal.aborted ? 'closed' : 'neverOpened')
    }
    signal.addEventListener('abort', abort)
    socket.onopen = () => {
      opened = true
      clearTimeout(opening)
      on.open()
    }
    socket.onmessage = ({ data }) => {
      const set = parseFrame(data)
      if (set && !signal.aborted) on.activities(set)
    }
    socket.onclose = finish
    if (signal.aborted) abort()
  })
}

function parseFrame(data: unknown): ActivitySet | undefined {
  if (typeof data !== 'string' || data.trim() === '') return undefined
  try {
    const set = JSON.parse(data) as Partial<ActivitySet>
    return Array.isArray(set.activities) ? (set as ActivitySet) : undefined
  } catch {
    return undefined
  }
}

/** The stream lies on the server we already talk to, whatever name it gives itself; the page's CSP allows no other. */
export function sameHost(streamUrl: string, origin: string): string {
  const { pathname, search } = new URL(streamUrl, origin)
  return origin.replace(/^http/, 'ws') + pathname + search
}
