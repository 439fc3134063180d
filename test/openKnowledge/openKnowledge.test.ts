import { cp, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { build } from 'esbuild'
import { openKnowledge, trainingCode } from '../../src/knowledge/openKnowledge.ts'
import { testModelCache } from '../helpers/modelCache.ts'

let cache: string
const models = async () => (await readdir(cache)).filter((name) => name.startsWith('model-'))

beforeEach(async () => {
  cache = await mkdtemp(path.join(tmpdir(), 'cache-'))
  await cp(testModelCache, cache, { recursive: true })
})
afterEach(() => rm(cache, { recursive: true }))

describe('the cached model', () => {
  it('is read again as it is', async () => {
    const [name] = await models()
    const { mtimeMs } = await stat(path.join(cache, name!))
    await openKnowledge(cache)
    expect(await models()).toEqual([name])
    expect((await stat(path.join(cache, name!))).mtimeMs).toBe(mtimeMs)
  })

  it('is trained anew if its file is damaged; models of other knowledge and of killed processes are removed', async () => {
    const [name] = await models()
    const file = path.join(cache, name!)
    const good = await readFile(file)
    await writeFile(file, good.subarray(0, 1000))
    await writeFile(path.join(cache, 'model-0123456789abcdef.bin'), 'old')
    await writeFile(path.join(cache, `${name}.killed`), 'half')
    await utimes(path.join(cache, `${name}.killed`), new Date(0), new Date(0))
    await writeFile(path.join(cache, `${name}.underway`), 'half')
    const { matcher } = await openKnowledge(cache)
    expect(matcher.match('Wie lege ich eine Sonderumlage an?')).toMatchObject({ kind: 'answer' })
    expect((await models()).sort()).toEqual([name, `${name}.underway`])
    expect((await readFile(file)).equals(good)).toBe(true)
  }, 180_000)

  it('is made anew when any file changes that it is made by', async () => {
    const { metafile } = await build({
      entryPoints: ['src/knowledge/trainingWorker.ts', 'knowledge/training.ts'],
      absWorkingDir: path.resolve(import.meta.dirname, '../..'),
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      outdir: 'unused',
      write: false,
      metafile: true,
    })
    const sources = Object.keys(metafile.inputs).filter((file) => !file.endsWith('trainingWorker.ts'))
    expect(sources.sort()).toEqual(trainingCode.map((file) => `knowledge/${file}`))
  })

  it('is learned in a thread, while the server goes on answering', async () => {
    const { matcher } = await openKnowledge(cache)
    const empty = await mkdtemp(path.join(tmpdir(), 'cache-'))
    let opened = false
    const opening = openKnowledge(empty).finally(() => {
      opened = true
    })
    let answers = 0
    while (!opened) {
      expect(matcher.match('Wie lege ich eine Sonderumlage an?').kind).toBe('answer')
      answers++
      await setTimeout(10)
    }
    await opening
    await rm(empty, { recursive: true })
    // It takes seconds; a server that stood still in them would answer two or three times.
    expect(answers).toBeGreaterThan(50)
  }, 180_000)
})
