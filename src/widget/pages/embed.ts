import { accentColours, parseHex } from '../accent.ts'
import { copyText } from '../copyText.ts'
import { type SnippetOptions, snippet } from './snippet.ts'

const previewDelayMs = 400
const messages = {
  noColour: 'Bitte eine Farbe wie #0e5a66 angeben.',
  adjusted: (colour: string) => `Schrift in dieser Farbe erscheint als ${colour}, damit sie lesbar bleibt.`,
  noLink: 'Bitte einen Link angeben, der mit https:// beginnt.',
  copied: 'Kopiert',
  notCopied: 'Bitte markieren Sie die Zeile und kopieren Sie sie mit Strg + C.',
} as const

const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T
const form = byId<HTMLFormElement>('options')
const picker = byId<HTMLInputElement>('picker')
const accent = byId<HTMLInputElement>('accent')
const preview = byId<HTMLIFrameElement>('preview')
let previewTimer: ReturnType<typeof setTimeout> | undefined

picker.addEventListener('input', () => {
  accent.value = picker.value
})
form.addEventListener('input', update)
form.addEventListener('submit', (event) => event.preventDefault())
byId('copy').addEventListener('click', async () => {
  const done = await copyText(byId('snippet').textContent)
  byId('copied').textContent = done ? messages.copied : messages.notCopied
})
update()

/** Shows the line for what is filled in, and lets the preview follow; what is not usable is left out. */
function update(): void {
  const options: SnippetOptions = {
    title: value('title'),
    accent: checked('accent', parseHex, messages.noColour),
    position: value('position'),
    privacyUrl: checked('privacyUrl', isHttps, messages.noLink),
    imprintUrl: checked('imprintUrl', isHttps, messages.noLink),
  }
  const brand = parseHex(options.accent ?? '')
  if (brand) {
    const { accent: shown, fill } = accentColours(brand, 'light')
    picker.value = fill
    if (shown !== fill) byId('accent-note').textContent = messages.adjusted(shown)
  }
  const line = snippet(location.origin, options)
  if (line === byId('snippet').textContent) return
  byId('snippet').textContent = line
  byId('copied').textContent = ''
  clearTimeout(previewTimer)
  previewTimer = setTimeout(() => show(options), previewDelayMs)
}

function show(options: SnippetOptions): void {
  const chosen = Object.entries(options).filter(([, text]) => text)
  preview.src = `/embed/preview?${new URLSearchParams(chosen)}`
}

function value(name: string): string {
  return String(new FormData(form).get(name) ?? '').trim()
}

function checked(name: string, isGood: (text: string) => unknown, problem: string): string {
  const text = value(name)
  const isBad = text !== '' && !isGood(text)
  byId(name).setAttribute('aria-invalid', String(isBad))
  byId(`${name}-note`).textContent = isBad ? problem : ''
  return isBad ? '' : text
}

function isHttps(text: string): boolean {
  return URL.parse(text)?.protocol === 'https:'
}
