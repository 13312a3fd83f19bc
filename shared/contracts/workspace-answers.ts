import * as z from 'zod'
import { attributionModels, dataDrivenModels } from '../domain/playbook.ts'

const moment = z.string()
const count = z.number().int()

/** The attribution models a campaign report can be asked for, and those that learn from the paths of all deals. */
export { attributionModels, dataDrivenModels }

/** Tasks that are due, and those that are parked. */
export const tasksAnswer = z.object({
  due: z.array(z.object({ kind: z.string(), count })),
  /** True when there are more than the stack cares to count. */
  more: z.boolean(),
  parked: z.array(z.object({ kind: z.string(), item: z.string(), dueAt: moment })),
  /** SLA clocks that run: promises to answer an offer, and to touch an accepted lead. */
  clocks: z.object({
    offers: count,
    firstTouches: count,
    /** How many of both are over their time. */
    overdue: count,
    /** True when there may be more than were read. */
    more: z.boolean(),
  }),
})

/** Tasks that are due, and those that are parked. */
export type TasksAnswer = z.infer<typeof tasksAnswer>

/** A published playbook. */
export const playbookAnswer = z.object({
  version: count,
  publishedAt: moment,
  workspace: z.object({ name: z.string(), timezone: z.string(), currency: z.string() }),
  /** Stages of an open deal, in order. */
  stages: z.array(z.string()),
  source: z.string(),
})

/** A published playbook. */
export type PlaybookAnswer = z.infer<typeof playbookAnswer>

/** Published versions, newest first. */
export const playbooksAnswer = z.object({
  versions: z.array(z.object({ version: count, publishedAt: moment, current: z.boolean() })),
  cursor: z.string().optional(),
})

/** Published versions, newest first. */
export type PlaybooksAnswer = z.infer<typeof playbooksAnswer>

/** What differs between two playbooks, in words. */
export const playbookDiffAnswer = z.object({
  from: count,
  to: count.nullable(),
  changes: z.array(z.object({ path: z.string(), kind: z.enum(['added', 'removed', 'changed']), text: z.string() })),
})

/** What differs between two playbooks, in words. */
export type PlaybookDiffAnswer = z.infer<typeof playbookDiffAnswer>

/** A rep with what is on their plate. */
export const repAnswer = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  title: z.string(),
  active: z.boolean(),
  timeOff: z.array(z.object({ from: moment, until: moment })),
  timezone: z.string().optional(),
  workingHours: z.record(z.string(), z.array(z.string())).optional(),
  holidays: z.array(z.string()).optional(),
  capacity: count.optional(),
  dailyCap: count.optional(),
  team: z.string().optional(),
  paused: z.object({ at: moment, reason: z.string() }).optional(),
  workload: z.object({ open: count, today: count, missed: count }),
  pools: z.array(z.string()),
  /** Why they are given no leads now. */
  away: z.string().nullable(),
})

/** A rep with what is on their plate. */
export type RepAnswer = z.infer<typeof repAnswer>

/** The reps. */
export const rosterAnswer = z.object({ reps: z.array(repAnswer) })

/** The reps. */
export type RosterAnswer = z.infer<typeof rosterAnswer>

/** The pools' rotation. */
export const poolsAnswer = z.object({
  pools: z.array(
    z.object({
      id: z.string(),
      fallback: z.string().nullable(),
      total: count,
      last: z.string().nullable(),
      next: z.string().nullable(),
      reps: z.array(
        z.object({
          id: z.string(),
          weight: z.number(),
          share: z.number(),
          assigned: count,
          behind: z.number(),
          away: z.string().nullable(),
        }),
      ),
      calibrations: z.array(z.object({ at: moment, reason: z.string() })),
    }),
  ),
})

/** The pools' rotation. */
export type PoolsAnswer = z.infer<typeof poolsAnswer>
