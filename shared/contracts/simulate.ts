import * as z from 'zod'
import { changeKinds } from '../domain/simulate-difference.ts'

/** Most stored leads one call simulates: their touches are read one lead at a time, and a call has 20 seconds. */
export const mostSimulatedLeads = 2_000

/** Most leads whose change an answer lists; the counts take in all. */
export const mostListedChanges = 1_000

/** Tries a draft on the newest leads; `lead` is told of in full. */
export const simulatePlaybook = z
  .object({
    source: z.string().min(1).max(300_000),
    days: z.number().int().min(1).max(365).default(30),
    limit: z.number().int().min(1).max(mostSimulatedLeads).default(mostSimulatedLeads),
    lead: z.string().min(1).max(100).optional(),
  })
  .strict()

const count = z.number().int()
const moment = z.string()

const fate = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hot'),
    at: moment,
    value: z.number(),
    territory: z.string(),
    /** Null: nobody can take it, it goes to the public pool. */
    pool: z.string().nullable(),
    rep: z.string().nullable(),
    /** When the rep is at work; null when nobody was found. */
    startsAt: moment.nullable(),
  }),
  z.object({ kind: z.literal('hot-before'), at: moment, value: z.number() }),
  z.object({ kind: z.literal('nurtured'), value: z.number() }),
  z.object({ kind: z.literal('rejected'), value: z.number(), rule: z.string(), reason: z.string() }),
])

/** What would become of a lead. */
export type FateAnswer = z.infer<typeof fate>

const counts = z.object({ hot: count, hotBefore: count, nurtured: count, rejected: count })
const risk = z.object({
  nobody: count,
  waiting: count,
  longestWaitMinutes: z.number(),
  overCapacity: count,
})
const load = z.object({ leads: count, busiestDay: count })

const explained = z.object({
  score: z.object({
    value: z.number(),
    fit: z.number(),
    engagement: z.number(),
    grade: z.string().optional(),
    hot: z.boolean(),
    at: moment,
    reasons: z.array(z.object({ rule: z.string(), points: z.number(), detail: z.string() })),
  }),
  rejected: z.string().nullable(),
  /** The fewest steps to hot; null when there is no way. */
  path: z.array(z.string()).nullable(),
  route: z
    .object({
      territory: z.string(),
      pools: z.array(z.string()),
      rep: z.string().nullable(),
      candidates: z.array(z.object({ rep: z.string(), chosen: z.boolean(), reason: z.string() })),
    })
    .nullable(),
})

/** How a playbook decides one lead. */
export type ExplainedAnswer = z.infer<typeof explained>

/** What a simulation answers. */
export const simulationAnswer = z.object({
  /** The playbook in force that the draft was held against. */
  version: count,
  from: moment,
  until: moment,
  /** How many leads and touches were replayed; `more`: there are leads that were not looked at. */
  looked: z.object({ leads: count, touches: count, more: z.boolean() }),
  before: counts,
  after: counts,
  changed: z.record(z.enum(changeKinds), count),
  /** At most 1,000, by kind. */
  changes: z.array(z.object({ lead: z.string(), kind: z.enum(changeKinds), before: fate, after: fate })),
  load: z.array(
    z.object({
      rep: z.string(),
      before: load,
      after: load,
      capacity: count.nullable(),
      dailyCap: count.nullable(),
    }),
  ),
  sla: z.object({ before: risk, after: risk }),
  rejects: z.array(z.object({ rule: z.string(), before: count, after: count })),
  lead: z.object({ id: z.string(), before: explained, after: explained }).nullable(),
})

/** What a simulation answers. */
export type SimulationAnswer = z.infer<typeof simulationAnswer>
