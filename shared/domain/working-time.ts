import { dayAfter, dayOf, instantAt, weekdayOf } from './calendar.ts'
import { type Duration, day, type Instant } from './time.ts'

/** Days of the week, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** A day of the week. */
export type Weekday = (typeof weekdays)[number]

/** A part of a day, such as `09:00` to `17:30`; `until` is exclusive and may be `24:00`. */
export interface Shift {
  readonly from: string
  readonly until: string
}

/** When somebody is at work, by weekday in their time zone; a day that is not named is off. */
export type WorkingHours = { readonly [Day in Weekday]?: readonly Shift[] }

/** A length of time on the clock; `until` is exclusive. */
export interface Span {
  readonly from: Instant
  readonly until: Instant
}

/** Everything that says when somebody is at work. */
export interface WorkCalendar {
  /** IANA name. */
  readonly timezone: string
  /** Always at work, but for holidays and time off, when absent. */
  readonly hours?: WorkingHours
  /** Days off, such as `2026-12-25`. */
  readonly holidays: readonly string[]
  readonly timeOff: readonly Span[]
}

/** How far ahead work is looked for, in days: who is not at work for longer than that is not coming back. */
const longestSearch = 400

/**
 * Says whether somebody is at work, and how long that stays so. Working hours are local: on the days the clocks
 * change a shift is an hour shorter or longer, or moved out of the gap (Temporal's `compatible`).
 * @param calendar when they are at work
 * @param at the moment
 * @returns `until` is infinite when nothing changes within 400 days
 */
export function standingAt(calendar: WorkCalendar, at: Instant): { readonly atWork: boolean; readonly until: Instant } {
  for (const span of workSpans(calendar, at)) {
    return span.from <= at ? { atWork: true, until: span.until } : { atWork: false, until: span.from }
  }
  return { atWork: false, until: Number.POSITIVE_INFINITY }
}

/**
 * Finds the moment at which somebody has been at work for a time.
 * @param calendar when they are at work
 * @param from when the time starts to count
 * @param duration of work, in milliseconds
 * @returns the same on the clock when they are not at work for so long within 400 days: a deadline must come
 */
export function addWorkTime(calendar: WorkCalendar, from: Instant, duration: Duration): Instant {
  let left = duration
  for (const span of workSpans(calendar, from)) {
    if (left <= span.until - span.from) return span.from + left
    left -= span.until - span.from
  }
  return from + duration
}

/**
 * Measures how long somebody was at work between two moments.
 * @param calendar when they are at work
 * @param from the first moment
 * @param until the second; nothing when it is not after the first
 * @returns milliseconds
 */
export function workTimeBetween(calendar: WorkCalendar, from: Instant, until: Instant): Duration {
  let time = 0
  for (const span of workSpans(calendar, from, until)) time += Math.min(span.until, until) - span.from
  return time
}

/** Walks through the time somebody is at work, from a moment on; the first span may have begun before it. */
function* workSpans(
  calendar: WorkCalendar,
  from: Instant,
  until: Instant = from + longestSearch * day,
): Generator<Span, void, undefined> {
  if (isAlways(calendar)) {
    if (from < until) yield { from, until: Number.POSITIVE_INFINITY }
    return
  }
  let today = dayOf(from, calendar.timezone)
  for (;;) {
    for (const span of spansOf(calendar, today)) {
      if (span.from >= until) return
      if (span.until > from) yield { from: Math.max(span.from, from), until: span.until }
    }
    if (instantAt(today, '24:00', calendar.timezone) >= until) return
    today = dayAfter(today)
  }
}

function isAlways({ hours, holidays, timeOff }: WorkCalendar): boolean {
  return hours === undefined && holidays.length === 0 && timeOff.length === 0
}

/** The time somebody is at work on a day, without their time off. */
function spansOf({ timezone, hours, holidays, timeOff }: WorkCalendar, today: string): readonly Span[] {
  if (holidays.includes(today)) return []
  const shifts = hours === undefined ? [{ from: '00:00', until: '24:00' }] : (hours[weekdayOf(today)] ?? [])
  const spans = shifts.map(
    ({ from, until }): Span => ({ from: instantAt(today, from, timezone), until: instantAt(today, until, timezone) }),
  )
  return timeOff.reduce(without, spans).filter(({ from, until }) => from < until)
}

/** What is left of spans when a time is taken out. */
function without(spans: readonly Span[], off: Span): readonly Span[] {
  return spans.flatMap((span) =>
    off.until <= span.from || span.until <= off.from
      ? [span]
      : [
          { from: span.from, until: Math.min(span.until, off.from) },
          { from: Math.max(span.from, off.until), until: span.until },
        ].filter(({ from, until }) => from < until),
  )
}
