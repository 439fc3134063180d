import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openKnowledge } from '../../src/knowledge/openKnowledge.ts'
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

  it('is trained anew if its file is damaged, and models of other knowledge are removed', async () => {
    const [name] = await models()
    const file = path.join(cache, name!)
    const good = await readFile(file)
    await writeFile(file, good.subarray(0, 1000))
    await writeFile(path.join(cache, 'model-0123456789abcdef.bin'), 'old')
    const { matcher } = await openKnowledge(cache)
    expect(matcher.match('Wie lege ich eine Sonderumlage an?')).toMatchObject({ kind: 'answer' })
    expect(await models()).toEqual([name])
    expect((await readFile(file)).equals(good)).toBe(true)
  }, 180_000)
})
