import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Frame, Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Axe looks into one document; frames are asked for themselves. */
const options: RunOptions = { iframes: false, resultTypes: ['violations'] }

/** What axe-core finds wrong in a document by all of its rules, in short lines. */
export async function accessibilityProblems(document: Page | Frame): Promise<string[]> {
  // By the debugger, which no content security policy binds.
  if (!(await document.evaluate(() => 'axe' in window))) await document.evaluate(source)
  const { violations } = await document.evaluate(
    (runOptions) =>
      (window as unknown as { axe: { run(o: RunOptions): Promise<AxeResults> } }).axe.run(runOptions),
    options,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  )
}
