import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { testModelCache } from '../helpers/modelCache.ts'

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'ask-'))
  await cp(testModelCache, path.join(dataDir, 'cache'), { recursive: true })
})
afterAll(() => rm(dataDir, { recursive: true }))

function ask(args: readonly string[], input = '') {
  const env = { PATH: process.env.PATH ?? '', DATA_DIR: dataDir }
  return spawnSync(process.execPath, ['src/cli/ask.ts', ...args], { input, env, encoding: 'utf8' })
}

describe('a question in the terminal', () => {
  it('is answered as a person would read it', () => {
    const { stdout, stderr, status } = ask(['Ich bekomme die Sonderumlage nicht angelegt'])
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    expect(stdout).toMatch(
      /^Bitte wenden Sie sich an die Hotline\.\nHotline: 02151-53706-31, hotline@hausperfekt\.de\n/,
    )
  })

  it('comes with its reasons on request', () => {
    const { stdout } = ask(['--explain', 'Ich bekomme die Sonderumlage nicht angelegt'])
    expect(stdout).toMatch(/Ausschlaggebende Wörter: „Sonderumlage“/)
    expect(stdout).toMatch(/\d,\d % {2}sonderumlagen/)
    expect(stdout).toMatch(/Merkmale: .*:\S*umla\S* \d,\d\d/)
    expect(stdout).not.toMatch(/Erkannt als/)
  })

  it.each([
    ['the name itself', 'Sonderumlage', '„Sonderumlage“ als „Sonderumlage“, zu 100,0 %'],
    [
      'a name in a frame',
      'Ich habe eine Frage zu Zählerverwaltung',
      '„Zählerverwaltung“ als „Zählerverwaltung“, zu 100,0 %',
    ],
    ['a misspelt name', 'Vermögenssttus', '„Vermögenssttus“ als „Vermögensstatus“, zu 9\\d,\\d %'],
  ])('comes with what it was recognised as: %s', (_what, question, recognised) => {
    const { stdout } = ask(['--explain', question])
    expect(stdout).toMatch(new RegExp(`^Erkannt als Name oder kurzes Beispiel: ${recognised} sicher$`, 'm'))
  })

  it('must be there', () => {
    const { stderr, status } = ask([])
    expect(stderr).toMatch(/Bitte geben Sie eine Frage an/)
    expect(status).toBe(1)
  })
})

describe('lines of JSON', () => {
  it('are answered line by line in the same order, and a bad line does not end the run', () => {
    const lines = [
      '{"id":"a","text":"Ich bekomme die Sonderumlage nicht angelegt"}',
      'kaputt',
      '{"id":"b","text":"Clearingkonto geht nicht auf"}',
      '{"id":"c"}',
      '{"id":"d","text":"Daniela van Wickeren"}',
      '{"id":"e","text":"Wie wird das Wetter morgen?"}',
      '{"id":"f","text":""}',
    ]
    const { stdout, status } = ask(['--jsonl'], lines.join('\n'))
    expect(status).toBe(0)
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
    const none = { topics: [], level: null, intent: null, reason: null, score: expect.any(Number) }
    expect(answers).toEqual([
      { ...none, id: 'a', kind: 'answer', topics: ['sonderumlagen'], level: 'first' },
      { id: null, error: 'not valid JSON' },
      { ...none, id: 'b', kind: 'choose', topics: expect.arrayContaining(['clearing', 'konten-abstimmen']) },
      { id: null, error: expect.any(String) },
      { ...none, id: 'd', kind: 'intent', intent: 'contact_person' },
      { ...none, id: 'e', kind: 'unknown', reason: 'foreign' },
      { ...none, id: 'f', kind: 'unknown', reason: 'unclear' },
    ])
  })
})
