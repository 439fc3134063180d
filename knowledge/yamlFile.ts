import { isNode, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { Problem } from './problems.ts'

/** A knowledge file's text. `path` is relative to the knowledge folder, with forward slashes. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** A parsed YAML file that still knows on which line each value stands. */
export interface YamlFile<Content> {
  readonly path: string
  readonly content: Content
  /** Line (from 1) of the value at this path; of its nearest existing parent if there is none. */
  lineOf(path: readonly PropertyKey[]): number
}

/** Reports files that were not saved as UTF-8: a wrong byte reads as U+FFFD. */
export function reportWrongEncoding({ path, text }: SourceFile, problems: Problem[]): void {
  const line = text.split('\n').findIndex((content) => content.includes('\ufffd'))
  if (line < 0) return
  problems.push({
    severity: 'error',
    file: path,
    line: line + 1,
    expected: 'eine Datei in der Kodierung UTF-8',
    found: 'ein Zeichen in anderer Kodierung',
    cure: 'Speichern Sie die Datei als UTF-8, und prüfen Sie die Umlaute.',
  })
}

/** Reads a YAML file against its schema. Reports every mistake to `problems` and then returns undefined. */
export function parseYamlFile<Schema extends z.ZodType>(
  { path, text }: SourceFile,
  schema: Schema,
  problems: Problem[],
): YamlFile<z.output<Schema>> | undefined {
  const tabs = linesWithTab(text)
  for (const line of tabs) {
    problems.push({
      severity: 'error',
      file: path,
      line,
      expected: 'Leerzeichen',
      found: 'ein Tabulatorzeichen',
      cure: 'Ersetzen Sie den Tabulator durch zwei Leerzeichen je Ebene.',
    })
  }

  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  if (document.errors.length > 0) {
    // A tab also trips the parser; the tab itself has been named above.
    const fresh = document.errors.filter((error) => !tabs.includes(lines.linePos(error.pos[0]).line))
    for (const error of fresh) {
      problems.push({
        severity: 'error',
        file: path,
        line: lines.linePos(error.pos[0]).line,
        expected: 'gültiges YAML',
        found: error.message.split('\n')[0]?.replace(/ at line.*$/, '') ?? error.code,
        cure: 'Prüfen Sie Einrückung und Anführungszeichen dieser Zeile; Sätze mit Doppelpunkt gehören in Anführungszeichen.',
      })
    }
    return undefined
  }

  const lineOf = (at: readonly PropertyKey[]): number => {
    for (let depth = at.length; depth > 0; depth--) {
      const node = document.getIn(at.slice(0, depth), true)
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
    }
    return 1
  }

  let content: unknown
  try {
    content = document.toJS()
  } catch {
    problems.push({
      severity: 'error',
      file: path,
      line: lines.linePos(text.search(/^\s*- \*/m)).line,
      expected: 'Sätze in Anführungszeichen, wenn sie mit * oder & beginnen',
      found: 'ein Verweis auf eine Marke, die es nicht gibt',
      cure: 'Setzen Sie den Satz in Anführungszeichen.',
    })
    return undefined
  }
  const parsed = schema.safeParse(content)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      problems.push({
        severity: 'error',
        file: path,
        line: lineOf(issue.path),
        ...describe(issue, valueAt(content, issue.path)),
      })
    }
    return undefined
  }
  return tabs.length > 0 ? undefined : { path, content: parsed.data, lineOf }
}

function linesWithTab(text: string): number[] {
  return text.split('\n').flatMap((line, index) => (line.includes('\t') ? [index + 1] : []))
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    content,
  )
}

/** A schema's complaint in the words of someone who edits the file. */
function describe(issue: z.core.$ZodIssue, value: unknown): Pick<Problem, 'expected' | 'found' | 'cure'> {
  const field = issue.path.length > 0 ? `„${issue.path.join('.')}“` : 'Datei'
  const found =
    value === undefined
      ? `${field} fehlt`
      : value === null
        ? `${field} ist leer`
        : `${field}: ${shown(value)}`
  switch (issue.code) {
    case 'invalid_value':
      return {
        expected: `einer der Werte ${issue.values.join(', ')}`,
        found,
        cure: `Wählen Sie für ${field} einen dieser Werte.`,
      }
    case 'too_small':
      return {
        expected: `mindestens ${issue.minimum} ${issue.origin === 'array' ? 'Einträge' : 'Zeichen'}`,
        found: Array.isArray(value) ? `${field} mit der Anzahl ${value.length}` : found,
        cure: `Ergänzen Sie ${field}.`,
      }
    case 'too_big':
      return { expected: `höchstens ${issue.maximum} Zeichen`, found, cure: `Kürzen Sie ${field}.` }
    case 'unrecognized_keys':
      return {
        expected: 'nur die bekannten Felder',
        found: `unbekannt: ${issue.keys.join(', ')}`,
        cure: 'Prüfen Sie die Schreibweise oder löschen Sie das Feld.',
      }
    case 'invalid_format':
      return {
        expected: issue.message,
        found,
        cure: `Berichtigen Sie ${field}.`,
      }
    case 'invalid_type':
      return {
        expected: typeName[issue.expected] ?? issue.expected,
        found,
        cure:
          value === undefined || value === null
            ? `Ergänzen Sie ${field}.`
            : `Berichtigen Sie ${field}; Text mit „:“ oder „#“ gehört in Anführungszeichen.`,
      }
    default:
      return { expected: issue.message, found, cure: `Berichtigen Sie ${field}.` }
  }
}

const typeName: Partial<Record<string, string>> = {
  string: 'ein Text',
  array: 'eine Liste',
  object: 'Felder mit Namen',
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
