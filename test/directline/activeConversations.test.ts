import fc from 'fast-check'
import { ActiveConversations } from '../../src/directline/activeConversations.ts'

const minute = 60_000
let now: number
let conversations: ActiveConversations
beforeEach(() => {
  now = 1_000_000
  conversations = new ActiveConversations({ inAll: 100, windowMs: 10 * minute, now: () => now })
})

const touch = (conversation: string, group = 'office', limit = 2) =>
  conversations.touch(conversation, group, limit)

describe('the conversations of an office', () => {
  it('are as many as the limit, and then one more has to wait for the oldest to rest', () => {
    expect(touch('a')).toBe(0)
    now += minute
    expect(touch('b')).toBe(0)
    now += minute
    expect(touch('c')).toBe(8 * minute)
    now += 8 * minute
    expect(touch('c')).toBe(0)
    expect(touch('d')).toBe(minute)
  })

  it('go on while they are active, however many there are', () => {
    touch('a')
    touch('b')
    for (let times = 0; times < 30; times++) {
      now += 9 * minute
      expect(touch('a')).toBe(0)
      expect(touch('b')).toBe(0)
      expect(touch('c')).toBeGreaterThan(0)
    }
  })

  it('do not count for another', () => {
    touch('a')
    touch('b')
    expect(touch('c', 'other office')).toBe(0)
  })

  it('go on elsewhere, and count where they began', () => {
    touch('a')
    touch('b')
    touch('x', 'train')
    touch('y', 'train')
    expect(touch('a', 'train')).toBe(0)
    expect(touch('z', 'train')).toBeGreaterThan(0)
    expect(touch('c')).toBeGreaterThan(0)
  })
})

describe('the memory', () => {
  it('holds no more than the limit of all', () => {
    for (let at = 0; at < 1000; at++) touch(`conversation ${at}`, `address ${at}`)
    expect(conversations.size).toBe(100)
    expect(touch('one more', 'elsewhere')).toBe(10 * minute)
  })

  it('forgets what has been quiet for ten minutes', () => {
    for (let at = 0; at < 50; at++) touch(`conversation ${at}`, `address ${at}`)
    now += 10 * minute
    touch('next')
    expect(conversations.size).toBe(1)
  })
})

test('whatever happens, it says the same as counting the last ten minutes anew', () => {
  const steps = fc.array(fc.record({ conversation: fc.nat(8), group: fc.nat(2), minutes: fc.nat(6) }), {
    maxLength: 60,
  })
  fc.assert(
    fc.property(steps, (events) => {
      let time = 0
      const tested = new ActiveConversations({ inAll: 6, windowMs: 10 * minute, now: () => time })
      let active: { conversation: number; group: number; at: number }[] = []
      for (const { conversation, group, minutes } of events) {
        time += minutes * minute
        active = active.filter(({ at }) => at + 10 * minute > time)
        const known = active.find((one) => one.conversation === conversation)
        const admitted =
          known !== undefined || (active.length < 6 && active.filter((one) => one.group === group).length < 3)
        expect(tested.touch(String(conversation), String(group), 3) === 0).toBe(admitted)
        if (admitted) {
          active = active.filter((one) => one !== known)
          active.push({ conversation, group: known?.group ?? group, at: time })
        }
      }
    }),
  )
})
