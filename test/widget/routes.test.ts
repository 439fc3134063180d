import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import type { Server } from 'restify'
import { createServer } from '../../src/server.ts'
import { buildWidget } from '../../src/widget/build.ts'
import { mountWidget } from '../../src/widget/routes.ts'
import type { ChatSettings } from '../../src/widget/settings.ts'

const settings: ChatSettings = {
  imprintUrl: null,
  identity: false,
  retentionDays: 7,
  privacyUrl: 'https://www.example.de/datenschutz?a=</script><b>',
  allowedOrigins: ['https://www.example.de', 'https://portal.example.de:8443'],
}
let dir: string
let assets: readonly string[]
let server: Server
let url: string

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'widget-'))
  assets = (await buildWidget(dir)).assets
  server = createServer(pino({ level: 'silent' }))
  mountWidget(server, dir, settings)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.server.address() as { port: number }).port}`
})
afterAll(async () => {
  server.server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  await rm(dir, { recursive: true })
})

const policyOf = (response: Response) => response.headers.get('content-security-policy') ?? ''

test.each(['/', '/chat', '/embed', '/embed/preview'])(
  '%s allows nothing inline, nothing evaluated, nothing foreign',
  async (where) => {
    const response = await fetch(url + where)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(response.headers.get('cross-origin-opener-policy')).toBeNull()
    expect(response.headers.get('x-frame-options')).toBeNull()
    const sources = policyOf(response).replace(/frame-ancestors [^;]*/, '')
    expect(sources).toContain("default-src 'none'")
    expect(sources).not.toMatch(/unsafe|https?:|data:|\*/)
    // But for the generator's preview, which writes the script tag that it shows.
    expect(sources.includes("require-trusted-types-for 'script'")).toBe(where !== '/embed/preview')
  },
)

test('the chat can be framed by our own and by allowed pages; the pages around it by none, or by our own', async () => {
  const ancestors = async (where: string) =>
    /frame-ancestors ([^;]*)/.exec(policyOf(await fetch(url + where)))?.[1]
  expect(await ancestors('/chat')).toBe("'self' https://www.example.de https://portal.example.de:8443")
  expect(await ancestors('/embed/preview')).toBe("'self'")
  expect(await ancestors('/')).toBe("'none'")
  expect(await ancestors('/embed')).toBe("'none'")
})

test('the chat carries its settings as data, whatever characters are in them', async () => {
  const html = await (await fetch(`${url}/chat`)).text()
  const [, block = ''] =
    /<script type="application\/json" id="chat-settings">(.*?)<\/script>/.exec(html) ?? []
  expect(JSON.parse(block)).toEqual(settings)
  expect(html).not.toContain('<b>')
})

test('the loader may be used by every site, is asked for anew after minutes, and not sent again unchanged', async () => {
  const response = await fetch(`${url}/widget.js`)
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(response.headers.get('cache-control')).toBe('public, max-age=300')
  const etag = response.headers.get('etag') ?? ''
  const again = await fetch(`${url}/widget.js`, { headers: { 'if-none-match': etag } })
  expect(again.status).toBe(304)
  expect(await again.text()).toBe('')
  expect((await fetch(`${url}/widget.js`, { headers: { 'if-none-match': 'W/"other"' } })).status).toBe(200)
})

test.each(['identity', 'gzip', 'br'])('files are sent as %s, for ever', async (encoding) => {
  for (const name of assets) {
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
  for (const where of ['/', '/chat', '/widget.js', `/widget/${assets[0]}`]) {
    const response = await fetch(url + where, { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0)
    expect(await response.text()).toBe('')
  }
})

test.each([
  '/widget/',
  '/widget/nothing.js',
  '/widget/chat.html',
  '/widget/widget.js',
  '/widget/manifest.json',
  '/widget/..%2fmanifest.json',
  '/widget/%2e%2e%2f%2e%2e%2fpackage.json',
  '/widget/..%5cpackage.json',
  '/widget/%00',
  '/widget/__proto__',
])('%s is not found', async (where) => {
  expect((await fetch(url + where)).status).toBe(404)
})
