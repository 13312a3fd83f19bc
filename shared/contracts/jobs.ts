import * as z from 'zod'

/** Lists jobs. */
export const jobsQuery = z.object({ limit: z.coerce.number().int().min(1).max(100).optional() })

const common = {
  id: z.string(),
  state: z.enum(['running', 'done', 'stopped']),
  /** Why it was stopped. */
  reason: z.string().optional(),
  startedAt: z.string(),
  finishedAt: z.string().optional(),
  /** Leads it has looked at, of about `total`; of an erasure, things known of the person. */
  done: z.number().int(),
  total: z.number().int().optional(),
  /** True when its next step failed too often and waits for the operator. */
  parked: z.boolean(),
}

/** A job as the API shows it. */
export const jobAnswer = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('rescore'),
    playbook: z.number().int(),
    result: z.object({
      changed: z.number().int(),
      routed: z.number().int(),
      pooled: z.number().int(),
      rejected: z.number().int(),
      restored: z.number().int(),
    }),
  }),
  z.object({
    ...common,
    kind: z.literal('hand-over'),
    rep: z.string(),
    result: z.object({
      rerouted: z.number().int(),
      pooled: z.number().int(),
      deals: z.number().int(),
      withoutOwner: z.array(z.string()),
    }),
  }),
  z.object({
    ...common,
    kind: z.literal('erase'),
    lead: z.string(),
    result: z.object({ removed: z.number().int(), emptied: z.number().int() }),
  }),
])

/** A list of jobs as the API shows it. */
export const jobsAnswer = z.object({ jobs: z.array(jobAnswer) })
