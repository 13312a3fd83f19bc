import * as z from 'zod'
import { line, moment, personFields, touchFields } from './fields.ts'

/** Most rows one call takes. */
export const importBatch = 100

/** Most characters of a row, all fields together: it is kept as it came, as one item of at most 400 KB. */
const longestRow = 64 * 1024

/** Whether imported rows happen now or are history. */
const mode = z.enum(['live', 'history'])

/** One row of a lead import. `line` is its line in the file, for the rejects. */
export const leadRow = z
  .object({
    line: z.number().int().positive(),
    /** The source's own id of this event; the same id again is the same submission. */
    eventId: z.string().trim().min(1, 'is needed: it keeps a row from being taken twice').max(255),
    ...personFields,
    ...touchFields,
    extra: z.record(z.string().max(100), z.string().max(10_000)).optional(),
  })
  .strict()
  .refine((row) => JSON.stringify(row).length <= longestRow, `must have at most ${longestRow} characters`)

/** One row of a lead import, as read. */
export type LeadRow = z.infer<typeof leadRow>

/** A batch of a lead import. Rows are checked one by one: a bad row does not stop the others. */
export const leadImport = z
  .object({
    source: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
    mode,
    rows: z.array(z.unknown()).min(1).max(importBatch),
  })
  .strict()

/** What is told of a deal, the same for imports and webhooks. */
export const dealFields = {
  /** The source's own id of the deal. */
  dealId: z.string().trim().min(1).max(255),
  /** Whose deal it is: the lead's external id, e-mail, or both. */
  externalId: line,
  email: line,
  name: line,
  currency: line,
  /** Absent: the lead's first touch, or the close if that came earlier. */
  openedAt: moment,
  stage: line,
  closedAt: moment,
  reason: line,
  /** When it was so by the source's clock: of two reports of a deal the newer one counts. */
  occurredAt: moment,
}

/** How a deal stands. */
export const dealStatus = z.enum(['open', 'won', 'lost'])

/** One row of an outcome import. */
export const outcomeRow = z
  .object({
    line: z.number().int().positive(),
    ...dealFields,
    /** In major units, as written: `60000.00`. */
    amount: z.string().trim().min(1),
    status: dealStatus,
  })
  .strict()

/** One row of an outcome import, as read. */
export type OutcomeRow = z.infer<typeof outcomeRow>

/** A batch of an outcome import. */
export const outcomeImport = leadImport

/** What became of a batch: `accepted` is new, `known` was there already, `rejected` names the line and why. */
export const importAnswer = z.object({
  accepted: z.number().int(),
  known: z.number().int(),
  rejected: z.array(
    z.object({ line: z.number().int(), errors: z.array(z.object({ path: z.string(), message: z.string() })) }),
  ),
})

/** What became of a batch. */
export type ImportAnswer = z.infer<typeof importAnswer>
