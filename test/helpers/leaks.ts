import { expect } from '@jest/globals'
import type { World } from '../../dialogs/turn.ts'
import { fakeWorld } from './fakeWorld.ts'

/** A question that must not reach the log; its second line looks like a part of a stack trace. */
export const privateQuestion = 'Backup von Kundin Mustermann\n    at Mustermann (/geheim.ts:1:1)'

/** An error that quotes `text`, as errors of JSON and of databases do. */
export const quotingError = (text: string = privateQuestion): Error =>
  Object.assign(new Error(`cannot handle "${text}"`), { code: 'ERR_BROKEN', request: { body: text } })

/** A world in which every question ends in such an error. */
export const quotingWorld = (): World =>
  fakeWorld({
    matcher: {
      match(question): never {
        throw quotingError(question)
      },
    },
  })

/** The log has the error's kind and place, and nothing of the question. Returns the error's number. */
export function expectErrorWithoutText(log: string): string {
  expect(log).toMatch(/"code":"ERR_BROKEN".*"at":\["at /)
  expect(log).not.toMatch(/Mustermann|geheim|cannot handle/)
  return /"errorId":"([0-9a-f]{8})"/.exec(log)?.[1] ?? 'none'
}
