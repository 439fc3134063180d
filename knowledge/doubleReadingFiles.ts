import { labelledLines, type Placed } from './exampleFiles.ts'
import type { Problem } from './problems.ts'
import type { DoubleReadingGroups, Label } from './topic.ts'
import type { SourceFile, YamlFile } from './yamlFile.ts'

/** The double readings of the YAML file, and those in the text file that lies beside it. */
export function doubleReadingsOf(
  yaml: YamlFile<DoubleReadingGroups>,
  files: readonly SourceFile[],
  known: ReadonlySet<string>,
  problems: Problem[],
): Placed[] {
  const labelsOf = (topics: readonly string[], file: string, lineOf: (index: number) => number) =>
    topics.map((id, index): Label => {
      if (!known.has(id)) problems.push(unknownTopic(id, file, lineOf(index)))
      return `topic:${id}`
    })
  const listed = yaml.content.flatMap(({ topics, examples }, group) => {
    const labels = labelsOf(topics, yaml.path, (index) => yaml.lineOf([group, 'topics', index]))
    return examples.map((text, index) => ({
      text,
      labels,
      file: yaml.path,
      line: () => yaml.lineOf([group, 'examples', index]),
    }))
  })
  const example = 'clearing + konten-abstimmen: Das Konto geht nicht auf'
  const bulk = labelledLines(yaml.path, files, example, problems).map(({ names, text, file, number }) => {
    if (new Set(names).size < 2) problems.push(oneTopic(names.join(' + '), file, number))
    return { text, labels: labelsOf(names, file, () => number), file, line: () => number }
  })
  return [...listed, ...bulk]
}

const unknownTopic = (id: string, file: string, line: number): Problem => ({
  severity: 'error',
  file,
  line,
  expected: 'die Kennung eines Themas',
  found: `„${id}“`,
  cure: 'Berichtigen Sie die Kennung; sie steht in der Themendatei unter „id“.',
})

const oneTopic = (found: string, file: string, line: number): Problem => ({
  severity: 'error',
  file,
  line,
  expected: 'zwei oder drei verschiedene Kennungen',
  found: `„${found}“`,
  cure: 'Ergänzen Sie das andere Thema; ein Satz zu nur einem gehört in dessen Datei.',
})
