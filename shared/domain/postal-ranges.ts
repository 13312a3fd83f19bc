import type { Fact } from './profile.ts'

/** Postal codes from one beginning to another of the same length, both included; a single beginning is both. */
export interface PostalRange {
  readonly from: string
  readonly until: string
}

/**
 * Reads postal codes as a playbook names them.
 * @param text the beginning of codes (`112`, `SW1A`), or two of the same length (`100-104`)
 */
export function postalRange(text: string): PostalRange {
  const [from = '', until = from] = text.split('-')
  return { from, until }
}

/**
 * Tells whether a postal code begins as one of a range does; blanks and case do not matter.
 * @param range which codes
 * @param code as known of a lead
 */
export function inPostalRange(range: PostalRange, code: Fact): boolean {
  const start = String(code).toUpperCase().replace(/\s+/g, '').slice(0, range.from.length)
  return start.length === range.from.length && range.from <= start && start <= range.until
}

/**
 * Tells whether every code of one range is in another.
 * @param one the smaller
 * @param other the larger
 */
export function rangeWithin(one: PostalRange, other: PostalRange): boolean {
  const { length } = other.from
  return (
    one.from.length >= length && other.from <= one.from.slice(0, length) && one.until.slice(0, length) <= other.until
  )
}

/**
 * Tells whether two ranges have no code in common.
 * @param one a range
 * @param other another
 */
export function rangesApart(one: PostalRange, other: PostalRange): boolean {
  const length = Math.min(one.from.length, other.from.length)
  const start = (text: string): string => text.slice(0, length)
  return start(one.until) < start(other.from) || start(other.until) < start(one.from)
}
