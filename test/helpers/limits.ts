import { defaultLimits, type LimitNumbers } from '../../src/directline/limits.ts'

/** The real limits, but for tests that open more conversations than an office does. */
export const manyConversations: LimitNumbers = {
  ...defaultLimits,
  activeConversations: { ...defaultLimits.activeConversations, anonymous: 1000, identified: 1000 },
}
