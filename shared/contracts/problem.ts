import * as z from 'zod'

/** A field that is wrong: where, and what. */
export interface FieldError {
  readonly path: string
  readonly message: string
}

/** An error as it is answered (RFC 9457, `application/problem+json`). */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

/** An error as it is answered. */
export type Problem = z.infer<typeof problem>

/**
 * Says what zod found wrong, field by field, without repeating what was sent.
 * @param error what a schema's `safeParse` gave
 */
export function fieldErrors(error: z.ZodError): readonly FieldError[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: unknownField(issue.message) }))
      : [{ path: issue.path.join('.'), message: inPlainWords(issue.message) }],
  )
}

/** A schema may say itself what can be asked for instead. */
function unknownField(message: string): string {
  return message.startsWith('Unrecognized key') ? 'is not a field of this call' : message
}

/** zod's own messages, in the words of ours: they follow the field's name. */
function inPlainWords(message: string): string {
  if (message.endsWith('received undefined')) return 'is missing'
  return message
    .replace(/^Invalid input: expected (.*), received (.*)$/, 'must be $1, not $2')
    .replace(/^Too (?:small|big): expected \w+ to (be|have) /, 'must $1 ')
    .replace(/^Invalid (?:option|input): expected /, 'must be ')
}
