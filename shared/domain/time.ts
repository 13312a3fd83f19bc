/** A moment: milliseconds since 1970-01-01T00:00:00Z. Shown as RFC 3339 in UTC at the edges. */
export type Instant = number

/** A length of time in milliseconds. */
export type Duration = number

/** Lengths in milliseconds, to write rules readably: `15 * minute`. */
export const second: Duration = 1_000
export const minute: Duration = 60 * second
export const hour: Duration = 60 * minute
export const day: Duration = 24 * hour

/**
 * Writes an instant as RFC 3339 in UTC.
 * @param instant milliseconds since the epoch
 * @returns such as `2026-03-01T12:00:00.000Z`; sorts as the instants do
 */
export function toIso(instant: Instant): string {
  return new Date(instant).toISOString()
}
