import * as z from 'zod'
import { stages } from '../../shared/domain/lead.ts'
import { taskKinds } from '../../shared/domain/task.ts'

// What the commands read of the API's answers. Fields they don't show are let through.

/** `GET /v1/tasks`. */
export const taskCounts = z.looseObject({
  due: z.array(z.looseObject({ kind: z.enum(taskKinds), count: z.number().int() })),
  /** True when there are more than the stack cares to count. */
  more: z.boolean(),
  parked: z.array(z.looseObject({ kind: z.string(), item: z.string(), dueAt: z.string() })),
})

/** One row of the campaign report; the totals are one without a campaign. */
const reportFigures = z.object({
  leads: z.number(),
  hotLeads: z.number(),
  opportunities: z.number().nullable(),
  pipelineMinor: z.number().int().nullable(),
  won: z.number().nullable(),
  revenueMinor: z.number().int().nullable(),
  spendMinor: z.number().int(),
  roi: z.number().nullable(),
  quickRatio: z.number().nullable(),
  costPerLeadMinor: z.number().int().nullable().optional(),
})

const dataDriven = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('shares'), won: z.number() }),
  z.looseObject({ kind: z.literal('not-enough-data'), have: z.number(), need: z.number() }),
])

/** What the shares of a data-driven model rest on. */
export type DataDriven = z.infer<typeof dataDriven>

/** Figures of a campaign, or of all of them. */
export type ReportFigures = z.infer<typeof reportFigures>

/** `GET /v1/reports/campaigns`. */
export const campaignReport = z.looseObject({
  rows: z.array(reportFigures.extend({ campaignId: z.string() })),
  totals: reportFigures,
  dataDriven: dataDriven.optional(),
})

const reasons = z.array(z.looseObject({ rule: z.string(), points: z.number(), detail: z.string().optional() }))

/** One lead of `GET /v1/leads`. */
export const leadLine = z.looseObject({
  id: z.string(),
  email: z.string().optional(),
  stage: z.enum(stages),
  owner: z.string().nullable(),
  score: z.looseObject({ value: z.number() }),
})

/** `GET /v1/leads`. */
export const leadPage = z.looseObject({ leads: z.array(leadLine), cursor: z.string().optional() })

/** `GET /v1/leads/{id}`. */
export const leadAnswer = z.looseObject({
  id: z.string(),
  stage: z.enum(stages),
  owner: z.string().nullable(),
  hot: z.boolean().optional(),
  score: z.looseObject({
    value: z.number(),
    fit: z.number(),
    engagement: z.number(),
    grade: z.string().optional(),
    at: z.string().optional(),
    reasons,
  }),
})

/** `GET /v1/leads/{id}/path-to-hot`. */
export const pathToHot = z.looseObject({
  hot: z.number(),
  missing: z.number(),
  path: z
    .looseObject({
      value: z.number(),
      steps: z.array(
        z.discriminatedUnion('kind', [
          z.looseObject({ kind: z.literal('fit'), rule: z.string(), points: z.number(), what: z.string() }),
          z.looseObject({ kind: z.literal('event'), event: z.string(), points: z.number() }),
        ]),
      ),
    })
    .nullable(),
})

/** One line of a timeline; what else it has depends on its kind. */
export const timelineItem = z.looseObject({
  at: z.string(),
  kind: z.string(),
  id: z.string().optional(),
  what: z.string(),
})

/** `GET /v1/leads/{id}/timeline`. */
export const timelinePage = z.looseObject({ items: z.array(timelineItem), cursor: z.string().optional() })

/** One decision of `GET /v1/leads/{id}/decisions`. */
export const decisionItem = z.looseObject({
  at: z.string(),
  kind: z.string(),
  playbook: z.union([z.number(), z.string()]),
  candidates: z.array(z.looseObject({ rep: z.string(), chosen: z.boolean(), reason: z.string() })).optional(),
})

/** `GET /v1/leads/{id}/decisions`. */
export const decisionPage = z.looseObject({ decisions: z.array(decisionItem), cursor: z.string().optional() })

/** `GET /v1/playbook`. */
export const playbookAnswer = z.looseObject({
  version: z.number(),
  source: z.string(),
  workspace: z.looseObject({ currency: z.string(), timezone: z.string().optional() }),
})

/** `GET /v1/playbooks`. */
export const playbookVersions = z.looseObject({
  versions: z.array(z.looseObject({ version: z.number(), publishedAt: z.string(), current: z.boolean() })),
  cursor: z.string().optional(),
})

/** `POST /v1/playbook/diff`. */
export const playbookDiffAnswer = z.looseObject({
  from: z.number(),
  to: z.number().nullable(),
  changes: z.array(
    z.looseObject({ path: z.string(), kind: z.enum(['added', 'removed', 'changed']), text: z.string() }),
  ),
})

const span = z.object({ from: z.string(), until: z.string() })

/** `GET /v1/roster/{id}`; a rep as it can be written back. */
export const repAnswer = z.looseObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  title: z.string().optional(),
  active: z.boolean().optional(),
  timeOff: z.array(span).optional(),
  timezone: z.string().optional(),
  workingHours: z.record(z.string(), z.array(z.string())).optional(),
  holidays: z.array(z.string()).optional(),
  capacity: z.number().optional(),
  dailyCap: z.number().optional(),
  team: z.string().optional(),
  channels: z.array(z.looseObject({ kind: z.string() })).optional(),
  paused: z.looseObject({ at: z.string(), reason: z.string() }).optional(),
  workload: z.looseObject({ open: z.number(), today: z.number(), missed: z.number() }).optional(),
  pools: z.array(z.string()).optional(),
  away: z.string().nullish(),
})

/** A rep as the API shows them. */
export type RepAnswer = z.infer<typeof repAnswer>

/** `GET /v1/roster`. */
export const rosterAnswer = z.looseObject({ reps: z.array(repAnswer) })

/** `GET /v1/teams/{id}`; a team as it can be written back. */
export const teamAnswer = z.looseObject({
  id: z.string(),
  name: z.string(),
  manager: z.object({ name: z.string(), email: z.string() }).optional(),
  channels: z.array(z.looseObject({ kind: z.string() })).optional(),
  reps: z.array(z.string()),
})

/** A team as the API shows it. */
export type TeamAnswer = z.infer<typeof teamAnswer>

/** `GET /v1/teams`. */
export const teamsAnswer = z.looseObject({ teams: z.array(teamAnswer) })

/** `GET /v1/accounts/{domain}`. */
export const accountAnswer = z.looseObject({ domain: z.string(), owner: z.string(), since: z.string() })

/** One pool of `GET /v1/pools`. */
export const poolAnswer = z.looseObject({
  id: z.string(),
  total: z.number(),
  next: z.string().nullable(),
  reps: z.array(
    z.looseObject({
      id: z.string(),
      weight: z.number(),
      share: z.number(),
      assigned: z.number(),
      behind: z.number(),
      away: z.string().nullable(),
    }),
  ),
  calibrations: z.array(z.looseObject({ at: z.string(), reason: z.string() })),
})

/** `GET /v1/pools`. */
export const poolsAnswer = z.looseObject({ pools: z.array(poolAnswer) })
