import { z } from 'zod'

/** What the benchmark asks the process that runs the stack. */
export const request = z.object({
  id: z.number(),
  ask: z.enum(['statistics', 'quiet', 'startProfile', 'stopProfile', 'stop']),
})

/** A question to the process that runs the stack. */
export type Request = z.infer<typeof request>

const functionCounts = z.object({
  invocations: z.number(),
  errors: z.number(),
  totalMilliseconds: z.number(),
})

/** What the stack has done so far. */
export const work = z.object({
  functions: z.record(z.string(), functionCounts),
  queues: z.record(z.string(), z.object({ arrived: z.number() })),
  queueRequests: z.record(z.string(), z.number()),
  mails: z.number(),
})

/** What the stack has done so far; see `StackStatistics`. */
export type Work = z.infer<typeof work>

/** What the process that runs the stack says. */
export const message = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    baseUrl: z.string(),
    dynamodb: z.string(),
    tableName: z.string(),
    adminToken: z.string(),
    enginePid: z.number(),
  }),
  z.object({ kind: z.literal('failed'), why: z.string() }),
  /** `about` is the prospect's address, whoever gets the mail. `at` is in milliseconds since the epoch. */
  z.object({ kind: z.literal('mail'), to: z.enum(['rep', 'prospect']), about: z.string(), at: z.number() }),
  z.object({ kind: z.literal('answer'), id: z.number(), work: work.optional(), error: z.string().optional() }),
])

/** What the process that runs the stack says. */
export type Message = z.infer<typeof message>

/** A mail that was accepted. */
export type MailMessage = Extract<Message, { readonly kind: 'mail' }>
