import { SignJWT } from 'jose'

/** The key with which the tests' customer portal signs. */
export const portalSecret = 'a-secret-of-the-portal-with-32-characters'

/** The token of a customer who has signed in, as a portal makes it. */
export const customerToken = (customer: string, secret = portalSecret): Promise<string> =>
  new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(customer)
    .setAudience('hausperfekt-chat')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret))
