import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { testModelCache } from '../helpers/modelCache.ts'

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'knowledge-cli-'))
  await cp(testModelCache, path.join(dataDir, 'cache'), { recursive: true })
})
afterAll(() => rm(dataDir, { recursive: true }))

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return spawnSync(process.execPath, [`src/cli/${command}.ts`, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', DATA_DIR: dataDir, ...env },
  })
}

describe('knowledge:check', () => {
  it('says that the files are in order', () => {
    const { stdout, status } = run('knowledgeCheck', ['--quick'])
    expect(stdout).toMatch(/Wissensdateien in Ordnung: 24 Themen/)
    expect(status).toBe(0)
  })

  it('tells every problem of a broken folder in German, without a stack trace, and fails', () => {
    const { stderr, status } = run('knowledgeCheck', ['--quick'], {
      KNOWLEDGE_DIR: 'test/fixtures/brokenKnowledge',
    })
    expect(stderr).toMatch(/topics\/kaputt\.yaml:3: erwartet: einer der Werte first, second/)
    expect(stderr).toMatch(/contacts\.yaml:1: erwartet: diese Datei; gefunden: keine/)
    expect(stderr).not.toMatch(/ {4}at /)
    expect(status).toBe(1)
  })
})

describe('knowledge:try', () => {
  it('shows how a new example would be answered, and what it changes', () => {
    const { stdout, status } = run('knowledgeTry', [
      'Der Quastenflosser wird nicht umgelegt',
      'verteilerschluessel',
    ])
    expect(status).toBe(0)
    expect(stdout).toMatch(/bisher: \w+ .*\d %/)
    expect(stdout).toMatch(/danach: \w+ verteilerschluessel/)
    expect(stdout).toMatch(/reached: the right topic stated or offered +\d+\/540 +\d+\/540/)
  }, 180_000)

  it('names the known topics for an unknown one', () => {
    const { stderr, status } = run('knowledgeTry', ['Satz', 'gibt-es-nicht'])
    expect(stderr).toMatch(/Bekannt sind: .*clearing/)
    expect(status).toBe(1)
  })
})
