import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf, parseMoment, startOfDay } from '../../shared/domain/calendar.ts'
import { day, hour, second, toIso } from '../../shared/domain/time.ts'

const zones = fc.constantFrom(
  'UTC',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Europe/Lisbon',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
)
const instants = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2060, 0, 1) })

/** Writes an instant as the wall clock of a zone shows it. */
function wallClock(instant: number, timezone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' })
  return format.format(instant)
}

describe('a moment', () => {
  it('written in UTC is read back to the millisecond, whatever the time zone', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        expect(parseMoment(toIso(instant), zone)).toBe(instant)
      }),
    )
  })

  it("written as a zone's wall clock shows it is read back, unless the clock shows it twice", () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const whole = instant - (instant % second)
        const read = parseMoment(wallClock(whole, zone), zone)
        expect([whole, whole - hour, whole - hour / 2]).toContain(read)
        expect(wallClock(read ?? 0, zone)).toBe(wallClock(whole, zone))
      }),
    )
  })

  it('lies in its day, and the day begins with it', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const today = dayOf(instant, zone)
        const start = startOfDay(today, zone)
        expect(start).toBeLessThanOrEqual(instant)
        expect(instant - start).toBeLessThan(day + 2 * hour)
        expect(dayOf(start, zone)).toBe(today)
        expect(dayOf(start - 1, zone) < today).toBe(true)
        expect(parseMoment(today, zone)).toBe(start)
      }),
    )
  })

  it('lies in the day that the wall shows, whatever was asked just before', () => {
    const since = fc.integer({ min: Date.UTC(2011, 11, 1), max: Date.UTC(2040, 0, 1) })
    const everyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
    fc.assert(
      fc.property(since, everyZone, fc.nat(hour), (instant, zone, later) => {
        // The beginning of a day is where a day that was kept too long would show.
        const midnight = startOfDay(dayOf(instant, zone), zone)
        for (const one of [midnight - 1, midnight, midnight + later, midnight - later, instant, instant + later]) {
          expect(dayOf(one, zone)).toBe(wallClock(one, zone).slice(0, 'YYYY-MM-DD'.length))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is never made up: a date that does not exist is refused, and anything else never throws', () => {
    const numbers = fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.nat(14), fc.nat(33))
    fc.assert(
      fc.property(numbers, zones, ([year, month, date], zone) => {
        const text = [
          String(year).padStart(4, '0'),
          ...[month, date].map((part) => String(part).padStart(2, '0')),
        ].join('-')
        const wanted = new Date(0)
        wanted.setUTCFullYear(year, month - 1, date)
        const exists = wanted.getUTCMonth() === month - 1 && wanted.getUTCDate() === date
        expect(parseMoment(`${text}T12:00:00Z`, zone)).toBe(exists ? wanted.getTime() + 12 * hour : undefined)
      }),
    )
    fc.assert(
      fc.property(fc.string(), zones, (text, zone) => {
        expect(() => parseMoment(text, zone)).not.toThrow()
      }),
    )
  })
})
