import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome')

/** Runs the one rule in question over files below `cwd`. */
function lint(cwd: string, files: readonly string[]) {
  return spawnSync(
    process.execPath,
    [biome, 'lint', '--vcs-enabled=false', '--only=style/noRestrictedImports', ...files],
    { cwd, encoding: 'utf8' },
  )
}

describe('imports run src -> dialogs -> knowledge', () => {
  let tree: string
  beforeAll(() => {
    tree = mkdtempSync(path.join(tmpdir(), 'imports-'))
    cpSync(path.join(root, 'biome.json'), path.join(tree, 'biome.json'))
  })
  afterAll(() => rmSync(tree, { recursive: true }))

  /** What the linter says of a file of this name that imports something. */
  function linted(file: string, imported: string): string {
    mkdirSync(path.join(tree, path.dirname(file)), { recursive: true })
    writeFileSync(path.join(tree, file), `import '${imported}'\n`)
    const { status, stdout, stderr } = lint(tree, [file])
    return `${status}: ${stdout}${stderr}`
  }

  it.each([
    ['knowledge/probe.ts', '../dialogs/turn.ts'],
    ['knowledge/probe.ts', '../src/config.ts'],
    ['knowledge/probe.ts', 'botbuilder'],
    ['dialogs/probe.ts', '../src/config.ts'],
    ['dialogs/probe.ts', 'botbuilder'],
    ['dialogs/probe.ts', 'node:fs'],
    ['src/probe.ts', 'botbuilder'],
    ['src/directline/probe.ts', 'botframework-connector'],
  ])('%s may not import %s', (file, imported) => {
    expect(linted(file, imported)).toMatch(/^1: [\s\S]*noRestrictedImports/)
  })

  it.each([
    ['dialogs/probe.ts', '../knowledge/topic.ts'],
    ['src/probe.ts', '../dialogs/turn.ts'],
    ['src/botframework/probe.ts', 'botbuilder'],
  ])('%s may import %s', (file, imported) => {
    expect(linted(file, imported)).toMatch(/^0: /)
  })

  it('and no file in the tree goes the other way', () => {
    const { status, stdout, stderr } = lint(root, ['src', 'dialogs', 'knowledge'])
    expect({ status, output: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, output: '' })
  })
})
