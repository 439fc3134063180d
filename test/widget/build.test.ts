import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildWidget, ensureWidget, loaderName, manifestName, pageNames } from '../../src/widget/build.ts'
import { weightLimits, weightReport, weighWidget } from '../../src/widget/weight.ts'

let dir: string
let assets: readonly string[]

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'widget-'))
  assets = (await buildWidget(dir)).assets
})
afterAll(() => rm(dir, { recursive: true }))

test('the loader and the chat are light', async () => {
  const { loader, chat } = await weighWidget(dir)
  expect(loader).toBeGreaterThan(500)
  expect(loader).toBeLessThanOrEqual(weightLimits.loader)
  expect(chat).toBeGreaterThan(50_000)
  expect(chat).toBeLessThanOrEqual(weightLimits.chat)
  expect(await weightReport(dir)).toMatch(/widget\.js.* 3\.0 kB\n.* 130\.0 kB$/)
})

test('an up-to-date build stays; one from other sources is replaced, and its files go', async () => {
  const manifest = path.join(dir, manifestName)
  const { mtimeMs } = await stat(manifest)
  await ensureWidget(dir)
  expect((await stat(manifest)).mtimeMs).toBe(mtimeMs)

  await writeFile(manifest, JSON.stringify({ sources: 'other', assets: ['chat-OLD.js'] }))
  await writeFile(path.join(dir, 'chat-OLD.js'), '')
  await Promise.all([ensureWidget(dir), ensureWidget(dir)])
  expect((await readdir(dir)).sort()).toEqual([...assets, ...pageNames, loaderName, manifestName].sort())
})

test('a page refers to hashed files only, each with its integrity', async () => {
  for (const name of pageNames) {
    const html = await readFile(path.join(dir, name), 'utf8')
    expect(html).not.toMatch(/<style|style=|<script>|\{\{/)
    const own = [...html.matchAll(/<(?:link|script)[^>]*(?:href|src)="\/widget\/([^"]*)"([^>]*)>/g)]
    expect(own.length).toBeGreaterThan(1)
    for (const [, file = '', rest] of own) {
      expect(assets).toContain(file)
      if (!file.endsWith('.svg')) expect(rest).toContain('integrity="sha384-')
    }
  }
})
