import { jest } from '@jest/globals'

/** What time it is for this process; timers and sockets go by the real one. */
export const clock = {
  /** At a full second. */
  stop: () =>
    jest.useFakeTimers({
      now: Math.ceil(Date.now() / 1000) * 1000,
      doNotFake: [
        'hrtime',
        'performance',
        'nextTick',
        'queueMicrotask',
        'setImmediate',
        'clearImmediate',
        'setInterval',
        'clearInterval',
        'setTimeout',
        'clearTimeout',
      ],
    }),
  passSeconds: (seconds: number) => jest.setSystemTime(Date.now() + seconds * 1000),
  goOn: () => jest.useRealTimers(),
}
