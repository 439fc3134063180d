import type { IncomingMessage } from 'node:http'
import { isIP, SocketAddress } from 'node:net'
import ipaddr from 'ipaddr.js'
import proxyAddr from 'proxy-addr'

/** Tells where a request comes from, for limits: an IPv4 address, or the /64 network of an IPv6 address. */
export type ClientAddress = (request: IncomingMessage) => string

/** `X-Forwarded-For` counts only as far as it was written by `trustedProxies`; anybody can send one. */
export function createClientAddress(trustedProxies: readonly string[]): ClientAddress {
  const trust = proxyAddr.compile([...trustedProxies])
  return (request) => lineOf(proxyAddr(request, trust))
}

/**
 * One subscriber gets at least an IPv6 network of 64 bits and may use every address in it (RFC 6177). What is no
 * address, which only a trusted proxy can pass on, is `unknown`.
 */
function lineOf(address = ''): string {
  // Some proxies, such as Azure's, add the port.
  const bare = isIP(address) ? address : SocketAddress.parse(address)?.address
  if (bare === undefined) return 'unknown'
  const parsed = ipaddr.process(bare)
  return parsed instanceof ipaddr.IPv6
    ? `${parsed.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(':')}::/64`
    : parsed.toString()
}
