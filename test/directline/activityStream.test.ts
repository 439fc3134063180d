import { jest } from '@jest/globals'
import { pino } from 'pino'
import { WebSocket } from 'ws'
import { ActivityStream } from '../../src/directline/activityStream.ts'
import type { Store } from '../../src/storage/store.ts'
import { expectErrorWithoutText, quotingError } from '../helpers/leaks.ts'

/** A socket whose frames leave only when told, and a log of numbered activities. */
function fixture(watermark = 0) {
  const log: { n: number }[] = []
  const frames: { activities: { n: number }[]; watermark: string }[] = []
  const waiting: ((error?: Error) => void)[] = []
  const lines: string[] = []
  const socket = {
    readyState: WebSocket.OPEN as number,
    send(frame: string, done: (error?: Error) => void) {
      frames.push(JSON.parse(frame))
      waiting.push(done)
    },
    close: jest.fn(),
    terminate: jest.fn(),
  }
  const activitiesAfter = jest.fn(async (_id: string, after: number) => ({
    activities: log.slice(after).map(({ n }) => ({ n })),
    watermark: log.length,
  }))
  const stream = new ActivityStream(
    { activitiesAfter } as unknown as Store,
    pino({}, { write: (line: string) => lines.push(line) }),
    socket as unknown as WebSocket,
    'c',
    watermark,
  )
  const add = () => log.push({ n: log.length + 1 })
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  const numbers = () => frames.flatMap((frame) => frame.activities.map(({ n }) => n))
  return {
    add,
    stream,
    frames,
    waiting,
    socket,
    activitiesAfter,
    settle,
    numbers,
    logged: () => lines.join(''),
  }
}

test('for a slow reader one frame waits, and the next one holds all that came in meanwhile', async () => {
  const { add, stream, frames, waiting, settle, numbers } = fixture()
  for (let turn = 0; turn < 50; turn++) {
    add()
    stream.catchUp()
    await settle()
  }
  expect(frames).toHaveLength(1)
  waiting.shift()?.()
  await settle()
  expect(frames).toHaveLength(2)
  expect(numbers()).toEqual(Array.from({ length: 50 }, (_, at) => at + 1))
  expect(frames[1]?.watermark).toBe('50')
})

test('it begins after the watermark, and sends nothing when there is nothing', async () => {
  const { add, stream, frames, settle, numbers } = fixture(2)
  for (let count = 0; count < 3; count++) add()
  stream.catchUp()
  await settle()
  expect(numbers()).toEqual([3])
  const quiet = fixture()
  quiet.stream.catchUp()
  await quiet.settle()
  expect(quiet.frames).toEqual([])
  expect(frames).toHaveLength(1)
})

test('a watermark beyond the end is taken back to it', async () => {
  const { add, stream, settle, numbers } = fixture(99)
  add()
  stream.catchUp()
  await settle()
  add()
  stream.catchUp()
  await settle()
  expect(numbers()).toEqual([2])
})

test('a frame that cannot be sent ends the socket', async () => {
  const { add, stream, waiting, socket, settle } = fixture()
  add()
  stream.catchUp()
  await settle()
  waiting.shift()?.(new Error('gone'))
  await settle()
  expect(socket.terminate).toHaveBeenCalled()
})

test('a closed socket is not written to', async () => {
  const { add, stream, socket, activitiesAfter, settle } = fixture()
  socket.readyState = WebSocket.CLOSING
  add()
  stream.catchUp()
  await settle()
  expect(activitiesAfter).not.toHaveBeenCalled()
})

test('a store that fails closes the socket, so that the client comes back', async () => {
  const { stream, socket, activitiesAfter, settle, logged } = fixture()
  activitiesAfter.mockRejectedValueOnce(quotingError())
  stream.catchUp()
  await settle()
  expect(socket.close).toHaveBeenCalledWith(1011)
  expectErrorWithoutText(logged())
})
