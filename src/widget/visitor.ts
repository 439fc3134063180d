import { customerOf, type IdentityToken } from './customer.ts'
import type { Session } from './session.ts'

/** Who is at this tab, as far as the page says: that decides whose conversation goes on here. */
export class Visitor {
  #token: IdentityToken
  #customer: string | undefined
  #refused: string | undefined

  constructor(token: IdentityToken) {
    this.#token = token
    this.#customer = customerOf(token)
  }

  /** The portal's token, for a new conversation. */
  get token(): IdentityToken {
    return this.#token
  }

  /** What a session has to know of the visitor. */
  get known(): Pick<Session, 'customer' | 'refused'> {
    return { customer: this.#customer, refused: this.#refused }
  }

  /**
   * Whether a session is that of the customer whom the page names, if it names one; also of one whose token was refused
   * before. If so, the visitor is who it was in that session.
   */
  takesUp({ customer, refused }: Session): boolean {
    const isOwn = customer === this.#customer || (customer === undefined && refused === this.#customer)
    if (this.#token !== undefined && !isOwn) return false
    this.#customer = customer
    this.#refused = refused
    return true
  }

  /** Somebody has signed in, or out. Returns whether that is another customer than before. */
  becomes(token: IdentityToken): boolean {
    const before = this.#customer
    this.#token = token
    this.#customer = customerOf(token)
    return this.#customer !== before
  }

  /** The server did not accept the token: from here on the visitor is nobody it knows. */
  refuse(): void {
    this.#refused = this.#customer
    this.#token = undefined
    this.#customer = undefined
  }
}
