/**
 * As much of a browser's XMLHttpRequest as rxjs 5 needs, on top of `fetch`; Node has none, and the official Direct
 * Line client knows nothing else.
 */
export class FetchXmlHttpRequest {
  readyState = 0
  status = 0
  response: unknown = null
  responseType = ''
  timeout = 0
  onreadystatechange: ((event: object) => void) | null = null
  ontimeout: ((event: object) => void) | null = null
  readonly #headers: Record<string, string> = {}
  readonly #abort = new AbortController()
  #method = 'GET'
  #url = ''
  #answered = new Headers()

  open(method: string, url: string): void {
    this.#method = method
    this.#url = url
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers[name] = value
  }

  getResponseHeader(name: string): string | null {
    return this.#answered.get(name)
  }

  abort(): void {
    this.#abort.abort()
  }

  async send(body?: string): Promise<void> {
    try {
      const response = await fetch(this.#url, {
        method: this.#method,
        headers: this.#headers,
        signal: this.#abort.signal,
        ...(body !== undefined && { body }),
      })
      this.response = await response.json().catch(() => null)
      this.status = response.status
      this.#answered = response.headers
    } catch {
      if (this.#abort.signal.aborted) return
    }
    this.readyState = 4
    this.onreadystatechange?.call(this, {})
  }
}
