import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { BuildOptions, Plugin } from 'esbuild'

export interface Output {
  readonly name: string
  readonly contents: Uint8Array
}

const shared = {
  bundle: true,
  minify: true,
  write: false,
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'eof',
  logLevel: 'warning',
} satisfies BuildOptions

/** What the pages refer to, under names that change with the contents. */
export async function bundleAssets(sourceDir: string): Promise<Output[]> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    ...shared,
    absWorkingDir: sourceDir,
    entryPoints: {
      chat: 'page.ts',
      style: 'chat.css',
      demo: 'pages/demo.ts',
      embed: 'pages/embed.ts',
      preview: 'pages/preview.ts',
      site: 'pages/site.css',
    },
    format: 'esm',
    loader: { '.svg': 'file' },
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    outdir: '.',
    publicPath: '/widget/',
  })
  return outputFiles.map(({ path, contents }) => ({ name: basename(path), contents }))
}

/** The script that other sites embed: one classic script with its style sheet inside. */
export async function bundleLoader(sourceDir: string): Promise<Uint8Array> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    ...shared,
    absWorkingDir: sourceDir,
    entryPoints: ['loader/widget.ts'],
    format: 'iife',
    plugins: [styleAsText],
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

const styleAsText: Plugin = {
  name: 'style-as-text',
  setup({ onLoad, esbuild }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const css = await readFile(path, 'utf8')
      const { code } = await esbuild.transform(css, { loader: 'css', minify: true, target: shared.target })
      return { contents: code.trim(), loader: 'text' }
    })
  },
}
