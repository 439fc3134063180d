/** A client of the Direct Line endpoint that polls; every activity it sees is told by `log`. */
export class WebChat {
  readonly #root: string
  readonly #token: string
  readonly conversationId: string

  private constructor(url: string, token: string, conversationId: string) {
    this.#root = `${url}/v3/directline`
    this.#token = token
    this.conversationId = conversationId
  }

  /** Gets a token and starts its conversation. */
  static async open(url: string): Promise<WebChat> {
    const response = await fetch(`${url}/api/webchat/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    })
    const { token, conversationId } = (await response.json()) as { token: string; conversationId: string }
    const chat = new WebChat(url, token, conversationId)
    await chat.#call('POST', '/conversations', {})
    return chat
  }

  async streamUrl(): Promise<string> {
    const { streamUrl } = (await this.#call('GET', `/conversations/${this.conversationId}`)) as {
      streamUrl: string
    }
    return streamUrl
  }

  async send(text: string, clientActivityID: string): Promise<void> {
    await this.#call('POST', `/conversations/${this.conversationId}/activities`, {
      type: 'message',
      text,
      from: { id: 'me' },
      channelData: { clientActivityID },
    })
  }

  async log(): Promise<readonly Record<string, unknown>[]> {
    const { activities } = (await this.#call('GET', `/conversations/${this.conversationId}/activities`)) as {
      activities: Record<string, unknown>[]
    }
    return activities
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(this.#root + path, {
      method,
      headers: { Authorization: `Bearer ${this.#token}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
}
