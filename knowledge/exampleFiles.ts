import { sameTextKey } from './normalize.ts'
import type { Problem } from './problems.ts'
import type { Example, Label } from './topic.ts'
import type { SourceFile, YamlFile } from './yamlFile.ts'

/** An example with the place where it stands, so that a duplicate can be found. */
export interface Placed extends Example {
  readonly file: string
  /** Looked up only for a problem: most examples have none. */
  readonly line: () => number
}

const bulkSuffix = '.examples.txt'

/** The examples of a YAML file, and those in the text file that lies beside it. */
export function examplesOf(
  { path, content, lineOf }: YamlFile<{ examples: string[] }>,
  files: readonly SourceFile[],
  label: Label,
): Placed[] {
  const labels = [label]
  const listed = content.examples.map((text, index) => ({
    text,
    labels,
    file: path,
    line: () => lineOf(['examples', index]),
  }))
  const bulk = bulkLines(path, files).map(({ text, file, number }) => ({
    text,
    labels,
    file,
    line: () => number,
  }))
  return [...listed, ...bulk]
}

/** A line of a text file. */
export interface BulkLine {
  readonly text: string
  readonly file: string
  /** From 1. */
  readonly number: number
}

/** The lines of the text file beside a YAML file, without comments. */
export function bulkLines(yamlPath: string, files: readonly SourceFile[]): BulkLine[] {
  const path = yamlPath.replace(/\.yaml$/, bulkSuffix)
  const lines = files.find((file) => file.path === path)?.text.split('\n') ?? []
  return lines
    .map((text, index) => ({ text: text.trim(), file: path, number: index + 1 }))
    .filter(({ text }) => text !== '' && !text.startsWith('#'))
}

/** A line that says itself what its sentence is about. */
export interface LabelledLine extends BulkLine {
  readonly names: readonly string[]
}

/** "thanks: Danke", "clearing + konten-abstimmen: Das Konto geht nicht auf" */
const namesAndSentence = /^([\w-]+(?: \+ [\w-]+)*): (.+)$/u

/** The lines of the text file beside a YAML file that stand for one thing or another. `example` is shown for a wrong one. */
export function labelledLines(
  yamlPath: string,
  files: readonly SourceFile[],
  example: string,
  problems: Problem[],
): LabelledLine[] {
  return bulkLines(yamlPath, files).flatMap((line) => {
    const [, names, text] = namesAndSentence.exec(line.text) ?? []
    if (names && text) return { ...line, names: names.split(' + '), text }
    problems.push({
      severity: 'error',
      file: line.file,
      line: line.number,
      expected: `eine Zeile wie „${example}“`,
      found: `„${line.text}“`,
      cure: 'Schreiben Sie die Kennung vor den Satz, mehrere mit „ + “ dazwischen, und einen Doppelpunkt dahinter.',
    })
    return []
  })
}

/** The same sentence twice teaches nothing, and in two topics it contradicts itself. */
export function reportRepeated(examples: readonly Placed[], problems: Problem[]): void {
  const seen = new Map<string, Placed>()
  for (const example of examples) {
    const key = sameTextKey(example.text)
    const earlier = seen.get(key)
    if (!earlier) {
      seen.set(key, example)
      continue
    }
    problems.push({
      severity: 'error',
      file: example.file,
      line: example.line(),
      expected: 'ein Beispiel, das nur einmal vorkommt',
      found: `„${example.text}“, schon in ${earlier.file}:${earlier.line()}`,
      cure:
        isTopic(example) && isTopic(earlier)
          ? 'Löschen Sie eines der beiden. Passt der Satz zu zwei Themen, gehört er in double-readings.yaml.'
          : 'Löschen Sie eines der beiden.',
    })
  }
}

const isTopic = ({ labels }: Example): boolean => labels.every((label) => label.startsWith('topic:'))

/** Bulk examples that lie beside no YAML file would silently teach nothing. */
export function reportOrphans(files: readonly SourceFile[], problems: Problem[]): void {
  const paths = new Set(files.map(({ path }) => path))
  for (const path of paths) {
    if (!path.endsWith(bulkSuffix) || paths.has(path.replace(bulkSuffix, '.yaml'))) continue
    problems.push({
      severity: 'error',
      file: path,
      line: 1,
      expected: `eine Datei ${path.replace(bulkSuffix, '.yaml')} daneben`,
      found: 'keine',
      cure: 'Berichtigen Sie den Dateinamen; vor „.examples.txt“ steht die Kennung.',
    })
  }
}
