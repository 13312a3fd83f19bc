import { Temporal } from 'temporal-polyfill'

/**
 * Adds an ISO 8601 duration to a time; months and years by the calendar in UTC.
 * @param from milliseconds since the epoch
 * @param duration such as `P3D` or `PT90M`
 * @returns milliseconds since the epoch; undefined when it is no duration, not forward, or beyond the calendar
 */
export function addDuration(from: number, duration: string): number | undefined {
  try {
    const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO('UTC')
    const end = start.add(Temporal.Duration.from(duration)).epochMilliseconds
    return end > from ? end : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
