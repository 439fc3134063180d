import type { RestartReason } from '../../src/widget/clientEvents.ts'
import type { IdentityToken } from '../../src/widget/customer.ts'
import { DirectLineClient } from '../../src/widget/directLineClient.ts'
import type { Activity, Outgoing } from '../../src/widget/protocol.ts'
import { SessionStore } from '../../src/widget/session.ts'

/** Where the chat keeps its session in the browser. */
export const sessionKey = 'hausperfekt-chat'

/** `sessionStorage` as far as the client uses it. */
export function memoryStorage(): Storage {
  const items = new Map<string, string>()
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  } as Storage
}

/** Changes a stored session as time or a reload would. */
export function changeSession(storage: Storage, changes: object): void {
  const session = JSON.parse(storage.getItem(sessionKey) ?? '{}')
  storage.setItem(sessionKey, JSON.stringify({ ...session, ...changes }))
}

const clients: DirectLineClient[] = []

/** A page with the client on it; what it reports is kept. */
export function openPage(
  url: string,
  { storage = memoryStorage(), identity }: { storage?: Storage; identity?: IdentityToken } = {},
) {
  const activities: Activity[] = []
  const outgoing: Outgoing[] = []
  const connection: string[] = []
  const restarts: RestartReason[] = []
  const rejections: true[] = []
  const client = new DirectLineClient(
    {
      activities: (set) => activities.push(...set),
      outgoing: (message) => outgoing.push(message),
      connection: (state) => connection.push(state),
      restarted: (why) => restarts.push(why),
      identityRejected: () => rejections.push(true),
    },
    { origin: url, session: new SessionStore(storage), identity },
  )
  clients.push(client)
  client.start()
  const said = (role: string) => activities.filter(({ from }) => from?.role === role)
  return { client, activities, outgoing, connection, storage, said, restarts, rejections }
}

/** Closes all pages; after each test. */
export function closePages(): void {
  for (const client of clients.splice(0)) client.close()
}
