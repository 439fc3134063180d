import { appendFile, cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pino from 'pino'
import { bundledKnowledgeDir } from '../../knowledge/load.ts'
import { type LiveKnowledge, openLiveKnowledge } from '../../src/knowledge/liveKnowledge.ts'
import { testModelCache } from '../helpers/modelCache.ts'

let dir: string
let live: LiveKnowledge
const logged: string[] = []
const sentence = 'Der Quastenflosser im Vorgarten wird nicht umgelegt'
const examples = () => live.current().knowledge.examples.map(({ text }) => text)

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'live-'))
  await cp(bundledKnowledgeDir, path.join(dir, 'knowledge'), { recursive: true })
  await cp(testModelCache, path.join(dir, 'cache'), { recursive: true })
  const log = pino({}, { write: (line: string) => void logged.push(line) })
  live = await openLiveKnowledge(path.join(dir, 'cache'), path.join(dir, 'knowledge'), log, () => {})
})
afterAll(async () => {
  live.close()
  await rm(dir, { recursive: true })
})

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 100))
}

describe('knowledge files that are edited while the server runs', () => {
  const topic = () => path.join(dir, 'knowledge/topics/verteilerschluessel.yaml')
  const bulk = () => path.join(dir, 'knowledge/topics/verteilerschluessel.examples.txt')

  it('keep the last good version when they break, and say so', async () => {
    const good = await readFile(topic(), 'utf8')
    await writeFile(topic(), good.replace('level: first', 'level: drittens'))
    await until(() => live.status() === 'broken')
    expect(live.current().knowledge.topics.get('verteilerschluessel')?.level).toBe('first')
    expect(logged.join('')).toMatch(/verteilerschluessel\.yaml:3: erwartet: einer der Werte first, second/)
    await writeFile(topic(), good)
    await until(() => live.status() === 'ok')
  })

  it('are in order again after their folder was away for a while', async () => {
    const folder = path.join(dir, 'knowledge')
    await rename(folder, `${folder}-away`)
    await until(() => live.status() === 'broken')
    await rename(`${folder}-away`, folder)
    await until(() => live.status() === 'ok')
  })

  it('are loaded and learned again, without a restart', async () => {
    const probability = () =>
      live
        .current()
        .matcher.match(sentence)
        .ranked.find(({ topic }) => topic.id === 'verteilerschluessel')?.probability ?? 0
    const before = probability()
    await appendFile(bulk(), `${sentence}\n`)
    await until(() => examples().includes(sentence))
    expect(probability()).toBeGreaterThan(before + 0.1)
  }, 180_000)
})
