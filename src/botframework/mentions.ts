import { z } from 'zod'
import type { ChannelActivity } from './channelActivity.ts'

const mentionSchema = z.object({
  type: z.string().regex(/^mention$/i),
  text: z.string().min(1),
  mentioned: z.object({ id: z.string() }),
})

/** No `<` inside, so that a text full of opening tags costs no more than any other. */
const atTag = /<at\b[^<>]*>([^<]*)<\/at>/gi

/**
 * The text without mentions of the bot, as the user meant it: "<at>Bot</at>&nbsp;Hallo" is "Hallo". Other people keep
 * their names.
 *
 * `TurnContext.removeRecipientMention` of the SDK does less: it removes the first mention only, leaves `&nbsp;`, leaves
 * the tags where Teams cuts the name into several (`<at>Support</at> <at>Bot</at>`), and throws without a text.
 */
export function textWithoutMentions({ text, entities, recipient }: ChannelActivity): string {
  const mentions = (entities ?? []).flatMap((entity) => mentionSchema.safeParse(entity).data ?? [])
  const isBot = (mention: z.infer<typeof mentionSchema>) => mention.mentioned.id === recipient.id
  const ours = new Set(mentions.filter(isBot).map((mention) => mention.text))
  const others = mentions.filter((mention) => !isBot(mention)).map((mention) => mention.text)

  let rest = text ?? ''
  for (const mention of ours) rest = rest.replaceAll(mention, ' ')
  return rest
    .replace(atTag, (_tag, name: string) => (others.some((other) => other.includes(name)) ? name : ' '))
    .replace(/&nbsp;|\u00a0/gi, ' ')
    .replace(/[ \t]+/g, ' ')
    .trim()
}
