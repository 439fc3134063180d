import { type FrameMessage, type HostMessage, isFrom, parseHostMessage, post } from './frameMessages.ts'

export type TellHost = (message: FrameMessage) => void

/** Hears the page around this frame, if it is one of `origins`; `tellHost` answers to that origin and to no other. */
export function listenToHost(
  origins: readonly string[],
  hear: (message: HostMessage, tellHost: TellHost) => void,
): void {
  addEventListener('message', (event) => {
    const message = isFrom(event, parent, origins) ? parseHostMessage(event.data) : undefined
    if (message) hear(message, (answer) => post(parent, answer, event.origin))
  })
}
