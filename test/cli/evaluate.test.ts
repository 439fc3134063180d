import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadKnowledge } from '../../knowledge/load.ts'
import { alternatives } from '../../src/evaluation/alternatives.ts'
import { measures } from '../../src/evaluation/measures.ts'
import { originOf, origins, parts, type Question, readQuestions } from '../../src/evaluation/questions.ts'
import { testModelCache } from '../helpers/modelCache.ts'
import { writeSmallKnowledge } from '../helpers/smallKnowledge.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'evaluate-'))
})
afterAll(() => rm(dir, { recursive: true }))

function evaluate(args: readonly string[], env: Readonly<Record<string, string>>) {
  return spawnSync(process.execPath, ['src/cli/evaluate.ts', ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', ...env },
  })
}

interface Figure {
  readonly share: number
  readonly low: number
  readonly high: number
  readonly hits: number
  readonly of: number
}
type Figures = Readonly<Record<string, Readonly<Record<string, Figure>>>>

const everyNth = async (part: (typeof parts)[number], n: number): Promise<Question[]> =>
  (await readQuestions(part)).filter((_question, at) => at % n === 0)

const shelf = ['Fuse default (names)', 'Fuse token search (topic files)', 'MiniSearch', 'nlp.js']

describe('evaluate, on the real knowledge', () => {
  const every = 40
  let env: Readonly<Record<string, string>>
  beforeAll(async () => {
    env = { DATA_DIR: path.join(dir, 'real') }
    await cp(testModelCache, path.join(dir, 'real', 'cache'), { recursive: true })
  })

  it('gives all figures of both parts as JSON, over every n-th question', async () => {
    const { stdout, stderr, status } = evaluate(['--json', '--no-alternatives', '--every', `${every}`], env)
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    const { reliability, ...figures } = JSON.parse(stdout) as Figures & {
      reliability: readonly { right: Figure }[]
    }
    expect(Object.keys(figures)).toEqual(
      parts.flatMap((part) => origins.map((origin) => `HausPerfekt, ${part}, ${origin}`)),
    )
    for (const part of parts) {
      const asked = await everyNth(part, every)
      for (const origin of origins) {
        const shares = figures[`HausPerfekt, ${part}, ${origin}`]!
        expect(Object.keys(shares)).toEqual(measures.map(({ name }) => name))
        const clear = asked.filter((question) => originOf(question) === origin && question.kind === 'answer')
        const reached = shares['reached: the right topic stated or offered']!
        expect(reached.of).toBe(clear.length)
        expect(reached.share).toBeGreaterThan(0.9)
        expect(reached.low).toBeLessThanOrEqual(reached.share)
      }
    }
    expect(reliability.reduce((sum, { right }) => sum + right.of, 0)).toBeGreaterThan(10)
  })

  it('prints tables for people', () => {
    const { stdout, status } = evaluate(['--no-alternatives', '--every', `${every}`], env)
    expect(status).toBe(0)
    expect(stdout).toMatch(/^HausPerfekt, tune, personas\n {2}reached: .* \d+\.\d % .* to .* %/)
    expect(stdout).toMatch(/\nReliability on tune \(stated topics\)\n {2}\d\.\d\d to \d\.\d\d +stated/)
    expect(stdout).toMatch(/\nConfusions on tune \(meant -> stated\)\n {2}/)
    expect(stdout).toMatch(/\nWorst 20 of tune\n {2}/)
  })

  it.each(['0', 'zwei'])('cannot ask every %s-th question', (n) => {
    const { stderr, status } = evaluate(['--every', n], env)
    expect(stderr).toMatch(/--every <n>.* whole number/)
    expect(status).toBe(1)
  })
})

describe('evaluate, with the alternatives', () => {
  const every = 20
  let knowledge: string
  beforeAll(async () => {
    knowledge = path.join(dir, 'knowledge')
    await writeSmallKnowledge(knowledge, { topics: ['clearing', 'stammdaten'] })
  })

  it('measures each of them beside ours, on every fourth of the questions', async () => {
    const { stdout, stderr, status } = evaluate(['--json', '--every', `${every}`], {
      DATA_DIR: path.join(dir, 'small'),
      KNOWLEDGE_DIR: knowledge,
    })
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    const figures = JSON.parse(stdout) as Figures
    const asked = (await everyNth('report', 4 * every)).filter(({ kind }) => kind === 'answer')
    const names = ['HausPerfekt', ...shelf].map((name) => `${name}, sample of report`)
    expect(Object.keys(figures)).toEqual(expect.arrayContaining(names))
    for (const name of names) expect(figures[name]?.['stated at once and right']?.of).toBe(asked.length)
  }, 60_000)

  it('compares with rankers that know a topic by its own words', async () => {
    const rankers = await alternatives(await loadKnowledge(knowledge))
    expect(rankers.map(({ name }) => name)).toEqual(shelf)
    for (const { name, rank } of rankers) {
      const [best] = await rank('Clearingkonto')
      expect({ name, label: best?.label }).toEqual({ name, label: 'topic:clearing' })
    }
  }, 60_000)
})
