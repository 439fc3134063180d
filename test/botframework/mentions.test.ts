import { describe, expect, it } from '@jest/globals'
import type { ChannelActivity } from '../../src/botframework/channelActivity.ts'
import { textWithoutMentions } from '../../src/botframework/mentions.ts'

const mention = (id: string, text: string) => ({ type: 'mention', mentioned: { id, name: text }, text })
const bot = (text: string) => mention('28:bot', text)

const activity = (text: string | undefined, entities?: unknown[]): ChannelActivity => ({
  type: 'message',
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  conversation: { id: 'c' },
  from: { id: 'u' },
  recipient: { id: '28:bot', name: 'Support Bot' },
  ...(text !== undefined && { text }),
  ...(entities && { entities }),
})

describe('textWithoutMentions', () => {
  it.each<[string, string | undefined, unknown[] | undefined, string]>([
    ['no text', undefined, undefined, ''],
    ['a text without mentions', 'Backup geht nicht', undefined, 'Backup geht nicht'],
    ['a mention', '<at>Support Bot</at> Backup', [bot('<at>Support Bot</at>')], 'Backup'],
    [
      'a mention and &nbsp;',
      '<at>Support Bot</at>&nbsp;Backup&nbsp;',
      [bot('<at>Support Bot</at>')],
      'Backup',
    ],
    [
      'several mentions',
      '<at>Support Bot</at> Backup <at>Support Bot</at> bitte',
      [bot('<at>Support Bot</at>'), bot('<at>Support Bot</at>')],
      'Backup bitte',
    ],
    ['a split name', '<at>Support</at> <at>Bot</at> Backup', [bot('<at>Support Bot</at>')], 'Backup'],
    ['a mention without entity', '<at>Support Bot</at> Backup', undefined, 'Backup'],
    ['a tag with an attribute', '<at id="0">Support Bot</at> Backup', [], 'Backup'],
    ['another style of mention', '@Support Bot Backup', [bot('@Support Bot')], 'Backup'],
    ['a mention with the signs of a pattern', '$& (Bot) Backup', [bot('$& (Bot)')], 'Backup'],
    [
      'a colleague',
      '<at>Support Bot</at> <at>Anna Alt</at> hat kein Backup',
      [bot('<at>Support Bot</at>'), mention('29:anna', '<at>Anna Alt</at>')],
      'Anna Alt hat kein Backup',
    ],
    ['nothing but the mention', '<at>Support Bot</at>&nbsp;\n', [bot('<at>Support Bot</at>')], ''],
    ['lines', '<at>Support Bot</at> eins\nzwei', [bot('<at>Support Bot</at>')], 'eins\nzwei'],
    ['entities of other kinds', 'Backup', [null, 7, {}, { type: 'clientInfo' }, bot('')], 'Backup'],
  ])('handles %s', (_name, text, entities, expected) => {
    expect(textWithoutMentions(activity(text, entities))).toBe(expected)
  })

  it('takes no longer for a text full of opening tags', () => {
    const start = performance.now()
    textWithoutMentions(activity('<at>'.repeat(50_000)))
    expect(performance.now() - start).toBeLessThan(500)
  })
})
