import { SignJWT } from 'jose'
import { customerOf } from '../../src/widget/customer.ts'

const token = (subject: string) =>
  new SignJWT({ note: 'äöü?>~' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .sign(new Uint8Array(32))

test('the customer number stands in the token', async () => {
  expect(customerOf(await token('10234'))).toBe('10234')
  expect(customerOf(await token('A-1.b_2'))).toBe('A-1.b_2')
})

test('nobody signed in is nobody; what cannot be read is somebody unknown', () => {
  expect(customerOf(null)).toBeUndefined()
  expect(customerOf(undefined)).toBeUndefined()
  for (const broken of ['', 'x', 'a.b.c', 'a.e30.c', 'a.bnVsbA.c']) expect(customerOf(broken)).toBe('')
})
