import * as ZonedInstant from 'temporal-polyfill/fns/Instant'
import * as LocalDate from 'temporal-polyfill/fns/PlainDate'
import * as LocalDateTime from 'temporal-polyfill/fns/PlainDateTime'
import { type Instant, minute, toIso } from './time.ts'

/** Building a formatter costs a thousand times what using it does. */
const formatters = new Map<string, Intl.DateTimeFormat>()

const localMoment = /^(?!0000)(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?$/
const zonedMoment = /^(?!0000)\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2})$/

/**
 * Since 2012 days begin, and clocks change, at whole quarters of an hour of UTC in every zone: all 7,654 changes that
 * the IANA database has until 2040 were looked at, and the three that are not at a quarter (Casey, 2020 to 2022) stay
 * in their day. So the day of one moment is that of its whole quarter.
 */
const quarter = 15 * minute
const quartersHoldFrom = Date.UTC(2012, 0, 1)

/** By zone, the quarter that was asked for last: one moment is often asked for by many. */
const lastDays = new Map<string, { readonly quarter: number; readonly day: string }>()

/**
 * Finds the calendar day of an instant.
 * @param instant milliseconds since the epoch
 * @param timezone an IANA time zone
 * @returns such as `2026-03-01`
 * @throws RangeError when there is no such time zone
 */
export function dayOf(instant: Instant, timezone: string): string {
  if (instant < quartersHoldFrom) return formattedDay(instant, timezone)
  const asked = Math.floor(instant / quarter)
  const last = lastDays.get(timezone)
  if (last?.quarter === asked) return last.day
  const day = formattedDay(instant, timezone)
  lastDays.set(timezone, { quarter: asked, day })
  return day
}

function formattedDay(instant: Instant, timezone: string): string {
  const part = new Map(
    formatterOf(timezone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  )
  return `${part.get('year')?.padStart(4, '0')}-${part.get('month')}-${part.get('day')}`
}

/**
 * Finds the month of a day.
 * @param day such as `2026-03-01`
 * @returns such as `2026-03`
 */
export function monthOf(day: string): string {
  return day.slice(0, 'YYYY-MM'.length)
}

/**
 * Finds the first moment of a day: midnight, or the end of the gap where the clocks skip midnight.
 * @param day such as `2026-03-01`
 * @param timezone an IANA time zone
 * @throws RangeError when there is no such day or time zone
 */
export function startOfDay(day: string, timezone: string): Instant {
  const match = localMoment.exec(day)
  if (match === null) throw new RangeError('a day must be written YYYY-MM-DD')
  const date = LocalDate.create(Number(match[1]), Number(match[2]), Number(match[3]))
  return LocalDate.toZonedDateTime(date, timezone).epochMilliseconds
}

/**
 * Finds the day after another.
 * @param day such as `2026-12-31`
 */
export function dayAfter(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return toIso(Date.UTC(year, month - 1, date + 1)).slice(0, 'YYYY-MM-DD'.length)
}

/** Weekdays as JavaScript counts them. */
const sundayFirst = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

/**
 * Finds the weekday of a day.
 * @param day such as `2026-03-01`
 * @returns such as `sun`
 */
export function weekdayOf(day: string): (typeof sundayFirst)[number] {
  return sundayFirst[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sun'
}

/**
 * Finds the moment of a time of day. A time that the clocks skip is moved forward by the gap; of a time that comes
 * twice, the first is taken.
 * @param day such as `2026-03-01`
 * @param time such as `09:00`; `24:00` is the end of the day
 * @param timezone an IANA time zone
 */
export function instantAt(day: string, time: string, timezone: string): Instant {
  if (time === '24:00') return startOfDay(dayAfter(day), timezone)
  const at = parseMoment(`${day}T${time}`, timezone)
  if (at === undefined) throw new RangeError('a time of day must be written HH:MM')
  return at
}

/**
 * Reads a moment: RFC 3339 with its offset, or a date, or a date and time in a time zone. A time that the clocks
 * skip is moved forward by the gap; of a time that comes twice, the first is taken (Temporal's `compatible`).
 * @param text such as `2026-03-01T12:00:00Z`, `2026-03-01`, `2026-03-01 12:00:00` or `2026-03-01T12:00`
 * @param timezone an IANA time zone, for a text without an offset
 * @returns `undefined` when it is no such text or no such date exists
 */
export function parseMoment(text: string, timezone: string): Instant | undefined {
  const trimmed = text.trim()
  try {
    if (zonedMoment.test(trimmed)) return ZonedInstant.fromString(trimmed.toUpperCase()).epochMilliseconds
    const match = localMoment.exec(trimmed)
    if (match === null) return undefined
    return match[4] === undefined ? startOfDay(trimmed, timezone) : localInstant(match, timezone)
  } catch (error) {
    // Temporal says with a RangeError that a date such as 30 February does not exist.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/**
 * Tells whether a text names a time zone.
 * @param text such as `America/New_York`; an offset such as `+02:00` is no time zone
 */
export function isTimezone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false
  try {
    formatterOf(text)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function localInstant(match: RegExpExecArray, timezone: string): Instant {
  const [, year, month, day, hour, minute, second = '0', fraction = ''] = match
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3))
  const local = LocalDateTime.create(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    milliseconds,
  )
  return LocalDateTime.toZonedDateTime(local, timezone).epochMilliseconds
}

function formatterOf(timezone: string): Intl.DateTimeFormat {
  const known = formatters.get(timezone)
  if (known !== undefined) return known
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  formatters.set(timezone, formatter)
  return formatter
}
