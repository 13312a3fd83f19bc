import * as z from 'zod'
import { StartFailure } from '../failure.ts'

/** Says whether an event matches. */
export type Matcher = (event: unknown) => boolean

type ValueMatcher = (value: unknown) => boolean

const operator = z.union([
  z.strictObject({ prefix: z.string() }).transform(
    ({ prefix }): ValueMatcher =>
      (value) =>
        isText(value) && value.startsWith(prefix),
  ),
  z.strictObject({ suffix: z.string() }).transform(
    ({ suffix }): ValueMatcher =>
      (value) =>
        isText(value) && value.endsWith(suffix),
  ),
  z.strictObject({ exists: z.boolean() }).transform(
    ({ exists }): ValueMatcher =>
      (value) =>
        (value !== undefined) === exists,
  ),
  z
    .strictObject({ 'anything-but': z.union([z.unknown().array(), z.string(), z.number()]) })
    .transform((found): ValueMatcher => {
      const excluded = [found['anything-but']].flat()
      return (value) => value !== undefined && !excluded.includes(value)
    }),
])
const literal = z.union([z.string(), z.number(), z.boolean(), z.null()]).transform(
  (wanted): ValueMatcher =>
    (value) =>
      value === wanted,
)
const alternatives = z.array(z.union([literal, operator])).min(1)

/**
 * Compiles an event pattern, as EventBridge rules and event source filters have them.
 * @param pattern the pattern
 * @throws StartFailure for an operator the runtime doesn't know
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function compilePattern(pattern: unknown): Matcher {
  if (Array.isArray(pattern)) return compileLeaf(pattern)
  if (typeof pattern !== 'object' || pattern === null) throw unsupported(pattern)
  const fields = Object.entries(pattern).map(([name, inner]) => ({ name, matches: compilePattern(inner) }))
  return (event) => fields.every(({ name, matches }) => matches(fieldOf(event, name)))
}

/** A field that is a list matches when any of its values does; an absent one only by `exists: false`. */
function compileLeaf(pattern: readonly unknown[]): Matcher {
  const parsed = alternatives.safeParse(pattern)
  if (!parsed.success) throw unsupported(pattern)
  const matches: ValueMatcher = (value) => parsed.data.some((matcher) => matcher(value))
  return (value) => (Array.isArray(value) ? value.some(matches) : matches(value))
}

function fieldOf(event: unknown, name: string): unknown {
  return typeof event === 'object' && event !== null ? new Map(Object.entries(event)).get(name) : undefined
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function unsupported(pattern: unknown): StartFailure {
  return new StartFailure(`The local runtime doesn't know this event pattern: ${JSON.stringify(pattern)}`)
}
