import * as z from 'zod'
import { declineReasons } from '../domain/decline-reasons.ts'
import { duplicateKinds } from '../domain/duplicates.ts'
import { stages } from '../domain/lead.ts'

const moment = z.string()
const texts = z.record(z.string(), z.unknown())

/** Where a lead may stand. */
export const stage = z.enum(stages)

/** Why a rep may decline, as it is recorded and as it reads. */
export { declineReasons }

const score = z.object({
  value: z.number(),
  fit: z.number(),
  engagement: z.number(),
  grade: z.string().optional(),
  playbook: z.number().int(),
  at: moment,
  reasons: z.array(z.object({ rule: z.string(), points: z.number(), detail: z.string() })),
})

/** A lead as the API shows it. */
export const leadAnswer = z.object({
  id: z.string(),
  stage,
  owner: z.string().nullable(),
  email: z.string().optional(),
  phone: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  jobTitle: z.string().optional(),
  company: z.string().optional(),
  companyDomain: z.string().optional(),
  employees: z.number().optional(),
  industry: z.string().optional(),
  founded: z.number().optional(),
  country: z.string().optional(),
  state: z.string().optional(),
  postalCode: z.string().optional(),
  answers: texts,
  extra: texts,
  externalIds: z.array(z.string()),
  score,
  hot: z.boolean(),
  campaign: z.string(),
  assignment: z.string().optional(),
  opportunity: z.string().optional(),
  enrollment: z.string().optional(),
  /** Its place in a nurture track; told of one lead, not in lists. */
  nurture: z.object({ track: z.string(), nextMailAt: moment.nullable() }).optional(),
  rejectedBecause: z.string().optional(),
  marketing: z.string(),
  possibleDuplicates: z.array(z.string()),
  /** Leads that were merged into it; their ids lead here. */
  absorbed: z.array(z.string()).optional(),
  createdAt: moment,
  lastTouchAt: moment,
})

/** A lead as the API shows it. */
export type LeadAnswer = z.infer<typeof leadAnswer>

/** A page of leads, newest first. */
export const leadPage = z.object({ leads: z.array(leadAnswer), cursor: z.string().optional() })

/** A page of leads, newest first. */
export type LeadPage = z.infer<typeof leadPage>

/** One thing that happened to a lead; what else it has depends on its kind. */
export const timelineItem = z
  .object({ at: moment, kind: z.string(), id: z.string(), what: z.string() })
  .catchall(z.union([z.string(), z.number()]))

/** One thing that happened to a lead. */
export type TimelineItem = z.infer<typeof timelineItem>

/** A page of what happened to a lead, oldest first. */
export const timelinePage = z.object({ items: z.array(timelineItem), cursor: z.string().optional() })

/** A page of what happened to a lead, oldest first. */
export type TimelinePage = z.infer<typeof timelinePage>

const decided = { id: z.string(), at: moment, playbook: z.number().int() }

/** Why a lead was scored or routed as it was. */
export const decisionAnswer = z.discriminatedUnion('kind', [
  z.object({
    ...decided,
    kind: z.literal('route'),
    territory: z.string(),
    pools: z.array(z.string()),
    rep: z.string().nullable(),
    candidates: z.array(z.object({ rep: z.string(), chosen: z.boolean(), reason: z.string() })),
  }),
  z.object({
    ...decided,
    kind: z.literal('score'),
    score,
    hot: z.boolean(),
    touch: z.string().optional(),
    job: z.string().optional(),
    merged: z.string().optional(),
    rejected: z.unknown().optional(),
  }),
])

/** Why a lead was scored or routed as it was. */
export type DecisionAnswer = z.infer<typeof decisionAnswer>

/** All decisions about a lead, oldest first. */
export const decisionsAnswer = z.object({ decisions: z.array(decisionAnswer) })

/** All decisions about a lead, oldest first. */
export type DecisionsAnswer = z.infer<typeof decisionsAnswer>

/** Leads that may be the same person, each with why; the likeliest first. */
export const duplicatesAnswer = z.object({
  duplicates: z.array(
    z.object({
      lead: leadAnswer,
      reasons: z.array(z.object({ kind: z.enum(duplicateKinds), detail: z.string() })),
    }),
  ),
})

/** Leads that may be the same person. */
export type DuplicatesAnswer = z.infer<typeof duplicatesAnswer>

/** What would make a lead hot; no `path` where no few steps would. */
export const pathToHotAnswer = z.object({
  value: z.number(),
  hot: z.number(),
  missing: z.number(),
  at: moment,
  playbook: z.number().int(),
  path: z
    .object({
      value: z.number(),
      steps: z.array(
        z.discriminatedUnion('kind', [
          z.object({
            kind: z.literal('fit'),
            rule: z.string(),
            points: z.number(),
            what: z.string(),
            facts: z.array(z.unknown()),
          }),
          z.object({ kind: z.literal('event'), event: z.string(), points: z.number() }),
        ]),
      ),
    })
    .nullable(),
})

/** What would make a lead hot. */
export type PathToHotAnswer = z.infer<typeof pathToHotAnswer>

/** A deal as the API shows it. */
export const opportunityAnswer = z.object({
  id: z.string(),
  leadId: z.string(),
  name: z.string(),
  amountMinor: z.number().int(),
  pipelineMinor: z.number().int(),
  currency: z.string(),
  openedAt: moment,
  status: z.enum(['open', 'won', 'lost']),
  stage: z.string(),
  closedAt: moment.optional(),
  lostBecause: z.string().optional(),
})

/** A deal as the API shows it. */
export type OpportunityAnswer = z.infer<typeof opportunityAnswer>

/** What an answered offer says, and what a refused one says of who was first (`current` of the 409). */
export const offerAnswer = z.object({
  id: z.string(),
  status: z.enum(['offered', 'accepted', 'declined', 'expired', 'withdrawn']),
  rep: z.string(),
  at: moment.optional(),
  lead: z.object({ id: z.string(), stage, owner: z.string().nullable() }),
})

/** What an answered offer says. */
export type OfferAnswer = z.infer<typeof offerAnswer>

/** An offer with what it waits for. */
export const assignmentAnswer = z.object({
  id: z.string(),
  leadId: z.string(),
  rep: z.string(),
  pool: z.string(),
  territory: z.string(),
  status: z.enum(['offered', 'accepted', 'declined', 'expired', 'withdrawn']),
  offeredAt: moment,
  /** By when it should be accepted. */
  acceptBy: moment,
  /** By when the prospect was promised a first touch; once it is accepted. */
  firstTouchBy: moment.optional(),
  firstTouchAt: moment.optional(),
})

/** An offer with what it waits for. */
export type AssignmentAnswer = z.infer<typeof assignmentAnswer>
