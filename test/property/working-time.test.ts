import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day, hour, minute } from '../../shared/domain/time.ts'
import {
  addWorkTime,
  standingAt,
  type WorkCalendar,
  type WorkingHours,
  weekdays,
  workTimeBetween,
} from '../../shared/domain/working-time.ts'

const zones = ['America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'UTC']

const clock = (minutes: number): string =>
  minutes === 24 * 60
    ? '24:00'
    : `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const shift = fc
  .tuple(fc.integer({ min: 0, max: 23 * 60 }), fc.integer({ min: 1, max: 24 * 60 }))
  .map(([from, length]) => ({ from: clock(from), until: clock(Math.min(from + length, 24 * 60)) }))

const hours: fc.Arbitrary<WorkingHours> = fc
  .array(fc.option(shift), { minLength: 7, maxLength: 7 })
  .map((shifts) => Object.fromEntries(weekdays.map((name, index) => [name, [shifts[index] ?? []].flat()])))

// Around both changes of the clocks of 2026, north and south.
const moment = fc.integer({ min: Date.UTC(2026, 1, 20), max: Date.UTC(2026, 10, 20) })

const calendar: fc.Arbitrary<WorkCalendar> = fc
  .record({
    timezone: fc.constantFrom(...zones),
    hours: fc.option(hours),
    holidays: fc.constantFrom([], ['2026-03-09'], ['2026-03-08', '2026-03-29', '2026-10-25', '2026-11-01']),
    off: fc.array(fc.tuple(moment, fc.integer({ min: minute, max: 9 * day })), { maxLength: 3 }),
  })
  .map(({ timezone, hours: given, holidays, off }) => ({
    timezone,
    holidays,
    timeOff: off.map(([from, length]) => ({ from, until: from + length })),
    ...(given === null ? {} : { hours: given }),
  }))

const runs = { numRuns: 500 }

describe('working time', () => {
  it('between a moment and the end of a work time is that work time', () => {
    fc.assert(
      fc.property(calendar, moment, fc.integer({ min: minute, max: 60 * hour }), (one, from, duration) => {
        const end = addWorkTime(one, from, duration)
        const worked = workTimeBetween(one, from, end)
        // Who is never at work that long has a deadline all the same, on the wall clock.
        expect(worked === duration || (worked < duration && end === from + duration)).toBe(true)
      }),
      runs,
    )
  })

  it('adds up: up to a moment and from there on is the whole', () => {
    fc.assert(
      fc.property(calendar, moment, fc.nat(20 * day), fc.nat(20 * day), (one, from, first, second) => {
        const [middle, until] = [from + first, from + first + second]
        expect(workTimeBetween(one, from, middle) + workTimeBetween(one, middle, until)).toBe(
          workTimeBetween(one, from, until),
        )
      }),
      runs,
    )
  })

  it('is standing still or running until the moment it says', () => {
    fc.assert(
      fc.property(calendar, moment, (one, at) => {
        const { atWork, until } = standingAt(one, at)
        const end = Math.min(until, at + 30 * day)
        expect(workTimeBetween(one, at, end)).toBe(atWork ? end - at : 0)
      }),
      runs,
    )
  })

  it('never counts time off', () => {
    fc.assert(
      fc.property(calendar, (one) => {
        for (const { from, until } of one.timeOff) expect(workTimeBetween(one, from, until)).toBe(0)
      }),
      runs,
    )
  })
})

describe('when the clocks change', () => {
  const office: WorkCalendar = {
    timezone: 'America/New_York',
    hours: Object.fromEntries(weekdays.map((name) => [name, [{ from: '00:00', until: '08:00' }]])),
    holidays: [],
    timeOff: [],
  }

  it('a night shift is an hour shorter in spring and longer in autumn', () => {
    const night = (month: number, date: number) =>
      workTimeBetween(office, Date.UTC(2026, month, date, 4), Date.UTC(2026, month, date + 1, 4)) / hour
    expect([night(2, 7), night(2, 8), night(9, 31), night(10, 1)]).toEqual([8, 7, 8, 9])
  })

  it('nine in the morning stays nine in the morning', () => {
    const mornings = { ...office, hours: { mon: [{ from: '09:00', until: '17:00' }] } }
    const starts = [Date.UTC(2026, 2, 6, 12), Date.UTC(2026, 2, 9, 12)].map((at) => standingAt(mornings, at).until)
    expect(starts.map((at) => new Date(at).toISOString())).toEqual([
      '2026-03-09T13:00:00.000Z',
      '2026-03-09T13:00:00.000Z',
    ])
    expect(addWorkTime(mornings, Date.UTC(2026, 2, 6, 12), 15 * minute)).toBe(Date.UTC(2026, 2, 9, 13, 15))
  })
})
