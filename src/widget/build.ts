import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleAssets, bundleLoader, type Output } from './bundle.ts'
import { page as texts } from './strings.de.ts'

const sourceDir = fileURLToPath(new URL('.', import.meta.url))
/** Where the built widget lies unless a test says otherwise. */
export const widgetDir = fileURLToPath(new URL('../../dist/widget', import.meta.url))

export interface Manifest {
  /** Hash of all sources and of the libraries' versions. */
  readonly sources: string
  /** Names of the files that never change, because their names change with them. */
  readonly assets: readonly string[]
}

export const manifestName = 'manifest.json'
export const loaderName = 'widget.js'
const pages = ['chat.html', 'pages/demo.html', 'pages/embed.html', 'pages/preview.html'] as const
export const pageNames = pages.map((page) => basename(page))

/** Builds the widget, unless the one in `outDir` is up to date. */
export async function ensureWidget(outDir: string = widgetDir): Promise<void> {
  const built = await readManifest(outDir)
  if (built && built.sources === (await hashSources())) return
  try {
    await buildWidget(outDir)
  } catch (error) {
    if (!isMissingModule(error)) throw error
    // A production install brings no esbuild; there a build of its own goes with it.
    if (!built) {
      throw new Error(
        'The web chat has not been built and esbuild is not installed. Run npm run build first',
        {
          cause: error,
        },
      )
    }
  }
}

/** Writes scripts, styles and icon under hashed names, the pages that refer to them, and the loader. */
export async function buildWidget(outDir: string = widgetDir): Promise<Manifest> {
  const sources = await hashSources()
  const [assets, loader] = await Promise.all([bundleAssets(sourceDir), bundleLoader(sourceDir)])
  const manifest: Manifest = { sources, assets: assets.map(({ name }) => name) }
  const files: Output[] = [
    ...assets,
    { name: loaderName, contents: loader },
    ...(await Promise.all(pages.map((page) => renderPage(page, assets)))),
    // Last, because it vouches for the others.
    { name: manifestName, contents: Buffer.from(JSON.stringify(manifest, null, 2)) },
  ]
  await mkdir(outDir, { recursive: true })
  for (const { name, contents } of files) await replaceFile(join(outDir, name), contents)
  await removeOthers(
    outDir,
    files.map(({ name }) => name),
  )
  return manifest
}

export async function readManifest(dir: string): Promise<Manifest | undefined> {
  try {
    return JSON.parse(await readFile(join(dir, manifestName), 'utf8')) as Manifest
  } catch {
    return undefined
  }
}

/** A page with its texts, the hashed names, and their integrity. */
async function renderPage(page: string, assets: readonly Output[]): Promise<Output> {
  const known: Readonly<Record<string, string>> = texts
  const html = (await readFile(join(sourceDir, page), 'utf8'))
    .replace(/\{\{(\w+)\}\}/g, (_, key: string) => escapeHtml(known[key] ?? ''))
    .replace(/(href|src)="(\w+)\.(js|css|svg)"/g, (_, attribute: string, stem: string, extension: string) => {
      const asset = assets.find(({ name }) => name.startsWith(`${stem}-`) && name.endsWith(`.${extension}`))
      if (!asset) throw new Error(`${page} refers to ${stem}.${extension}, which was not built`)
      const hash = createHash('sha384').update(asset.contents).digest('base64')
      const integrity = extension === 'svg' ? '' : ` integrity="sha384-${hash}"`
      return `${attribute}="/widget/${asset.name}"${integrity}`
    })
  return { name: basename(page), contents: Buffer.from(html) }
}

/** One hash over what a build is made of. */
async function hashSources(): Promise<string> {
  const { dependencies } = JSON.parse(await readFile(join(sourceDir, '../../package.json'), 'utf8')) as {
    dependencies: Readonly<Record<string, string>>
  }
  const hash = createHash('sha256')
  const entries = await readdir(sourceDir, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  for (const file of files.sort()) {
    hash.update(`${file.slice(sourceDir.length)}\0`).update(await readFile(file))
  }
  for (const library of ['adaptivecards', 'micromark']) hash.update(`${library}@${dependencies[library]}\0`)
  return hash.digest('hex')
}

/** Readers see the old file or the new one, also while two processes build at once. */
async function replaceFile(path: string, contents: Uint8Array): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`
  await writeFile(draft, contents)
  await rename(draft, path)
}

async function removeOthers(dir: string, keep: readonly string[]): Promise<void> {
  for (const name of await readdir(dir)) {
    if (!keep.includes(name) && !name.endsWith('.tmp')) await rm(join(dir, name), { force: true })
  }
}

function isMissingModule(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
