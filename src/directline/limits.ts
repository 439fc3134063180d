import { hash, randomUUID } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { ActiveConversations } from './activeConversations.ts'
import { TooManyRequests } from './refusal.ts'
import type { Identity } from './tokens.ts'

/**
 * What one address, one conversation may do. An office of many people is behind one address, so the numbers of an
 * address are those of a hundred people, and those of a conversation catch a single client that has gone wild.
 */
export const defaultLimits = {
  /** A hundred customers whose network blocks WebSockets, so that they poll every 1.5 s, make 4,000 a minute. */
  requestsPerAddress: { points: 6_000, duration: 60 },
  /** Tokens, new and resumed: a hundred customers who open the chat three times. */
  tokensPerAddress: { points: 300, duration: 600 },
  /** Ten tabs that poll make 400 a minute. */
  requestsPerConversation: { points: 600, duration: 60 },
  /** Nobody types or taps as fast; but what was written offline goes out all at once. */
  messagesPerConversation: { points: 60, duration: 60 },
  /** Tabs of one conversation, and sockets that their networks have lost and the server has not dropped yet. */
  socketsPerConversation: 10,
  /**
   * An office of twenty in one conversation each. Customers whom the portal vouches for may be more; both are counted
   * for themselves. In all: as many rows as the database may gain in ten minutes, whoever asks.
   */
  activeConversations: { anonymous: 20, identified: 100, inAll: 10_000, duration: 600 },
  /**
   * Addresses and conversations are counted in this many places, so that memory stays bounded however many there are.
   * Two that fall into one place share their numbers, which is rare, and harmless for people.
   */
  places: 2 ** 16,
}
export type LimitNumbers = typeof defaultLimits

/** Each method counts one of what it is named after, and throws `TooManyRequests` if that was too much. */
export interface Limits {
  request(address: string, conversationId?: string): Promise<void>
  /** A token is given, new or resumed. */
  token(address: string): Promise<void>
  message(conversationId: string): Promise<void>
  /** A conversation is started or written to. */
  active(identity: Identity, address: string): void
  readonly socketsPerConversation: number
}

/** Counts in memory: the limits of a process, forgotten with it. */
export function createLimits(numbers: LimitNumbers = defaultLimits): Limits {
  const requestsPerAddress = new RateLimiterMemory(numbers.requestsPerAddress)
  const tokensPerAddress = new RateLimiterMemory(numbers.tokensPerAddress)
  const requestsPerConversation = new RateLimiterMemory(numbers.requestsPerConversation)
  const messagesPerConversation = new RateLimiterMemory(numbers.messagesPerConversation)
  const { anonymous, identified, inAll, duration } = numbers.activeConversations
  // Apart, so that strangers in however many networks cannot lock out customers whom the portal vouches for.
  const conversations = {
    anonymous: new ActiveConversations({ inAll, windowMs: duration * 1000 }),
    identified: new ActiveConversations({ inAll, windowMs: duration * 1000 }),
  }

  // Nobody outside can tell which keys share a place, and nobody inside whose address it was.
  const salt = randomUUID()
  const digest = (key: string) => hash('sha256', salt + key, 'buffer')
  const placeOf = (key: string) => digest(key).readUInt32BE() % numbers.places

  const count = async (limiter: RateLimiterMemory, key: string) => {
    try {
      await limiter.consume(placeOf(key))
    } catch (error) {
      throw error instanceof RateLimiterRes ? new TooManyRequests(error.msBeforeNext) : error
    }
  }

  return {
    socketsPerConversation: numbers.socketsPerConversation,
    async request(address, conversationId) {
      // The conversation first: what it has too much of does not count for its whole office.
      if (conversationId !== undefined) await count(requestsPerConversation, conversationId)
      await count(requestsPerAddress, address)
    },
    token: (address) => count(tokensPerAddress, address),
    message: (conversationId) => count(messagesPerConversation, conversationId),
    active({ conversationId, customer }, address) {
      const group = digest(address).toString('base64')
      const waitMs =
        customer === undefined
          ? conversations.anonymous.touch(conversationId, group, anonymous)
          : conversations.identified.touch(conversationId, group, identified)
      if (waitMs > 0) throw new TooManyRequests(waitMs)
    },
  }
}
