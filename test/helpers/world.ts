import type { World } from '../../dialogs/turn.ts'
import { openKnowledge } from '../../src/knowledge/openKnowledge.ts'
import { createWorld } from '../../src/world.ts'
import { testModelCache } from './modelCache.ts'

/** The real knowledge and the real matcher, as the server has them. */
export const opened = await openKnowledge(testModelCache)
export const world: World = createWorld(opened, 30)
