import { openKnowledge } from '../../src/knowledge/openKnowledge.ts'
import { testModelCache } from './modelCache.ts'

await openKnowledge(testModelCache)
