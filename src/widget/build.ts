import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { page } from './strings.de.ts'

const sourceDir = fileURLToPath(new URL('.', import.meta.url))
/** Where the built widget lies unless a test says otherwise. */
export const widgetDir = fileURLToPath(new URL('../../dist/widget', import.meta.url))

export interface Manifest {
  /** Hash of all sources and of the libraries' versions. */
  readonly sources: string
  readonly files: readonly string[]
}

export const manifestName = 'manifest.json'
export const pageName = 'index.html'

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

/** Writes script, style and icon under hashed names, and the page that refers to them. Returns the names. */
export async function buildWidget(outDir: string = widgetDir): Promise<readonly string[]> {
  const { build } = await import('esbuild')
  const sources = await hashSources()
  const { outputFiles } = await build({
    absWorkingDir: sourceDir,
    entryPoints: { chat: 'page.ts', style: 'chat.css' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'eof',
    loader: { '.svg': 'file' },
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    outdir: outDir,
    publicPath: '/widget/',
    logLevel: 'warning',
  })
  const outputs = outputFiles.map(({ path, contents }) => ({
    // The style sheet is an entry of its own name so that it does not collide with the script's.
    name: basename(path).replace(/^style-/, 'chat-'),
    contents,
  }))
  const files = outputs.map(({ name }) => name)
  await mkdir(outDir, { recursive: true })
  for (const { name, contents } of outputs) await replaceFile(join(outDir, name), contents)
  await replaceFile(join(outDir, pageName), await renderPage(outputs))
  const manifest: Manifest = { sources, files }
  await replaceFile(join(outDir, manifestName), JSON.stringify(manifest, null, 2))
  await removeOthers(outDir, [...files, pageName, manifestName])
  return files
}

export async function readManifest(dir: string): Promise<Manifest | undefined> {
  try {
    return JSON.parse(await readFile(join(dir, manifestName), 'utf8')) as Manifest
  } catch {
    return undefined
  }
}

type Output = { readonly name: string; readonly contents: Uint8Array }

/** `page.html` with its texts, the hashed names, and their integrity. */
async function renderPage(outputs: readonly Output[]): Promise<string> {
  const texts: Readonly<Record<string, string>> = page
  const template = await readFile(join(sourceDir, 'page.html'), 'utf8')
  return template
    .replace(/\{\{(\w+)\}\}/g, (_, key: string) => escapeHtml(texts[key] ?? ''))
    .replace(
      /(href|src)="(chat|icon)\.(js|css|svg)"/g,
      (_, attribute: string, stem: string, extension: string) => {
        const output = outputs.find(
          ({ name }) => name.startsWith(`${stem}-`) && name.endsWith(`.${extension}`),
        )
        if (!output) throw new Error(`page.html refers to ${stem}.${extension}, which was not built`)
        const hash = createHash('sha384').update(output.contents).digest('base64')
        const integrity = extension === 'svg' ? '' : ` integrity="sha384-${hash}"`
        return `${attribute}="/widget/${output.name}"${integrity}`
      },
    )
}

/** One hash over what a build is made of. */
async function hashSources(): Promise<string> {
  const { dependencies } = JSON.parse(await readFile(join(sourceDir, '../../package.json'), 'utf8')) as {
    dependencies: Readonly<Record<string, string>>
  }
  const hash = createHash('sha256')
  for (const name of (await readdir(sourceDir)).sort()) {
    hash.update(`${name}\0`).update(await readFile(join(sourceDir, name)))
  }
  for (const library of ['adaptivecards', 'micromark']) hash.update(`${library}@${dependencies[library]}\0`)
  return hash.digest('hex')
}

/** Readers see the old file or the new one, also while two processes build at once. */
async function replaceFile(path: string, contents: Uint8Array | string): Promise<void> {
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
