import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { loaderName, readManifest, widgetDir } from './build.ts'

/** What the built widget weighs on its way to a browser: bytes after gzip. */
export interface Weight {
  /** The script that every page with the chat loads, before the first click. */
  readonly loader: number
  /** What the first click loads: page, script, style and icon. */
  readonly chat: number
}

/** The most that a site is asked to carry, in bytes after gzip. */
export const weightLimits: Weight = { loader: 3_000, chat: 130_000 }

export async function weighWidget(dir: string = widgetDir): Promise<Weight> {
  const assets = (await readManifest(dir))?.assets ?? []
  const ofChat = ['chat.html', ...assets.filter((name) => /^(chat|style|icon)-/.test(name))]
  const [loader, ...chat] = await Promise.all(
    [loaderName, ...ofChat].map((name) => gzipSize(join(dir, name))),
  )
  return { loader: loader ?? 0, chat: chat.reduce((sum, size) => sum + size, 0) }
}

async function gzipSize(path: string): Promise<number> {
  return gzipSync(await readFile(path), { level: 9 }).length
}

/** The same in words, beside its limits. */
export async function weightReport(dir: string = widgetDir): Promise<string> {
  const weight = await weighWidget(dir)
  const line = (name: string, part: keyof Weight) =>
    `${name}  ${kilobytes(weight[part])} gzip, at most ${kilobytes(weightLimits[part])}`
  return [line('widget.js, on every page ', 'loader'), line('the chat, at first click ', 'chat')].join('\n')
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`.padStart(8)
