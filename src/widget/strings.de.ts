/** Every German text of the widget; what the bot says comes from the server. */

/** In the page that embeds the chat. */
export const loader = {
  title: 'Support-Wegweiser',
  loading: 'Der Chat wird geladen\u00a0…',
  unreachable: 'Der Chat ist gerade nicht erreichbar. Bitte versuchen Sie es später noch einmal.',
  news: (count: number) => (count ? `${count} neue Nachricht${count > 1 ? 'en' : ''}` : ''),
  bubble: (title: string, news: string) => `Chat: ${title}${news && `, ${news}`}`,
} as const

export const page = {
  title: 'Support-Wegweiser von HausPerfekt',
  heading: 'Wer hilft mir weiter?',
  lead: 'Der Support-Wegweiser von HausPerfekt nennt Ihnen den richtigen Ansprechpartner: die Hotline oder Ihren Kundenbetreuer.',
  noScript: 'Der Chat braucht JavaScript. Bitte schalten Sie es für diese Seite ein.',
} as const

export const chat = {
  name: 'Support-Wegweiser',
  nature: 'Automatischer Assistent',
  region: 'Chat mit dem Support-Wegweiser',
  log: 'Unterhaltung',
  bot: 'Assistent',
  user: 'Sie',
  suggestions: 'Vorschläge',
  typing: 'Der Assistent antwortet\u00a0…',
  close: 'Chat schließen',
  /** Why a new conversation begins. */
  restarted: {
    erased: (days: number) =>
      `Das frühere Gespräch ist nicht mehr gespeichert: Gespräche werden nach ${inDays(days)} gelöscht, auf Wunsch auch früher. Hier beginnt ein neues.`,
    locked: () => 'Das frühere Gespräch lässt sich nicht mehr öffnen. Hier beginnt ein neues.',
    deleted: () => 'Das Gespräch ist gelöscht. Hier beginnt ein neues.',
    customer: () => 'Die Anmeldung hat sich geändert. Hier beginnt ein neues Gespräch.',
  },
  identityRejected:
    'Ihre Anmeldung konnte nicht bestätigt werden. Das Gespräch geht ohne Kundennummer weiter.',
  unreadable: 'Diese Nachricht kann hier nicht angezeigt werden.',
  /** A tap on a button that is no longer known. */
  unnamedChoice: 'Auswahl',
} as const

export const legal = {
  privacy: 'Datenschutz',
  imprint: 'Impressum',
  newWindow: '(öffnet ein neues Fenster)',
} as const

export const notice = {
  kept: (days: number) =>
    `Das Gespräch wird auf unserem Server gespeichert und ${inDays(days, 'acc')} nach der letzten Nachricht gelöscht, auf Wunsch sofort (im Menü).`,
  customer: 'Sind Sie im Portal angemeldet, gehört Ihre Kundennummer dazu.',
  masked: 'IBANs machen wir unkenntlich, Cookies gibt es keine.',
} as const

export const menu = {
  label: 'Menü',
  save: 'Gespräch herunterladen',
  erase: 'Gespräch löschen\u00a0…',
} as const

export const copy = {
  button: (text: string) => `${text} kopieren`,
  title: 'Kopieren',
  done: 'Kopiert',
  failed: 'Kopieren ist hier nicht möglich',
} as const

export const eraseDialog = {
  title: 'Gespräch löschen?',
  effect: 'Wir löschen das Gespräch sofort aus der Datenbank unseres Servers und aus diesem Browser-Tab.',
  remains: 'Nicht zurückholen können wir:',
  remaining: [
    'E-Mails, die Sie mit Ihrem Mailprogramm schon gesendet haben',
    'Anrufe, die Sie geführt haben',
    'Texte, die Sie heruntergeladen oder kopiert haben',
    'Sicherungskopien des Servers, falls es welche gibt',
  ],
  cancel: 'Abbrechen',
  confirm: 'Endgültig löschen',
  failed: 'Das hat nicht geklappt, das Gespräch ist noch gespeichert. Bitte versuchen Sie es noch einmal.',
} as const

export const transcriptFile = {
  fileName: 'Gespräch mit HausPerfekt',
  heading: (title: string) => `Gespräch mit HausPerfekt: ${title}`,
  savedAt: (moment: string) => `Heruntergeladen am ${moment}`,
  notSent: 'nicht gesendet',
} as const

export const composer = {
  label: 'Ihre Nachricht',
  placeholder: 'Worum geht es?',
  send: 'Senden',
  hint: 'Enter sendet, Umschalt + Enter: neue Zeile',
} as const

export const sendState = {
  sending: 'Wird gesendet\u00a0…',
  sent: 'Gesendet',
  failed: 'Nicht gesendet',
  retry: 'Erneut senden',
} as const

export const connection = {
  lost: 'Keine Verbindung zum Server. Wir versuchen es weiter\u00a0…',
  back: 'Die Verbindung steht wieder.',
} as const

/** What a screen reader says for a reply; the suggestions follow it as buttons. */
export const announceReply = (text: string, suggestions: readonly string[]): string =>
  suggestions.length === 0
    ? `${chat.bot}: ${text}`
    : `${chat.bot}: ${text} ${chat.suggestions}: ${suggestions.join('; ')}`

/** What a screen reader says for a message that failed or has to wait. */
export const announceFailed = (text: string, state: keyof typeof sendState, reason = ''): string =>
  `${sendState[state]}: ${text} ${reason}`.trim()

function inDays(days: number, grammar: 'dat' | 'acc' = 'dat'): string {
  if (days === 1) return grammar === 'dat' ? 'einem\u00a0Tag' : 'einen\u00a0Tag'
  return `${days}\u00a0${grammar === 'dat' ? 'Tagen' : 'Tage'}`
}
