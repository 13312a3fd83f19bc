import * as z from 'zod'
import { campaignName, consent, line, moment, personFields, prose, touchFields } from './fields.ts'

/** A value of a form's own field. */
const ownField = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()])

/** What a web form posts: the fields Baton knows, and the form's own. */
export const formSubmission = z
  .object({
    ...personFields,
    ...touchFields,
  })
  .catchall(ownField)

/** A web form's fields, as read. */
export type FormSubmission = z.infer<typeof formSubmission>

/** What a call center records of a call. */
export const callRecord = z
  .object({
    ...personFields,
    callId: z.string().trim().min(1, "is needed: it is the call's idempotency key").max(255),
    occurredAt: moment,
    agent: line,
    disposition: line,
    answers: z
      .object({
        urgency: line,
        timeframe: line,
        budget: z.union([z.number().transform(String), line]).optional(),
        authority: z.union([z.boolean().transform(String), line]).optional(),
      })
      .optional(),
    notes: prose,
    campaign: campaignName,
    consent,
  })
  .catchall(ownField)

/** A call record, as read. */
export type CallRecord = z.infer<typeof callRecord>

/** What capture answers. */
export const captureAnswer = z.object({ submissionId: z.string(), status: z.literal('accepted') })
