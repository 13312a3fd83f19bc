import type { Instant } from './time.ts'

type LocalParts = ReadonlyMap<string, string>

/** By zone, the moment that was asked for last: all leads of a night are told the same next morning. */
const lastParts = new Map<string, { readonly at: Instant; readonly parts: LocalParts }>()

/** The parts of a local time by name, in English whatever the machine speaks. */
function localParts(at: Instant, timezone: string): LocalParts {
  const last = lastParts.get(timezone)
  if (last?.at === at) return last.parts
  const named = formatOf(timezone).formatToParts(at)
  const parts = new Map(named.map((part) => [part.type, part.value]))
  lastParts.set(timezone, { at, parts })
  return parts
}

/** Making a format costs far more than using it, and there are few time zones. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  })
  formats.set(timezone, format)
  return format
}

/** The clock: `10:45`. */
function clock(parts: ReadonlyMap<string, string>): string {
  return `${parts.get('hour')}:${parts.get('minute')}`
}

/** The day: `Tue 3 Mar`. */
function dayOf(parts: ReadonlyMap<string, string>): string {
  return `${parts.get('weekday')} ${parts.get('day')} ${parts.get('month')}`
}

/**
 * Says when something happened, in words.
 * @param at the moment
 * @param timezone IANA name
 * @returns such as `Tue 3 Mar, 10:45`
 */
export function localMoment(at: Instant, timezone: string): string {
  const parts = localParts(at, timezone)
  return `${dayOf(parts)}, ${clock(parts)}`
}

/**
 * Says a deadline shortly.
 * @param deadline the moment
 * @param from the reader's day: on it, the date is left out
 * @param timezone IANA name
 * @returns such as `10:45`, or `10:45 on Wed 4 Mar`
 */
export function shortDeadline(deadline: Instant, from: Instant, timezone: string): string {
  const [parts, today] = [localParts(deadline, timezone), localParts(from, timezone)]
  const sameDay = dayOf(parts) === dayOf(today) && parts.get('year') === today.get('year')
  return sameDay ? clock(parts) : `${clock(parts)} on ${dayOf(parts)}`
}

/**
 * Says a deadline so that nobody can take it for another.
 * @param deadline the moment
 * @param timezone IANA name
 * @returns such as `10:45 on Tue 3 Mar (EST)`
 */
export function fullDeadline(deadline: Instant, timezone: string): string {
  const parts = localParts(deadline, timezone)
  return `${clock(parts)} on ${dayOf(parts)} (${parts.get('timeZoneName')})`
}
