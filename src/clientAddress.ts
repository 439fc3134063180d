import type { IncomingMessage } from 'node:http'
import { isIP, SocketAddress } from 'node:net'
import ipaddr from 'ipaddr.js'
import proxyAddr from 'proxy-addr'

/** Tells where a request comes from, for limits: an IPv4 address, or the /56 network of an IPv6 address. */
export type ClientAddress = (request: IncomingMessage) => string

/** `X-Forwarded-For` counts only as far as it was written by `trustedProxies`; anybody can send one. */
export function createClientAddress(trustedProxies: readonly string[]): ClientAddress {
  const trust = proxyAddr.compile([...trustedProxies])
  return (request) => lineOf(proxyAddr(request, trust))
}

/**
 * One subscriber gets an IPv6 network of 56 or even 48 bits (RFC 6177; RIPE-690, 4.2) and may use every address in it. At 56
 * bits the largest of them are 256 clients, too few to use up what all clients together may have. What is no
 * address, which only a trusted proxy can pass on, is `unknown`.
 */
function lineOf(address = ''): string {
  // Some proxies, such as Azure's, add the port.
  const bare = isIP(address) ? address : SocketAddress.parse(address)?.address
  if (bare === undefined) return 'unknown'
  const parsed = ipaddr.process(bare)
  return parsed instanceof ipaddr.IPv6
    ? `${[...parsed.parts.slice(0, 3), parsed.parts[3]! & 0xff00]
        .map((part) => part.toString(16))
        .join(':')}::/56`
    : parsed.toString()
}
