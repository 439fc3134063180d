import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { pino } from 'pino'
import type { Server } from 'restify'
import { createServer } from '../../src/server.ts'
import { buildWidget, ensureWidget, manifestName } from '../../src/widget/build.ts'
import { mountWidget } from '../../src/widget/routes.ts'

/** Script, style and icon together, on their way to the browser. */
const maxGzipBytes = 125_000

let dir: string
let files: readonly string[]
let server: Server
let url: string

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'widget-'))
  files = await buildWidget(dir)
  server = createServer(pino({ level: 'silent' }))
  mountWidget(server, dir)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.server.address() as { port: number }).port}`
})
afterAll(async () => {
  server.server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  await rm(dir, { recursive: true })
})

test('the chat is light', async () => {
  const sizes = await Promise.all(
    files.map(async (name) => gzipSync(await readFile(path.join(dir, name)), { level: 9 }).length),
  )
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(maxGzipBytes)
})

test('an up-to-date build stays; one from other sources is replaced, and its files go', async () => {
  const manifest = path.join(dir, manifestName)
  const { mtimeMs } = await stat(manifest)
  await ensureWidget(dir)
  expect((await stat(manifest)).mtimeMs).toBe(mtimeMs)

  await writeFile(manifest, JSON.stringify({ sources: 'other', files: ['chat-OLD.js'] }))
  await writeFile(path.join(dir, 'chat-OLD.js'), '')
  await Promise.all([ensureWidget(dir), ensureWidget(dir)])
  expect((await readdir(dir)).sort()).toEqual([...files, 'index.html', manifestName].sort())
})

test('the page loads nothing but its own hashed files, and allows nothing else', async () => {
  const response = await fetch(url)
  const html = await response.text()
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('cache-control')).toBe('no-cache')
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
  const references = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, reference]) => reference)
  expect(references.sort()).toEqual(files.map((name) => `/widget/${name}`).sort())
  expect(html).not.toMatch(/<style|style=|<script>|\{\{/)
})

test.each(['identity', 'gzip', 'br'])('files are sent as %s, for ever', async (encoding) => {
  for (const name of files) {
    const response = await fetch(`${url}/widget/${name}`, { headers: { 'accept-encoding': encoding } })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding)
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(response.headers.get('content-type')).toMatch(
      /^(text\/(javascript|css); charset=utf-8|image\/svg\+xml)$/,
    )
    expect(Buffer.from(await response.arrayBuffer())).toEqual(await readFile(path.join(dir, name)))
  }
})

test('HEAD answers without a body', async () => {
  for (const where of ['/', `/widget/${files[0]}`]) {
    const response = await fetch(url + where, { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0)
    expect(await response.text()).toBe('')
  }
})

test.each([
  '/widget/',
  '/widget/nothing.js',
  '/widget/index.html',
  '/widget/manifest.json',
  '/widget/..%2fmanifest.json',
  '/widget/%2e%2e%2f%2e%2e%2fpackage.json',
  '/widget/..%5cpackage.json',
  '/widget/%00',
  '/widget/__proto__',
])('%s is not found', async (where) => {
  expect((await fetch(url + where)).status).toBe(404)
})
