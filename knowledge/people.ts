import Fuse from 'fuse.js'
import { tokenize } from './normalize.ts'
import type { Contact } from './topic.ts'

/** Which contacts a text names. */
export interface NamedPeople {
  /** The contacts that fit best; several if the name is shared ("Pascal"). */
  readonly people: readonly Contact[]
  /** True if the text is a name and hardly anything else: "Herr Müller", "Nummer von Daniela van Wickeren". */
  readonly nothingElse: boolean
}

/** Words that may stand beside a name without making the text a question about something else. */
const fillers = new Set(
  tokenize(
    'herr herrn frau nummer telefonnummer telefon tel nr durchwahl kontakt kontaktdaten von vom der die das den für zu an mit ' +
      'bitte die ist wer wie lautet erreiche ich kann sprechen möchte will bei hallo guten tag und oder kundenbetreuer betreuer',
  ).map((token) => token.folded),
)

/** Finds contacts by first name, surname or both, with small misspellings ("Hötges", "van Wikeren"). */
export function createPeopleFinder(contacts: readonly Contact[]): (text: string) => NamedPeople {
  const names = contacts.flatMap((contact) =>
    tokenize(contact.name)
      .filter(({ folded }) => folded.length > 3)
      .map(({ folded }) => ({ name: folded, contact })),
  )
  const fuse = new Fuse(names, { keys: ['name'], threshold: 0.25, ignoreLocation: false, distance: 10 })

  return (text) => {
    const hits = new Map<Contact, number>()
    let others = 0
    let meant = false
    for (const { folded } of tokenize(text)) {
      const found = folded.length > 3 ? nameHits(folded) : []
      for (const contact of found) hits.set(contact, (hits.get(contact) ?? 0) + 1)
      meant ||= fillers.has(folded) || names.some(({ name }) => name === folded)
      if (found.length === 0 && !fillers.has(folded) && folded !== 'van') others++
    }
    const most = Math.max(0, ...hits.values())
    const people = [...hits].filter(([, count]) => count === most).map(([contact]) => contact)
    // A near spelling alone may be another word: "Mauer" is no Maaßen.
    return { people, nothingElse: people.length > 0 && others === 0 && meant }
  }

  function nameHits(word: string): Contact[] {
    const exact = names.filter(({ name }) => name === word)
    if (exact.length > 0) return exact.map(({ contact }) => contact)
    // A filler such as "nummer" is close to no name, but a short word may be; only near lengths count.
    return fuse
      .search(word)
      .filter(({ item }) => Math.abs(item.name.length - word.length) <= 1)
      .map(({ item }) => item.contact)
  }
}
