import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { testModelCache } from '../helpers/modelCache.ts'
import { writeSmallKnowledge } from '../helpers/smallKnowledge.ts'

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

const meters = 'Wasserzähler Stromzähler Gaszähler Wärmezähler Hauptzähler Funkzähler'.split(' ')
const rooms = 'Keller Bad Flur Hof Garten Waschraum Treppenhaus Heizraum Lager Büro'.split(' ')
const wishes = 'ablesen tauschen eichen eintragen abmelden umbenennen löschen suchen kopieren sperren'.split(
  ' ',
)
/** Enough that a topic is not thin. */
const meterSentences = meters.flatMap((meter) =>
  rooms.flatMap((room) => wishes.map((wish) => `Wie kann ich den ${meter} im ${room} ${wish}?`)),
)

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

describe('the hints of knowledge:check', () => {
  let hints: ReadonlyMap<string, readonly string[]>
  beforeAll(async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'hints-'))
    await writeSmallKnowledge(dir, {
      topics: ['clearing', 'zaehlerverwaltung'],
      more: {
        clearing: [
          'Wie kann ich den Wasserzähler in der Küche tauschen?',
          'Die Gutschrift der Versicherung liegt ungeklärt im Clearing',
          'Die Gutschrift der Versicherung liegt noch ungeklärt im Clearing',
          'Der Techniker hat beim Umbau zwei Nummern verwechselt',
        ],
        zaehlerverwaltung: [...meterSentences, 'Der Techniker hat beim Umbau wohl zwei Nummern verwechselt'],
      },
    })
    const { stdout, stderr, status } = run('knowledgeCheck', [], { KNOWLEDGE_DIR: dir })
    await rm(dir, { recursive: true })
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    const [, ...sections] = stdout.split('\n\n')
    hints = new Map(
      sections.map((section): [string, string[]] => {
        const [title, ...lines] = section.trim().split('\n')
        return [title!.replace(/: \S+$/, ''), lines.map((line) => line.trim())]
      }),
    )
  }, 60_000)

  const under = (title: RegExp) =>
    [...hints].filter(([name]) => title.test(name)).flatMap(([, lines]) => lines)

  it('name an example that another topic wins, with how surely', () => {
    expect(under(/^Beispiele, die .* anders zugeordnet würden/)).toContainEqual(
      expect.stringMatching(
        /^clearing -> zaehlerverwaltung \(\d+ %\): Wie kann ich den Wasserzähler in der Küche tauschen\?$/,
      ),
    )
  })

  it('say of two near duplicates of one topic that one is enough', () => {
    expect(under(/^Fast gleiche Beispiele; eines davon genügt$/)).toEqual([
      'clearing: „Die Gutschrift der Versicherung liegt ungeklärt im Clearing“ / clearing: „Die Gutschrift der Versicherung liegt noch ungeklärt im Clearing“',
    ])
  })

  it('say of two near duplicates of different topics that one is in the wrong place', () => {
    expect(under(/verschieden zugeordnet.*im falschen Thema oder in der falschen Datei/)).toEqual([
      'clearing: „Der Techniker hat beim Umbau zwei Nummern verwechselt“ / zaehlerverwaltung: „Der Techniker hat beim Umbau wohl zwei Nummern verwechselt“',
    ])
  })

  it('name the topics that have few examples, with how many', () => {
    expect(under(/^Themen mit wenigen Beispielen$/)).toEqual([expect.stringMatching(/^clearing: \d\d$/)])
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
    expect(stdout).toMatch(/reached: the right topic stated or offered +\d+\/\d{3} +\d+\/\d{3}/)
  }, 180_000)

  it('names the known topics for an unknown one', () => {
    const { stderr, status } = run('knowledgeTry', ['Satz', 'gibt-es-nicht'])
    expect(stderr).toMatch(/Bekannt sind: .*clearing/)
    expect(status).toBe(1)
  })
})
