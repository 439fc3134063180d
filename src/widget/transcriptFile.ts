import { el } from './dom.ts'
import { transcriptFile as strings } from './strings.de.ts'

/** One message of the conversation, as it goes into the file. */
export interface Line {
  readonly speaker: string
  readonly at: Date
  readonly text: string
  readonly isSent: boolean
}

const moment = new Intl.DateTimeFormat('de-DE', { dateStyle: 'medium', timeStyle: 'short' })

/** The conversation to read and to keep. With a byte order mark, by which editors on Windows know UTF-8. */
export function transcriptText(title: string, lines: readonly Line[], savedAt: Date): string {
  const parts = lines.map(({ speaker, at, text, isSent }) => {
    const state = isSent ? '' : ` (${strings.notSent})`
    return `${moment.format(at)} – ${speaker}${state}:\n${text}`
  })
  return `\ufeff${[`${strings.heading(title)}\n${strings.savedAt(moment.format(savedAt))}`, ...parts].join('\n\n')}\n`.replaceAll(
    '\n',
    '\r\n',
  )
}

export const fileName = (savedAt: Date): string =>
  `${strings.fileName} ${savedAt.toLocaleDateString('sv-SE')}.txt`

/** Lets the browser save a text as a file. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  el('a', { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
