import { isLoopback } from '../config.ts'

/**
 * Hosts to which replies may go, and with them the bot's access token.
 *
 * - `smba.trafficmanager.net` is Teams in the public cloud, all regions
 *   (https://microsoft.github.io/Agents-for-js/variables/_microsoft_agents-hosting.TeamsServiceEndpoints.html,
 *   https://github.com/microsoft/BotFramework-Services/issues/342).
 * - `*.botframework.com` are the other channels, such as webchat and europe.directline
 *   (https://learn.microsoft.com/azure/bot-service/bot-service-resources-faq-security, "Which specific URLs").
 *
 * `*.trafficmanager.net` would be too wide: every Azure customer can register a name there.
 */
export const defaultServiceUrlHosts: readonly string[] = ['smba.trafficmanager.net', '*.botframework.com']

/**
 * True if `serviceUrl` is https and its host is on the list. An entry is a host, with its port unless that is 443, or
 * `*.suffix` for all hosts below a suffix.
 */
export function isAllowedServiceUrl(serviceUrl: string, hosts: readonly string[]): boolean {
  const url = parse(serviceUrl)
  if (url?.protocol !== 'https:') return false
  return hosts.some((entry) =>
    entry.startsWith('*.') ? url.host.endsWith(entry.slice(1)) : url.host === entry,
  )
}

/** True if `serviceUrl` is http and stays on this machine. */
export function isLoopbackServiceUrl(serviceUrl: string): boolean {
  const url = parse(serviceUrl)
  return url?.protocol === 'http:' && isLoopback(url.hostname)
}

/** Undefined also for an address with a user name, which serves nothing but to mislead readers. */
function parse(serviceUrl: string): URL | undefined {
  const url = URL.parse(serviceUrl)
  return url && url.username === '' && url.password === '' ? url : undefined
}
