import { isLoopback } from '../config.ts'
import type { ChannelRequest } from './authentication.ts'
import { Refused } from './refused.ts'

/** A proxy or tunnel sets one of these; then a loopback peer is only the last hop of somebody else's request. */
const forwardingHeader = /^(forwarded|via|x-real-ip|x-forwarded-.+)$/

/**
 * Lets a request pass that a program on this machine made.
 *
 * @throws {Refused} 403
 */
export function refuseUnlessLocal({ headers, socket }: ChannelRequest): void {
  if (!isLoopback(socket.remoteAddress ?? '')) throw new Refused(403, 'peer is not loopback')
  if (Object.keys(headers).some((name) => forwardingHeader.test(name.toLowerCase()))) {
    throw new Refused(403, 'request was forwarded')
  }
  // A web page that has its own name point at 127.0.0.1 (DNS rebinding) comes from here too, but under that name.
  if (!isLoopback(URL.parse(`http://${headers.host}`)?.hostname ?? '')) {
    throw new Refused(403, 'host is not loopback')
  }
}
