import type { Session } from '../../src/widget/session.ts'
import { Visitor } from '../../src/widget/visitor.ts'
import { customerToken } from '../helpers/portal.ts'

const sessionOf = (customer?: string, refused?: string): Session => ({
  conversation: undefined,
  customer,
  refused,
  unsent: [],
})

test('where the page does not say who it is, any session goes on, with its customer', () => {
  const visitor = new Visitor(undefined)
  expect(visitor.takesUp(sessionOf('10234'))).toBe(true)
  expect(visitor.known).toEqual({ customer: '10234', refused: undefined })
})

test.each([
  ['the same customer', '10234', sessionOf('10234'), true],
  ['the same customer, whose token was refused', '10234', sessionOf(undefined, '10234'), true],
  ['another customer', '10234', sessionOf('10999'), false],
  ['another customer, whose token was refused', '10234', sessionOf(undefined, '10999'), false],
  ['a visitor before the customer signed in', '10234', sessionOf(), false],
  ['a customer who has signed out', null, sessionOf('10234'), false],
  ['a visitor whom the page calls nobody', null, sessionOf(), true],
])('a session of %s', async (_, customer, session, isOwn) => {
  const visitor = new Visitor(customer && (await customerToken(customer)))
  expect(visitor.takesUp(session)).toBe(isOwn)
})

test('only another customer makes another visitor', async () => {
  const visitor = new Visitor(await customerToken('10234'))
  expect(visitor.becomes(await customerToken('10234'))).toBe(false)
  expect(visitor.becomes(await customerToken('10999'))).toBe(true)
  expect(visitor.becomes(null)).toBe(true)
  expect(visitor.becomes(undefined)).toBe(false)
})

test('whoever was refused goes on as nobody, and is known again', async () => {
  const visitor = new Visitor(await customerToken('10234'))
  visitor.refuse()
  expect(visitor).toMatchObject({ token: undefined, known: { customer: undefined, refused: '10234' } })
})
