import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildWidget, widgetDir } from '../widget/build.ts'

/** `npm run build`: the web chat's files into dist/widget, with what they weigh on their way to the browser. */
const files = await buildWidget(widgetDir)
let total = 0
for (const name of files) {
  const size = gzipSync(await readFile(join(widgetDir, name)), { level: 9 }).length
  total += size
  console.log(`${kilobytes(size)}  ${name}`)
}
console.log(`${kilobytes(total)}  in all (gzip)`)

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(9)
}
