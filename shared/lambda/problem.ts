import type * as z from 'zod'
import { type FieldError, fieldErrors, type Problem } from '../contracts/problem.ts'
import type { HttpAnswer } from './http.ts'

/** Every kind of error Baton answers: its status and what it is called. */
const kinds = {
  moved: { status: 308, title: 'Moved' },
  'invalid-request': { status: 400, title: 'Invalid request' },
  unauthorized: { status: 401, title: 'Unauthorized' },
  forbidden: { status: 403, title: 'Forbidden' },
  'not-found': { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Conflict' },
  gone: { status: 410, title: 'Gone' },
  'too-large': { status: 413, title: 'Too large' },
  'unsupported-media-type': { status: 415, title: 'Unsupported media type' },
  'internal-error': { status: 500, title: 'Internal error' },
  unavailable: { status: 503, title: 'Unavailable' },
} as const

/** Name of a kind of error. */
export type ProblemKind = keyof typeof kinds

/** More than the standard members: how things stand, on a conflict. */
export type ProblemExtras = Readonly<Record<string, unknown>>

/**
 * Answers with an error (RFC 9457). The one place where errors become HTTP.
 * @param kind which error
 * @param detail what is wrong and what to do about it; never what was sent
 * @param errors fields that are wrong
 * @param extras further members, such as the current state on a conflict
 */
export function problem(
  kind: ProblemKind,
  detail: string,
  errors?: readonly FieldError[],
  extras?: ProblemExtras,
): HttpAnswer {
  const { status, title } = kinds[kind]
  const body: Problem = {
    type: `https://baton.dev/problems/${kind}`,
    title,
    status,
    detail,
    ...(errors === undefined ? {} : { errors: [...errors] }),
  }
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(kind === 'unauthorized' ? { 'www-authenticate': 'Bearer' } : {}),
      ...(kind === 'unavailable' ? { 'retry-after': '1' } : {}),
    },
    body: JSON.stringify({ ...extras, ...body }),
  }
}

/**
 * Answers that fields are wrong.
 * @param errors which, and what is wrong with them
 */
export function invalid(errors: readonly FieldError[]): HttpAnswer {
  const named = errors.filter(({ path }) => path !== '').map(({ path }) => path)
  const detail =
    named.length === 0
      ? 'The request could not be understood'
      : `These fields are wrong: ${[...new Set(named)].join(', ')}`
  return problem('invalid-request', detail, errors)
}

/** A value that passed its schema, or the answer that says why it did not. */
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly answer: HttpAnswer }

/**
 * Checks a value against a schema.
 * @param schema what it must be
 * @param value as it came
 */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown): Checked<z.infer<Schema>> {
  const parsed = schema.safeParse(value)
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, answer: invalid(fieldErrors(parsed.error)) }
}
