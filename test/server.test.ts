import { request } from 'node:http'
import { startTestServer, type TestServer } from './helpers/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', ...headers },
  })

describe('the probes', () => {
  it('say that the process lives and is ready', async () => {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect(await (await fetch(`${server.url}/readyz`)).json()).toMatchObject({ status: 'ready' })
  })
})

describe('bodies', () => {
  const secret = 'Kunde Mustermann'

  it('that are no JSON get 400 in one line, without a word of the body', async () => {
    const response = await post('/api/messages', `{"text": "${secret}`)
    expect(response.status).toBe(400)
    const text = await response.text()
    expect(text.trim().split('\n')).toHaveLength(1)
    expect(text).not.toContain('Mustermann')
  })

  it('over 32 kB get 413', async () => {
    const response = await post('/api/messages', JSON.stringify({ text: 'x'.repeat(40_000) }))
    expect(response.status).toBe(413)
  })

  it('over 32 kB get 413 also when they do not say their length', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(
        `${server.url}/api/messages`,
        { method: 'POST', headers: { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' } },
        (response) => resolve(response.resume().statusCode),
      )
      sent.on('error', reject)
      for (let part = 0; part < 40; part++) sent.write('x'.repeat(1024))
      sent.end()
    })
    expect(status).toBe(413)
  })

  it('that are compressed or no JSON by their own account get 415', async () => {
    expect((await post('/api/messages', 'x', { 'Content-Encoding': 'gzip' })).status).toBe(415)
    expect(
      (await post('/api/messages', 'x', { 'Content-Type': 'multipart/form-data; boundary=x' })).status,
    ).toBe(415)
  })

  it.each([
    ['no object', '[]'],
    ['no activity', '{}'],
    ['a type that is no text', '{"type": 7}'],
    ['no conversation', '{"type": "message", "channelId": "test", "serviceUrl": "http://localhost:1"}'],
  ])('with %s get 400', async (_name, body) => {
    expect((await post('/api/messages', body)).status).toBe(400)
  })
})

describe('routes', () => {
  it('that do not exist get 404', async () => {
    expect((await fetch(`${server.url}/gibt-es-nicht`)).status).toBe(404)
  })

  it('with the wrong method get 405', async () => {
    expect((await fetch(`${server.url}/api/messages`)).status).toBe(405)
    expect((await fetch(`${server.url}/healthz`, { method: 'DELETE' })).status).toBe(405)
  })
})

describe('the log', () => {
  it('has route, status and duration of a request, but neither body nor query', async () => {
    await post('/api/messages?geheim=4711', '{"text":"Kunde Mustermann"}')
    const text = server.logged.join('')
    expect(text).toMatch(/"route":"\/api\/messages","method":"POST","status":400,"ms":\d+/)
    expect(text).not.toMatch(/Mustermann|4711/)
  })
})
