import * as z from 'zod'

const url = z.url({ protocol: /^https$/, error: 'must be an https address' }).max(2_000)

/** Where alerts of a rep or a team go. */
export const channels = z
  .array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('email') }),
      z.strictObject({ kind: z.literal('slack'), url }),
      z.strictObject({ kind: z.literal('teams'), url }),
      z.strictObject({ kind: z.literal('webhook'), url, secret: z.string().min(8).max(500) }),
    ]),
  )
  .max(20)
