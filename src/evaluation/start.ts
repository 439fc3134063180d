import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const pathOf = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url))

/** Milliseconds from the start of a server of its own, as `npm start` starts it, until it prints its address. */
export async function serverStart(dataDir: string): Promise<number> {
  const start = performance.now()
  const server = spawn(process.execPath, ['--import', pathOf('compileCache.ts'), pathOf('index.ts')], {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(server, 'exit')
  for await (const line of createInterface(server.stdout)) {
    if (!line.startsWith('HausPerfekt support guide: ')) continue
    const ready = performance.now() - start
    server.kill('SIGTERM')
    await exited
    return ready
  }
  throw new Error('The server ended before it was ready')
}

/** The longest time, in milliseconds, that the main thread did nothing else while `work` went on. */
export async function longestStop(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await work()
  delay.disable()
  return delay.max / 1e6
}
