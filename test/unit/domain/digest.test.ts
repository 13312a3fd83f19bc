import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { dayOf, instantAt, weekdayOf } from '../../../shared/domain/calendar.ts'
import { daysOf, digestIn, mondayOf, nextDigest, weekAfter, weekOf } from '../../../shared/domain/digest.ts'
import { day, hour, minute, toIso } from '../../../shared/domain/time.ts'
import { weekdays } from '../../../shared/domain/working-time.ts'

describe('the ISO week of a day', () => {
  // Examples of ISO 8601 at the turn of a year, as `date +%G-W%V` gives them.
  it.each([
    ['2026-03-02', '2026-W10'],
    ['2026-03-08', '2026-W10'],
    ['2026-03-09', '2026-W11'],
    ['2027-01-01', '2026-W53'],
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2025-12-28', '2025-W52'],
    ['2025-12-29', '2026-W01'],
    ['2024-12-30', '2025-W01'],
  ])('of %s is %s', (dayText, week) => {
    expect(weekOf(dayText)).toBe(week)
  })

  it('begins on the Monday it is found by, and is followed by the one of the next Monday', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) }), (at) => {
        const dayText = toIso(at).slice(0, 10)
        const monday = mondayOf(weekOf(dayText))
        expect(weekdayOf(monday)).toBe('mon')
        const age = (Date.parse(dayText) - Date.parse(monday)) / day
        expect(age >= 0 && age < 7).toBe(true)
        expect(mondayOf(weekAfter(weekOf(dayText)))).toBe(toIso(Date.parse(monday) + 7 * day).slice(0, 10))
      }),
    )
  })
})

describe('when the next digest goes out', () => {
  const mondays = { on: 'mon', at: '08:00' } as const
  const newYork = 'America/New_York'

  test.each([
    ['before its time of the day', '2026-03-02T12:59:00Z', '2026-03-02T13:00:00.000Z', '2026-W10'],
    [
      'at its very time: it is the one of the week after',
      '2026-03-02T13:00:00Z',
      '2026-03-09T12:00:00.000Z',
      '2026-W11',
    ],
    ['on Sunday at midnight, before summer time', '2026-03-08T04:00:00Z', '2026-03-09T12:00:00.000Z', '2026-W11'],
    ['over the end of summer time', '2026-10-28T12:00:00Z', '2026-11-02T13:00:00.000Z', '2026-W45'],
    ['over the turn of a year with 53 weeks', '2026-12-30T12:00:00Z', '2027-01-04T13:00:00.000Z', '2027-W01'],
    ['late on Sunday, when UTC has Monday', '2026-03-02T03:00:00Z', '2026-03-02T13:00:00.000Z', '2026-W10'],
  ])('%s', (_, after, dueAt, week) => {
    const next = nextDigest(Date.parse(after), mondays, newYork)
    expect({ ...next, dueAt: toIso(next.dueAt) }).toEqual({ week, dueAt })
  })

  test('an hour that the clocks skip gives the hour after, and one that comes twice the first', () => {
    const berlin = (week: string) => toIso(digestIn(week, { on: 'sun', at: '02:30' }, 'Europe/Berlin').dueAt)
    expect(berlin('2026-W13')).toBe('2026-03-29T01:30:00.000Z')
    expect(berlin('2026-W43')).toBe('2026-10-25T00:30:00.000Z')
  })

  const rules = fc.record({
    on: fc.constantFrom(...weekdays),
    at: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`),
  })
  const zone = fc.constantFrom('UTC', newYork, 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia')
  const moment = fc.integer({ min: Date.UTC(2020, 0, 1) / minute, max: Date.UTC(2035, 0, 1) / minute })

  test('is in the future, at most a week and an hour off, on its day at its time, in the week that is its key', () => {
    fc.assert(
      fc.property(moment, rules, zone, (minutes, { on, at }, timezone) => {
        const after = minutes * minute
        const { week, dueAt } = nextDigest(after, { on, at }, timezone)
        expect(dueAt).toBeGreaterThan(after)
        expect(dueAt - after).toBeLessThanOrEqual(7 * day + hour)
        const local = dayOf(dueAt, timezone)
        expect(weekdayOf(local)).toBe(on)
        expect(instantAt(local, at, timezone)).toBe(dueAt)
        expect(weekOf(local)).toBe(week)
      }),
    )
  })
})

test('a digest compares the two whole weeks before its own', () => {
  expect(daysOf('2026-W10')).toEqual({ beforeFrom: '2026-02-16', from: '2026-02-23', to: '2026-03-02' })
  expect(daysOf('2027-W01')).toEqual({ beforeFrom: '2026-12-21', from: '2026-12-28', to: '2027-01-04' })
})
