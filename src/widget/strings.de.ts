/** Every German text of the widget; what the bot says comes from the server. */

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
  typing: 'Der Assistent antwortet …',
  newConversation: 'Die vorige Unterhaltung ist beendet. Hier beginnt eine neue.',
  unreadable: 'Diese Nachricht kann hier nicht angezeigt werden.',
  /** A tap on a button that is no longer known. */
  unnamedChoice: 'Auswahl',
  newWindow: '(öffnet ein neues Fenster)',
} as const

export const composer = {
  label: 'Ihre Nachricht',
  placeholder: 'Worum geht es?',
  send: 'Senden',
  hint: 'Eingabetaste sendet, Umschalt + Eingabetaste beginnt eine neue Zeile.',
} as const

export const sendState = {
  sending: 'Wird gesendet …',
  sent: 'Gesendet',
  failed: 'Nicht gesendet',
  retry: 'Erneut senden',
} as const

export const connection = {
  lost: 'Keine Verbindung zum Server. Wir versuchen es weiter …',
  back: 'Die Verbindung steht wieder.',
} as const

/** What a screen reader says for a reply; the suggestions follow it as buttons. */
export const announceReply = (text: string, suggestions: readonly string[]): string =>
  suggestions.length === 0
    ? `${chat.bot}: ${text}`
    : `${chat.bot}: ${text} ${chat.suggestions}: ${suggestions.join('; ')}`

export const announceFailed = (text: string, reason = ''): string =>
  `${sendState.failed}: ${text} ${reason}`.trim()
