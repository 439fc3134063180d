import { doubleReadingsOf } from './doubleReadingFiles.ts'
import { examplesOf, labelledLines, type Placed, reportOrphans, reportRepeated } from './exampleFiles.ts'
import { KnowledgeError, type Problem } from './problems.ts'
import {
  contactsSchema,
  type Directory,
  doubleReadingsSchema,
  type Intent,
  intents,
  intentsSchema,
  type Knowledge,
  outOfScopeSchema,
  type Topic,
  topicSchema,
} from './topic.ts'
import { parseYamlFile, reportWrongEncoding, type SourceFile, type YamlFile } from './yamlFile.ts'

/**
 * Turns the knowledge files into knowledge, or tells everything that is wrong with them at once.
 *
 * Beside each YAML file but the contacts may lie `<name>.examples.txt` with
 * further examples, one a line, for an intent or a double reading with its name or topics before it; lines that start with `#` are comments.
 *
 * `state`: of files that are known to be in order, sentences are not compared for repetition, which takes as long as
 * all else.
 *
 * @throws {KnowledgeError} with every problem: file, line, expected, found and cure.
 */
export function parseKnowledge(
  files: readonly SourceFile[],
  state: 'unchecked' | 'in order' = 'unchecked',
): Knowledge {
  const problems: Problem[] = []
  for (const file of files) reportWrongEncoding(file, problems)
  reportOrphans(files, problems)
  const topics = parseTopics(files, problems)
  const directory = parseDirectory(files, problems)
  const examples = [
    ...topics.flatMap((topic) => examplesOf(topic, files, `topic:${topic.content.id}`)),
    ...parseOutOfScope(files, problems),
    ...parseIntents(files, problems),
    ...parseDoubleReadings(files, topics, problems),
  ]
  if (state === 'unchecked') reportRepeated(examples, problems)
  if (problems.length > 0 || !directory) throw new KnowledgeError(problems)
  return {
    topics: new Map(topics.map((topic): [string, Topic] => [topic.content.id, topic.content])),
    directory,
    examples: examples.map(({ text, labels }) => ({ text, labels })),
  }
}

/** Who is to be called; says nothing about what is learned. */
export const contactsPath = 'contacts.yaml'

function parseTopics(files: readonly SourceFile[], problems: Problem[]): YamlFile<Topic>[] {
  const topics = yamlsIn('topics', files).flatMap((file) => parseYamlFile(file, topicSchema, problems) ?? [])
  const places = new Map<string, string>()
  for (const topic of topics) {
    const { id } = topic.content
    if (topic.path !== `topics/${id}.yaml`) {
      problems.push({
        severity: 'error',
        file: topic.path,
        line: topic.lineOf(['id']),
        expected: 'die Kennung, die auch der Dateiname ist',
        found: `„${id}“`,
        cure: 'Kennungen ändern sich nie. Stellen Sie die alte Kennung wieder her, oder berichtigen Sie den Dateinamen.',
      })
    }
    const earlier = places.get(id)
    if (earlier) {
      problems.push({
        severity: 'error',
        file: topic.path,
        line: topic.lineOf(['id']),
        expected: 'eine Kennung, die kein anderes Thema hat',
        found: `„${id}“, schon in ${earlier}`,
        cure: 'Geben Sie dem Thema eine eigene Kennung, am besten den Dateinamen.',
      })
    }
    places.set(id, topic.path)
  }
  if (topics.length === 0 && problems.length === 0) problems.push(missing('topics/*.yaml'))
  return topics
}

function parseDoubleReadings(
  files: readonly SourceFile[],
  topics: readonly YamlFile<Topic>[],
  problems: Problem[],
): Placed[] {
  const file = required('double-readings.yaml', files, problems)
  const parsed = file && parseYamlFile(file, doubleReadingsSchema, problems)
  return parsed ? doubleReadingsOf(parsed, files, topicIds(files, topics), problems) : []
}

/** The ids of all topics; of a file that could not be read, its name, so that one mistake is told once. */
function topicIds(files: readonly SourceFile[], topics: readonly YamlFile<Topic>[]): Set<string> {
  const names = yamlsIn('topics', files).map(({ path }) => path.replace(/^.*\/|\.yaml$/g, ''))
  return new Set([...names, ...topics.map((topic) => topic.content.id)])
}

function parseDirectory(files: readonly SourceFile[], problems: Problem[]): Directory | undefined {
  const file = required(contactsPath, files, problems)
  const parsed = file && parseYamlFile(file, contactsSchema, problems)
  if (!parsed) return undefined
  const { source, contacts, hotline: hotlineId, accountManagers: managerIds } = parsed.content
  const find = (id: string, path: PropertyKey[]) => {
    const contact = contacts.find((candidate) => candidate.id === id)
    if (!contact) {
      problems.push({
        severity: 'error',
        file: parsed.path,
        line: parsed.lineOf(path),
        expected: `ein Kontakt aus der Liste (${contacts.map((known) => known.id).join(', ')})`,
        found: `unbekannter Kontakt „${id}“`,
        cure: 'Berichtigen Sie die Kennung oder legen Sie den Kontakt unter „contacts“ an.',
      })
    }
    return contact
  }
  const hotline = find(hotlineId, ['hotline'])
  const accountManagers = managerIds.flatMap((id, index) => find(id, ['accountManagers', index]) ?? [])
  if (!hotline) return undefined
  const { email } = hotline
  if (!email) {
    problems.push({
      severity: 'error',
      file: parsed.path,
      line: parsed.lineOf(['contacts', contacts.indexOf(hotline)]),
      expected: 'eine E-Mail-Adresse der Hotline',
      found: 'keine',
      cure: 'Ergänzen Sie „email“ bei diesem Kontakt.',
    })
    return undefined
  }
  return { source, hotline: { ...hotline, email }, accountManagers }
}

function parseOutOfScope(files: readonly SourceFile[], problems: Problem[]): Placed[] {
  const folder = yamlsIn('out-of-scope', files)
  if (folder.length === 0) problems.push(missing('out-of-scope/*.yaml'))
  return folder.flatMap((file) => {
    const parsed = parseYamlFile(file, outOfScopeSchema, problems)
    return parsed ? examplesOf(parsed, files, parsed.content.reason) : []
  })
}

function parseIntents(files: readonly SourceFile[], problems: Problem[]): Placed[] {
  const file = required('intents.yaml', files, problems)
  const parsed = file && parseYamlFile(file, intentsSchema, problems)
  if (!parsed) return []
  const listed = Object.entries(parsed.content).flatMap(([intent, examples]) =>
    examples.map((text, index) => ({
      text,
      labels: [`intent:${intent as Intent}` as const],
      file: parsed.path,
      line: () => parsed.lineOf([intent, index]),
    })),
  )
  const bulk = labelledLines(parsed.path, files, 'thanks: Danke', problems).flatMap(
    ({ names, text, file, number }) => {
      const intent = intents.find((known) => known === names.join(' + '))
      if (intent) return { text, labels: [`intent:${intent}` as const], file, line: () => number }
      problems.push({
        severity: 'error',
        file,
        line: number,
        expected: `eines der Anliegen ${intents.join(', ')}`,
        found: `„${names.join(' + ')}“`,
        cure: 'Berichtigen Sie das Anliegen vor dem Doppelpunkt.',
      })
      return []
    },
  )
  return [...listed, ...bulk]
}

function yamlsIn(folder: string, files: readonly SourceFile[]): SourceFile[] {
  return files.filter(({ path }) => path.startsWith(`${folder}/`) && path.endsWith('.yaml'))
}

function required(path: string, files: readonly SourceFile[], problems: Problem[]): SourceFile | undefined {
  const file = files.find((candidate) => candidate.path === path)
  if (!file) problems.push(missing(path))
  return file
}

function missing(path: string): Problem {
  return {
    severity: 'error',
    file: path,
    line: 1,
    expected: 'diese Datei',
    found: 'keine',
    cure: 'Legen Sie die Datei an, oder prüfen Sie KNOWLEDGE_DIR.',
  }
}
