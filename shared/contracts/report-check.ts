import * as z from 'zod'
import { tallyNames } from '../domain/campaign.ts'
import { counterDimensions } from '../domain/report-check.ts'
import { calendarMonth, line } from './fields.ts'

/** A check as the API shows it; it may be read from `readyAt` on, and ends at `until` unless it is renewed. */
export const reportCheckAnswer = z.object({
  id: z.string(),
  /** Milliseconds until it may be read. */
  readyIn: z.number().int(),
  until: z.string(),
  mended: z.number().int(),
  /** About how many leads there are. */
  leads: z.number().int(),
  campaigns: z.array(z.string()),
})

const counts = z.record(z.string(), z.number())
/** Counters by place (`2026-03-01|source:form.demo-request`) and name. */
const counted = z.record(
  z.custom<`${string}|${string}`>((place) => typeof place === 'string' && place.includes('|')),
  counts,
)
const tallyCounts = z.partialRecord(z.enum(tallyNames), z.number())
const dayCounts = z.array(z.object({ campaign: z.string(), day: z.string(), counts: tallyCounts }))

/** A page of leads to fold. */
export const foldLeadsQuery = z.object({ cursor: line }).strict()

/** What a page of leads adds up to. */
export const foldLeadsAnswer = z.object({
  leads: z.number().int(),
  tallies: dayCounts,
  counted,
  ids: z.array(z.string()),
  uncounted: z.array(z.string()),
  cursor: z.string().optional(),
})

/** A campaign's ledger to fold; `(all)` has none, only tallies. */
export const foldCampaignQuery = z.object({ campaign: z.string().min(1).max(200) }).strict()

/** What a campaign's ledger adds up to, beside its tallies. */
export const foldCampaignAnswer = z.object({
  lines: z.number().int(),
  expected: dayCounts,
  actual: dayCounts,
  lacking: z.array(z.string()),
})

/** Counters to read: of one dimension and month; without a month, which months there are. */
export const checkCountersQuery = z
  .object({ dimension: z.enum(counterDimensions), month: calendarMonth.optional() })
  .strict()

/** Counters as they are. */
export const checkCountersAnswer = z.object({ months: z.array(z.string()), counted })

/** Most places that are put right at once. */
export const mostMended = 40

/** What is to be put right: what to add to counters, deals to credit anew, leads to count anew. */
export const mendCheck = z
  .object({
    /** What `mended` of the check is: the same call again is refused. */
    mended: z.number().int().nonnegative(),
    counters: z
      .array(z.object({ scope: z.string().min(1), period: z.string().min(1), add: counts }).strict())
      .max(mostMended)
      .default([]),
    tallies: z
      .array(
        z
          .object({ campaign: z.string().min(1), day: z.union([z.iso.date(), calendarMonth]), add: tallyCounts })
          .strict(),
      )
      .max(mostMended)
      .default([]),
    deals: z
      .array(z.string())
      .max(mostMended / 2)
      .default([]),
    leads: z.array(z.string()).max(mostMended).default([]),
  })
  .strict()
  .refine(
    ({ counters, tallies, deals, leads }) => counters.length + tallies.length + 2 * deals.length + leads.length <= 90,
    'must be less at once',
  )
  .refine(({ deals, leads }) => deals.length === 0 || leads.length === 0, 'must be deals or leads, not both')

/** What is to be put right, as read. */
export type MendCheck = z.infer<typeof mendCheck>
