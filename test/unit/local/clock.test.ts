import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advanceTo } from '../../../local/clock/advance.ts'
import { addDuration } from '../../../local/clock/duration.ts'

const minute = 60_000
const day = 86_400_000

describe('addDuration', () => {
  const start = Date.parse('2027-01-31T12:00:00Z')
  test.each([
    ['P3D', '2027-02-03T12:00:00.000Z'],
    ['PT90M', '2027-01-31T13:30:00.000Z'],
    ['P1M', '2027-02-28T12:00:00.000Z'],
    ['P1DT1S', '2027-02-01T12:00:01.000Z'],
  ])('%s later it is %s', (duration, wanted) => {
    expect(new Date(addDuration(start, duration) ?? Number.NaN).toISOString()).toBe(wanted)
  })
  test.each(['', 'P', 'PT0S', '-P1D', '3d', 'P99999999Y'])('%j is no step forward', (duration) => {
    expect(addDuration(start, duration)).toBeUndefined()
  })
})

describe('advanceTo', () => {
  /** A world in which each tick does what is due, and some of it makes more. */
  function world(tasks: readonly number[], follow: number) {
    const due = [...tasks]
    const done: { readonly due: number; readonly at: number }[] = []
    const moves: number[] = []
    let now = 0
    return {
      done,
      moves,
      now: () => now,
      moveTo: (time: number) => {
        moves.push(time)
        now = time
      },
      quiet: async () => undefined,
      tick: async () => {
        const ready = due.filter((time) => time <= now)
        due.splice(0, due.length, ...due.filter((time) => time > now))
        for (const time of ready) done.push({ due: time, at: now })
        if (follow > 0) due.push(...ready.slice(0, 1).map(() => now + follow))
      },
      nextDue: async (before: number) => due.filter((time) => time <= before).sort((a, b) => a - b)[0],
    }
  }

  test('drives every task within a minute of its time, in order, and never moves back', async () => {
    const times = fc.array(fc.integer({ min: 0, max: 3 * day }), { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(times, fc.constantFrom(0, 5 * minute * 60), async (tasks, follow) => {
        const around = world(tasks, follow)
        await advanceTo(3 * day, around)
        expect(around.done.length).toBeGreaterThanOrEqual(tasks.length)
        for (const { due, at } of around.done) expect(at - due).toBeLessThanOrEqual(minute)
        expect(around.moves).toEqual(around.moves.toSorted((a, b) => a - b))
        expect(around.now()).toBe(3 * day)
      }),
    )
  })

  test('ends, and soon, though a task stays due forever', async () => {
    const around = { ...world([], 0), nextDue: async () => 0 }
    await advanceTo(365 * day, around)
    expect(around.moves.length).toBeLessThan(3_000)
    expect(around.now()).toBe(365 * day)
  })
})
