import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
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
  const printed = once(server.stdout, 'data').then(() => performance.now() - start)
  const ready = await Promise.race([printed, exited.then(() => undefined)])
  if (ready === undefined) throw new Error('The server ended before it was ready')
  server.kill('SIGTERM')
  await exited
  return ready
}

/** The longest time, in milliseconds, that the main thread did nothing else while `work` went on. */
export async function longestStop(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await work()
  delay.disable()
  return delay.max / 1e6
}
