import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { loadTokenSecret } from '../../src/directline/secret.ts'
import { temporaryFolder } from '../helpers/temporaryFolder.ts'

let dataDir: string
let remove: () => void
beforeEach(() => {
  ;({ folder: dataDir, remove } = temporaryFolder())
})
afterEach(() => remove())

test('a configured secret is taken, and nothing is written', () => {
  const secret = loadTokenSecret(dataDir, 'x'.repeat(32))
  expect(Buffer.from(secret).toString()).toBe('x'.repeat(32))
  expect(readdirSync(dataDir)).toEqual([])
})

test('without one, the first start makes it, for the owner only, and later starts find it', () => {
  const secret = loadTokenSecret(dataDir)
  expect(secret).toHaveLength(32)
  expect(loadTokenSecret(dataDir)).toEqual(secret)
  expect(readdirSync(dataDir)).toEqual(['token-secret'])
  expect(statSync(path.join(dataDir, 'token-secret')).mode & 0o777).toBe(0o600)
})

test('each installation has its own', () => {
  const [one, other] = ['a', 'b'].map((name) => {
    const folder = path.join(dataDir, name)
    mkdirSync(folder)
    return loadTokenSecret(folder)
  })
  expect(one).not.toEqual(other)
})

test('a damaged file stops the start and names the cure', () => {
  writeFileSync(path.join(dataDir, 'token-secret'), 'short')
  expect(() => loadTokenSecret(dataDir)).toThrow(/token-secret is damaged; delete it/)
})

test('processes that start at the same moment agree on one secret', async () => {
  const module = new URL('../../src/directline/secret.ts', import.meta.url).href
  const script = `import { loadTokenSecret } from '${module}'
    process.stdout.write(Buffer.from(loadTokenSecret(process.argv[1])).toString('hex'))`
  const start = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, dataDir])
  const secrets = (await Promise.all(Array.from({ length: 8 }, start))).map(({ stdout }) => stdout)
  expect(secrets[0]).toHaveLength(64)
  expect(new Set(secrets).size).toBe(1)
  expect(readdirSync(dataDir)).toEqual(['token-secret'])
})
