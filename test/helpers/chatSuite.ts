import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { type OpenContext, openContext } from './chatPage.ts'
import { type HostSite, startHostSite } from './hostPage.ts'
import { startTestServer, type TestServer } from './server.ts'

/** What the pages looked like, for people who want to see it: SCREENSHOTS=1 npm test -- test/browser */
const screenshots = path.join(tmpdir(), 'hausperfekt-screenshots')

export const questions = {
  firstLevel: 'Ich bekomme die Sonderumlage nicht angelegt',
  secondLevel: 'Wir finden die Differenz im Vermögensstatus nicht',
  ambiguous: 'Clearingkonto geht nicht auf',
} as const

export interface ChatSuite {
  browser: Browser
  server: TestServer
  /** A customer's website, which may embed the chat. */
  host: HostSite
  readonly dataDir: string
  /** A fresh browser profile. After the test: it asked nobody but chat and host, and nothing went wrong on it. */
  open(options?: BrowserContextOptions): Promise<OpenContext>
  /** Addresses of other servers that pages of this file may ask. */
  readonly alsoKnown: string[]
  /** The next problems are expected: those that match, of any profile of this test. */
  expectProblems(pattern: RegExp): void
}

/**
 * Browser, chat server and host site for the tests of a file, and what holds after each of them. `env`: more of the
 * server's environment.
 */
export function chatSuite(env: Readonly<Record<string, string>> = {}): ChatSuite {
  const opened: OpenContext[] = []
  let expected: RegExp | undefined
  const suite: ChatSuite = {
    browser: undefined as unknown as Browser,
    server: undefined as unknown as TestServer,
    host: undefined as unknown as HostSite,
    dataDir: mkdtempSync(path.join(tmpdir(), 'browser-test-')),
    async open(options) {
      const context = await openContext(suite.browser, options)
      opened.push(context)
      return context
    },
    alsoKnown: [],
    expectProblems: (pattern) => {
      expected = pattern
    },
  }

  beforeAll(async () => {
    suite.host = await startHostSite()
    suite.browser = await launchBrowser()
    suite.server = await startTestServer({
      dataDir: suite.dataDir,
      env: { ...env, ALLOWED_ORIGINS: suite.host.origin },
    })
  }, 300_000)

  afterEach(async () => {
    const known = [suite.server.url, suite.host.origin, ...suite.alsoKnown].map((url) => new URL(url).host)
    const pattern = expected
    expected = undefined
    for (const { context, seen } of opened.splice(0)) {
      await context.close()
      const foreign = seen.requests.filter((url) => /^http/.test(url) && !known.includes(new URL(url).host))
      expect(foreign).toEqual([])
      expect(seen.problems.filter((problem) => !pattern?.test(problem))).toEqual([])
    }
  })

  afterAll(async () => {
    await suite.browser?.close()
    await suite.server?.close()
    await suite.host?.close()
    rmSync(suite.dataDir, { recursive: true, force: true })
  })
  return suite
}

/** The line that embeds the chat. */
export const embedding = ({ server }: ChatSuite, attributes = ''): string =>
  `<script src="${server.url}/widget.js" async ${attributes}></script>`

/** A small page of a customer's website. */
export const hostPage = (head: string, body = ''): string =>
  `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Verwaltung Muster</title>` +
  `<meta name="viewport" content="width=device-width, initial-scale=1">${head}</head>` +
  `<body><main><h1>Verwaltung Muster</h1><p>Willkommen.</p>${body}</main></body></html>`

export async function shoot(page: Page, name: string): Promise<void> {
  // Each takes as long as a question and its answer.
  if (!process.env.SCREENSHOTS) return
  mkdirSync(screenshots, { recursive: true })
  await page.screenshot({ path: path.join(screenshots, `${name}.png`) })
}
