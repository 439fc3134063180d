import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface HostPage {
  readonly html: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface HostSite {
  /** Another origin than the chat's, and another site: an address instead of a name. */
  readonly origin: string
  /** Puts up a page and returns its address. */
  add(page: HostPage): string
  close(): Promise<void>
}

/** The website of a customer: a web server of its own, on a free port. */
export async function startHostSite(): Promise<HostSite> {
  const pages = new Map<string, HostPage>()
  const server = createServer((request, response) => {
    const page = pages.get(new URL(request.url ?? '', 'http://host').pathname)
    // 204: Chromium asks for an icon, and complains where there is none.
    response.writeHead(page ? 200 : 204, { 'content-type': 'text/html; charset=utf-8', ...page?.headers })
    response.end(page?.html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    add(page) {
      const path = `/seite${pages.size + 1}`
      pages.set(path, page)
      return origin + path
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
