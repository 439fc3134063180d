import type { SupportLevel } from '../../knowledge/topic.ts'
import { routingOf } from '../../src/cli/routing.ts'
import { opened, world } from './world.ts'

/** A text is led to a topic by an answer that states it, or a question back that offers it. */
export function expectLed(text: string, id: string): void {
  const match = opened.matcher.match(text)
  const named = match.kind === 'answer' ? [match.topic] : match.kind === 'choose' ? match.topics : []
  expect({ text, topics: named.map((topic) => topic.id) }).toEqual({
    text,
    topics: expect.arrayContaining([id]),
  })
}

/** The reply names no level, or both, or no other than this one. */
export function expectNotMisled(text: string, level: SupportLevel | null): void {
  const stated = routingOf(text, world).level
  expect({ text, level: stated }).toEqual({ text, level: stated === null ? null : level })
}
