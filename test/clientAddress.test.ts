import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createClientAddress } from '../src/clientAddress.ts'

let addressOf: (request: IncomingMessage) => string
let server: Server
beforeAll(async () => {
  server = createServer((req, res) => res.end(addressOf(req)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => server.close())

/** What the server takes for the client's address, of a request through `trusted` proxies. */
const seenWith = (trusted: readonly string[], forwardedFor?: string) =>
  new Promise<string>((resolve, reject) => {
    addressOf = createClientAddress(trusted)
    const headers = { ...(forwardedFor !== undefined && { 'x-forwarded-for': forwardedFor }) }
    request({ port: (server.address() as AddressInfo).port, headers }, (response) => resolve(text(response)))
      .on('error', reject)
      .end()
  })

describe('without a trusted proxy', () => {
  it('the address is that of the connection', async () => {
    expect(await seenWith([])).toBe('127.0.0.1')
  })

  it('nobody changes it by a header', async () => {
    expect(await seenWith([], '203.0.113.7')).toBe('127.0.0.1')
    expect(await seenWith(['10.0.0.0/8'], '203.0.113.7')).toBe('127.0.0.1')
  })
})

describe('behind a trusted proxy', () => {
  it.each([
    ['the client', '203.0.113.7', '203.0.113.7'],
    ['the client, whatever it says itself', '1.1.1.1, 203.0.113.7', '203.0.113.7'],
    ['the client behind a second trusted proxy', '203.0.113.7, 10.0.0.5', '203.0.113.7'],
    ['the client with its port', '203.0.113.7:4711', '203.0.113.7'],
    ['a client with IPv6, as its network', '2001:db8:1:2:3:4:5:6', '2001:db8:1:0::/56'],
    ['a client with IPv6 and its port', '[2001:db8:1:2::6]:4711', '2001:db8:1:0::/56'],
    ['IPv4 in the clothes of IPv6', '::ffff:203.0.113.7', '203.0.113.7'],
    ['a link-local address with its zone', 'fe80::1%eth0', 'fe80:0:0:0::/56'],
    ['the proxy, if it says nothing', '', '127.0.0.1'],
  ])('the address is %s', async (_who, forwardedFor, address) => {
    expect(await seenWith(['loopback', '10.0.0.0/8'], forwardedFor)).toBe(address)
  })

  it.each(['unknown', '_hidden', 'Kunde Mustermann', '999.1.1.1'])('%s is no address', async (nonsense) => {
    expect(await seenWith(['loopback'], nonsense)).toBe('unknown')
  })
})
