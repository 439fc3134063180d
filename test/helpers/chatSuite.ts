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
/** Browser tests wait for each other's processor; one that hangs ends by Playwright's own, shorter limits. */
const timeout = 60_000

export const questions = {
  firstLevel: 'Ich bekomme die Sonderumlage nicht angelegt',
  secondLevel: 'Wir finden die Differenz im Vermögensstatus nicht',
  ambiguous: 'Clearingkonto geht nicht auf',
} as const

/** What one test has for itself. */
export interface Scene {
  /** A fresh browser profile. After the test: it asked nobody but chat and host, and nothing went wrong on it. */
  open(options?: BrowserContextOptions): Promise<OpenContext>
  /** Opens a page of a customer's website in a fresh profile. */
  visit(html: string, options?: VisitOptions): Promise<OpenContext & { readonly page: Page }>
  /** Problems that match are expected in this test. */
  expectProblems(pattern: RegExp): void
  /** Another server that pages of this test may ask. */
  allow(url: string): void
}

export interface VisitOptions extends BrowserContextOptions {
  readonly headers?: Readonly<Record<string, string>>
}

export interface ChatSuite {
  readonly browser: Browser
  readonly server: TestServer
  /** A customer's website, which may embed the chat. */
  readonly host: HostSite
  readonly dataDir: string
  /** A test that runs beside the others of its file: they mostly wait. */
  test(name: string, work: (scene: Scene) => Promise<void>): void
}

/**
 * Browser, chat server and host site for the tests of a file, and what holds after each of them. `env`: more of the
 * server's environment.
 */
export function chatSuite(env: Readonly<Record<string, string>> = {}): ChatSuite {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'browser-test-'))
  let browser: Browser
  let server: TestServer
  let host: HostSite

  beforeAll(async () => {
    host = await startHostSite()
    browser = await launchBrowser()
    server = await startTestServer({ dataDir, env: { ...env, ALLOWED_ORIGINS: host.origin } })
  }, 300_000)

  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await host?.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  async function play(work: (scene: Scene) => Promise<void>): Promise<void> {
    const opened: OpenContext[] = []
    const known = [server.url, host.origin]
    let expected: RegExp | undefined
    const open: Scene['open'] = async (options) => {
      const context = await openContext(browser, options)
      opened.push(context)
      return context
    }
    try {
      await work({
        open,
        async visit(html, { headers, ...options } = {}) {
          const url = host.add({ html, ...(headers && { headers }) })
          const context = await open(options)
          const page = await context.context.newPage()
          await page.goto(url)
          return { ...context, page }
        },
        expectProblems: (pattern) => {
          expected = pattern
        },
        allow: (url) => void known.push(url),
      })
    } finally {
      await Promise.all(opened.map(({ context }) => context.close()))
    }
    const hosts = known.map((url) => new URL(url).host)
    for (const { seen } of opened) {
      expect(seen.requests.filter((url) => /^http/.test(url) && !hosts.includes(new URL(url).host))).toEqual(
        [],
      )
      expect(seen.problems.filter((problem) => !expected?.test(problem))).toEqual([])
    }
  }

  return {
    dataDir,
    get browser() {
      return browser
    },
    get server() {
      return server
    },
    get host() {
      return host
    },
    test: (name, work) => test.concurrent(name, () => play(work), timeout),
  }
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
