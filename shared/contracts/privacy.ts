import * as z from 'zod'
import { decisionAnswer, leadAnswer, opportunityAnswer } from './lead-answers.ts'

/** Erases a lead: its id once more, so that nobody erases one by a slip of the hand. */
export const eraseLead = z.object({ confirm: z.string().trim().min(1).max(200) }).strict()

/** An erasure that has begun, or had before. */
export const erasureAnswer = z.object({ lead: z.string(), job: z.string() })

/** An erasure that has begun, or had before. */
export type ErasureAnswer = z.infer<typeof erasureAnswer>

/** What the answer 410 says of an erased lead, beside the standard members. */
export const erasedLead = z.object({ erased: z.object({ at: z.string(), job: z.string() }) })

/** What pages of an export can be asked for. */
export const exportQuery = z.object({ cursor: z.string().max(200).optional() }).strict()

const moment = z.string()

/** Name and version of the export's shape: fields may be added to it, none is taken away or means something else. */
export const exportFormat = 'baton.lead-export.v1'

/**
 * All that is known of a person, as one document: lists are in the order of time. A long one comes in pages, each with
 * what is said once and the next part of the lists.
 */
export const leadExport = z.object({
  format: z.literal(exportFormat),
  exportedAt: moment,
  lead: leadAnswer,
  /** Stages it has been in. */
  stages: z.array(z.object({ stage: z.string(), at: moment })),
  /** What was sent to Baton, word for word. */
  submissions: z.array(
    z.object({
      id: z.string(),
      source: z.record(z.string(), z.string()),
      occurredAt: moment,
      receivedAt: moment,
      sent: z.unknown(),
      consent: z.boolean().optional(),
      status: z.string(),
    }),
  ),
  /** What the person did, and what was noted of them. */
  touches: z.array(
    z.object({
      id: z.string(),
      at: moment,
      kind: z.string(),
      event: z.string(),
      campaign: z.string().optional(),
      words: z.string().optional(),
      by: z.string().optional(),
    }),
  ),
  /** How it was scored and routed, with every reason. */
  decisions: z.array(decisionAnswer),
  /** Mails to the person and about them. What a mail said is not kept: it was made from the playbook when it was sent. */
  mails: z.array(
    z.object({
      id: z.string(),
      at: moment,
      to: z.string(),
      about: z.record(z.string(), z.union([z.string(), z.number()])),
      status: z.string(),
      sentAt: moment.optional(),
    }),
  ),
  /** Alerts about them on other channels. */
  alerts: z.array(z.object({ id: z.string(), at: moment, channel: z.string(), to: z.string(), status: z.string() })),
  /** Tracks they were nurtured in. */
  enrollments: z.array(
    z.object({
      id: z.string(),
      track: z.string(),
      startedAt: moment,
      sent: z.array(z.string()),
      ended: z.string().optional(),
    }),
  ),
  /** Whom they were offered to. */
  offers: z.array(
    z.object({
      id: z.string(),
      rep: z.string(),
      offeredAt: moment,
      status: z.string(),
      reason: z.string().optional(),
    }),
  ),
  deals: z.array(opportunityAnswer),
  /** Give it back to read on; absent on the last page. */
  cursor: z.string().optional(),
})

/** All that is known of a person. */
export type LeadExport = z.infer<typeof leadExport>
