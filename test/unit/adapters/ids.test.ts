import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createUlidIds } from '../../../shared/adapters/system/ids.ts'

/** Bytes that look random and come out the same each time (xorshift, 32 bits). */
function seededBytes(seed: number): (size: number) => Uint8Array {
  let state = seed | 1
  return (size) =>
    Uint8Array.from({ length: size }, () => {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      return state & 0xff
    })
}

describe('ids', () => {
  it('are 26 characters, unique, and sort as they were made, even when the clock stands or is set back', () => {
    const times = fc.array(fc.integer({ min: 1, max: 2 ** 40 }), { minLength: 2, maxLength: 60 })
    fc.assert(
      fc.property(times, fc.integer(), (instants, seed) => {
        let now = 1
        const ids = createUlidIds({ now: () => now }, seededBytes(seed))
        const made = instants.map((instant) => {
          now = instant
          return ids.next()
        })
        expect(made.every((id) => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(id))).toBe(true)
        expect(made.toSorted()).toEqual(made)
        expect(new Set(made).size).toBe(made.length)
      }),
    )
  })

  it('differ between two sources in the same millisecond', () => {
    const clock = { now: () => 1_000 }
    expect(createUlidIds(clock, seededBytes(1)).next()).not.toBe(createUlidIds(clock, seededBytes(2)).next())
  })

  it('begin with the time', () => {
    const early = createUlidIds({ now: () => 1_000 }, seededBytes(1)).next()
    const late = createUlidIds({ now: () => 2_000 }, seededBytes(1)).next()
    expect(early < late).toBe(true)
    expect(early.slice(10)).toBe(late.slice(10))
  })
})
