import type { World } from '../dialogs/turn.ts'
import { createPeopleFinder } from '../knowledge/people.ts'
import type { OpenKnowledge } from './knowledge/openKnowledge.ts'

/** What the dialogs may know, put together from the knowledge and the configuration. */
export function createWorld({ knowledge, matcher }: OpenKnowledge, retentionDays: number): World {
  return {
    knowledge,
    matcher,
    findPeople: createPeopleFinder(knowledge.directory.accountManagers),
    directLines: 'shown',
    retentionDays,
  }
}
