/** Something wrong in a knowledge file, told so that a support lead can mend it. All sentences are German. */
export interface Problem {
  readonly severity: 'error' | 'warning'
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly expected: string
  readonly found: string
  readonly cure: string
}

/** The knowledge files are not usable; carries every problem at once. */
export class KnowledgeError extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(
      [
        `Die Wissensdateien haben ${problems.length === 1 ? 'einen Fehler' : `${problems.length} Fehler`}:`,
        ...problems.map(formatProblem),
      ].join('\n'),
    )
    this.name = 'KnowledgeError'
    this.problems = problems
  }
}

/** One problem as a line for the terminal and the log. */
export function formatProblem({ file, line, expected, found, cure }: Problem): string {
  return `${file}:${line}: erwartet: ${expected}; gefunden: ${found}. Abhilfe: ${cure}`
}
