import type { CardChannel } from '../cards/render.ts'

/**
 * The channels that show Adaptive Cards. Any other, such as e-mail or SMS, gets text: it would drop a card, or send it
 * as a picture. `emulator` and `test` are for developers.
 */
const cardChannels: ReadonlyMap<string, CardChannel> = new Map([
  ['msteams', 'teams'],
  ['webchat', 'web'],
  ['directline', 'web'],
  ['emulator', 'web'],
  ['test', 'web'],
])

/** How to show replies in a channel, by its `channelId`. */
export const cardChannel = (channelId: string): CardChannel => cardChannels.get(channelId) ?? 'text'
