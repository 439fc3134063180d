import { z } from 'zod'

/** First level is the hotline's, covered by the maintenance contract; second level the account manager's (newsletter 08/2023). */
export const supportLevel = z.enum(['first', 'second'])
export type SupportLevel = z.infer<typeof supportLevel>

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'eine Kennung aus Kleinbuchstaben, Ziffern und Bindestrichen')
const text = z.string().trim().min(1)
const areDifferent = (ids: readonly string[]): boolean => new Set(ids).size === ids.length

/**
 * One topic of the newsletter, one YAML file. `id` is stable: files, evaluation data, cards, logs and the API use it.
 * `newsletterTitle` is the newsletter's own spelling, `interpreted` what we read into it beyond the heading.
 */
export const topicSchema = z.strictObject({
  id,
  level: supportLevel,
  title: text,
  newsletterTitle: text,
  source: text,
  summary: text.max(110),
  interpreted: text,
  terms: z.array(text).min(15),
  examples: z.array(text).min(25),
})
export type Topic = Readonly<z.infer<typeof topicSchema>>

/** A person or desk to call. `phone` is spelled as the newsletter prints it; only the hotline has an e-mail address there. */
export const contactSchema = z.strictObject({
  id,
  name: text,
  phone: z.string().regex(/^0[1-9]\d+(-\d+)*$/, 'eine Rufnummer wie 02151-53706-31'),
  email: z.email('eine E-Mail-Adresse').optional(),
})
export type Contact = Readonly<z.infer<typeof contactSchema>>

export const contactsSchema = z.strictObject({
  source: text,
  hotline: id,
  accountManagers: z.array(id).min(1).refine(areDifferent, 'jede Kennung nur einmal'),
  contacts: z
    .array(contactSchema)
    .min(1)
    .refine((contacts) => areDifferent(contacts.map((contact) => contact.id)), 'jede Kennung nur einmal'),
})

/** Whom the newsletter names: the hotline for first level, the account managers for second. */
export interface Directory {
  readonly source: string
  readonly hotline: Contact & { readonly email: string }
  readonly accountManagers: readonly Contact[]
}

/** What a user may want besides a topic. */
export const intents = [
  'greeting',
  'thanks',
  'help',
  'explain_levels',
  'hotline_contact',
  'account_manager_contact',
  'contact_person',
  'human',
  'restart',
  'cancel',
  'wrong_answer',
  'language',
  'privacy',
  'costs',
  'opening_hours',
] as const
export type Intent = (typeof intents)[number]

export const intentsSchema = z.strictObject(
  Object.fromEntries(intents.map((intent) => [intent, z.array(text).min(10)])) as Record<
    Intent,
    z.ZodArray<z.ZodString>
  >,
)

/**
 * `unlisted`: about the program, but in neither list. `foreign`: not about the program. `unclear`: nobody could tell
 * what it is about.
 */
export const outOfScopeReasons = ['unlisted', 'foreign', 'unclear'] as const
export type OutOfScope = (typeof outOfScopeReasons)[number]

export const outOfScopeSchema = z.strictObject({
  reason: z.enum(outOfScopeReasons),
  examples: z.array(text).min(75),
})

/** Messages which fairly read as any of `topics`, so the answer is a question back. */
export const doubleReadingsSchema = z.array(
  z.strictObject({
    topics: z.array(id).min(2).max(3).refine(areDifferent, 'verschiedene Themen'),
    examples: z.array(text).min(1),
  }),
)
export type DoubleReadingGroups = Readonly<z.infer<typeof doubleReadingsSchema>>

/** What a message can be about: a topic's id, an intent, or neither. */
export type Label = `topic:${string}` | `intent:${Intent}` | OutOfScope

export const labelOf = ({ id }: Pick<Topic, 'id'>): Label => `topic:${id}`

/** A sentence of the knowledge files with what it is about; several labels: it can be read as any of them. */
export interface Example {
  readonly text: string
  readonly labels: readonly Label[]
}

/** Everything the knowledge files say, checked and whole. */
export interface Knowledge {
  readonly topics: ReadonlyMap<string, Topic>
  readonly directory: Directory
  readonly examples: readonly Example[]
}
