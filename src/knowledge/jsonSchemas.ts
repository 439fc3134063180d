import { z } from 'zod'
import {
  contactsSchema,
  doubleReadingsSchema,
  intentsSchema,
  outOfScopeSchema,
  topicSchema,
} from '../../knowledge/topic.ts'

/** The JSON schema of each kind of knowledge file, by file name. */
export function jsonSchemas(): [string, string][] {
  const schemas = {
    topic: topicSchema,
    contacts: contactsSchema,
    intents: intentsSchema,
    'out-of-scope': outOfScopeSchema,
    'double-readings': doubleReadingsSchema,
  }
  return Object.entries(schemas).map(([name, schema]) => [
    `${name}.schema.json`,
    `${JSON.stringify(z.toJSONSchema(schema), null, 2)}\n`,
  ])
}
