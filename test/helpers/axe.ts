import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Frame, Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** `colours`: what another colour scheme can change. */
export type AxeScope = 'all' | 'colours'

/** What axe-core finds wrong in a document, in short lines. It looks into one document; frames are asked for themselves. */
export async function accessibilityProblems(
  document: Page | Frame,
  scope: AxeScope = 'all',
): Promise<string[]> {
  const options: RunOptions = {
    iframes: false,
    resultTypes: ['violations'],
    ...(scope === 'colours' && { runOnly: ['color-contrast', 'link-in-text-block'] }),
  }
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
