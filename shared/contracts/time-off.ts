import type * as z from 'zod'
import { parseMoment } from '../domain/calendar.ts'
import type { Rep } from '../domain/roster.ts'
import { toIso } from '../domain/time.ts'
import type { FieldError } from './problem.ts'
import type { timeOffSpan } from './roster.ts'

/** A span of time off. */
export type Span = Rep['timeOff'][number]

/** Spans of time off, or what is wrong with them. */
export type TimeOffReading =
  | { readonly kind: 'ok'; readonly spans: readonly Span[] }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }

/**
 * Reads spans of time off: each must end after it starts, and none may overlap another.
 * @param written as sent
 * @param timezone for days and times that name no zone
 * @returns the spans in order
 */
export function readTimeOff(written: readonly z.infer<typeof timeOffSpan>[], timezone: string): TimeOffReading {
  const errors: FieldError[] = []
  const spans = written.flatMap((span, index) => {
    const read = readSpan(span, timezone, `timeOff.${index}.`)
    if (read.kind === 'ok') return [{ ...read.span, path: `timeOff.${index}` }]
    errors.push(...read.errors)
    return []
  })
  const sorted = spans.toSorted((one, other) => one.from - other.from)
  for (const [index, span] of sorted.entries()) {
    const before = sorted[index - 1]
    if (before !== undefined && span.from < before.until)
      errors.push({ path: span.path, message: overlap(span, before) })
  }
  if (errors.length > 0) return { kind: 'invalid', errors }
  return { kind: 'ok', spans: sorted.map(({ from, until }) => ({ from, until })) }
}

/** One span of time off, or what is wrong with it. */
export type SpanReading =
  | { readonly kind: 'ok'; readonly span: Span }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }

/**
 * Reads a span of time off.
 * @param written as sent
 * @param timezone for days and times that name no zone
 * @param path what stands before its fields' names
 */
export function readSpan(written: z.infer<typeof timeOffSpan>, timezone: string, path = ''): SpanReading {
  const from = parseMoment(written.from, timezone)
  const until = parseMoment(written.until, timezone)
  const noMoment = 'must be an RFC 3339 time, or a day or time in the rep’s time zone such as 2026-07-01'
  if (from === undefined || until === undefined) {
    const wrong = [from === undefined ? 'from' : [], until === undefined ? 'until' : []].flat()
    return { kind: 'invalid', errors: wrong.map((field) => ({ path: path + field, message: noMoment })) }
  }
  if (until <= from) return { kind: 'invalid', errors: [{ path: `${path}until`, message: 'must be after from' }] }
  return { kind: 'ok', span: { from, until } }
}

/**
 * Says that two spans of time off overlap.
 * @param one the later one
 * @param other the earlier one
 */
export function overlap(one: Span, other: Span): string {
  return `${spanInWords(one)} overlaps ${spanInWords(other)}`
}

function spanInWords({ from, until }: Span): string {
  return `${toIso(from)}/${toIso(until)}`
}
