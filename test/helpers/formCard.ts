import { openSqliteStore } from '../../src/storage/sqlite.ts'

const input = (type: string, id: string, label: string, more: object = {}) => ({
  type: `Input.${type}`,
  id,
  label,
  ...more,
})

/** A card with every kind of input that the chat shows. */
export const formCard = {
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  type: 'AdaptiveCard',
  version: '1.5',
  lang: 'de',
  body: [
    {
      type: 'TextBlock',
      text: 'Anfrage an Ihren Kundenbetreuer',
      wrap: true,
      weight: 'bolder',
      style: 'heading',
    },
    input('Text', 'name', 'Ihr Name', { isRequired: true, errorMessage: 'Bitte geben Sie Ihren Namen an.' }),
    input('Text', 'matter', 'Ihr Anliegen', { isMultiline: true, placeholder: 'Was ist passiert?' }),
    input('ChoiceSet', 'object', 'Objekt', {
      isRequired: true,
      errorMessage: 'Bitte wählen Sie ein Objekt.',
      placeholder: 'Bitte wählen',
      choices: [
        { title: 'Lindenstraße 5', value: 'a' },
        { title: 'Marktplatz 1', value: 'b' },
      ],
    }),
    input('ChoiceSet', 'time', 'Wann erreichen wir Sie?', {
      style: 'expanded',
      choices: [
        { title: 'Vormittags', value: 'am' },
        { title: 'Nachmittags', value: 'pm' },
      ],
    }),
    input('Date', 'day', 'Rückruf am'),
    { type: 'Input.Toggle', id: 'urgent', title: 'Es ist dringend' },
    {
      type: 'ActionSet',
      actions: [{ type: 'Action.Submit', title: 'Anfrage senden', data: { action: 'form' } }],
    },
  ],
}

/** Lets the bot say a form in a conversation, as a later part of the bot will. It is there after a reload. */
export async function sayForm(dataDir: string, conversationId: string): Promise<void> {
  const store = openSqliteStore(dataDir)
  try {
    const stored = await store.load(conversationId)
    if (!stored) throw new Error('There is no such conversation')
    const id = `${conversationId}|${String(stored.activityCount + 1).padStart(7, '0')}`
    await store.commitTurn({
      conversationId,
      expectedVersion: stored.version,
      inboundKey: 'form',
      state: stored.state as never,
      activities: [
        {
          id,
          type: 'message',
          timestamp: new Date().toISOString(),
          from: { id: 'hausperfekt', role: 'bot' },
          summary: 'Anfrage an Ihren Kundenbetreuer',
          attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: formCard }],
        },
      ],
    })
  } finally {
    await store.close()
  }
}
