import { step } from '../../dialogs/supportDialog.ts'
import { initialState, type Reply, type State, type Tap, type World } from '../../dialogs/turn.ts'

/** A user talking to the dialogs, without any channel. */
export class Conversation {
  readonly #world: World
  state: State = initialState

  constructor(world: World) {
    this.#world = world
  }

  /** Begins, as a customer if the channel vouches for one. */
  join(customer?: string): readonly Reply[] {
    return this.#take({ kind: 'joined', ...(customer !== undefined && { customer }) })
  }

  say(text: string): readonly Reply[] {
    return this.#take({ kind: 'message', text })
  }

  tap(tap: Tap): readonly Reply[] {
    return this.#take({ kind: 'tapped', tap })
  }

  attach(): readonly Reply[] {
    return this.#take({ kind: 'attachment' })
  }

  #take(event: Parameters<typeof step>[1]): readonly Reply[] {
    const { state, replies } = step(this.state, event, this.#world)
    // What a store keeps is JSON; a state that does not survive that would be lost at the first restart.
    this.state = JSON.parse(JSON.stringify(state)) as State
    return replies
  }
}

/** All that a user reads of these replies. */
export const textOf = (replies: readonly Reply[]): string => replies.map((reply) => reply.text).join('\n')
