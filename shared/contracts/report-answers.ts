import * as z from 'zod'

const count = z.number().int()
const proportion = z.object({ share: z.number(), interval: z.object({ low: z.number(), high: z.number() }) }).nullable()

/** A part of a whole with its interval; null where there is no whole. */
export type ProportionAnswer = z.infer<typeof proportion>

/** Times in milliseconds. */
const spread = z.object({ p50: z.number(), p95: z.number(), p99: z.number() })

/** Figures of all together, and of each thing they are broken down by. */
function broken<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object({ all: z.object(shape), rows: z.array(z.object({ name: z.string(), ...shape })) })
}

/** How many leads get from stage to stage, how fast, and where they are lost. */
export const funnelAnswer = broken({
  stages: z.array(
    z.object({
      stage: z.string(),
      reached: count,
      continued: count,
      conversion: proportion,
      medianTime: z.number().nullable(),
      waiting: count,
      lost: count,
      leaks: z.array(z.object({ name: z.string(), count })),
    }),
  ),
  leakiest: z.string().optional(),
})

/** How many leads get from stage to stage. */
export type FunnelAnswer = z.infer<typeof funnelAnswer>

/** How fast leads come to a human. */
export const speedAnswer = broken({
  steps: z.array(z.object({ step: z.string(), count, wall: spread, business: spread.nullable() })),
})

/** How fast leads come to a human. */
export type SpeedAnswer = z.infer<typeof speedAnswer>

/** How the leads sent to Sales were worked. */
export const pursuitAnswer = broken({
  sent: count,
  accepted: count,
  touched: count,
  pursued: count,
  untouched: count,
  declined: count,
  acceptance: proportion,
  touching: proportion,
  pursuit: proportion,
})

/** How the leads sent to Sales were worked. */
export type PursuitAnswer = z.infer<typeof pursuitAnswer>

/** What each source brought. */
export const sourcesAnswer = z.object({
  rows: z.array(
    z.object({
      name: z.string(),
      leads: count,
      sent: count,
      accepted: count,
      won: count,
      revenueMinor: z.number(),
      spendMinor: z.number().nullable(),
      acceptance: proportion,
      conversion: proportion,
      revenuePerLead: z.number().nullable(),
    }),
  ),
})

/** What each source brought. */
export type SourcesAnswer = z.infer<typeof sourcesAnswer>

/** How well scores foretell deals. */
export const calibrationAnswer = z.object({
  bands: z.array(
    z.object({
      from: z.number(),
      until: z.number().nullable(),
      leads: count,
      won: count,
      conversion: proportion,
      lift: proportion,
    }),
  ),
  hot: z.number(),
})

/** How well scores foretell deals. */
export type CalibrationAnswer = z.infer<typeof calibrationAnswer>

/** Which traits are over-represented among won deals. */
export const idealCustomerAnswer = z.object({
  leads: count,
  won: count,
  rows: z.array(
    z.object({
      trait: z.string(),
      leads: count,
      won: count,
      lift: z.number().nullable(),
      verdict: z.enum(['more', 'less', 'unclear']),
    }),
  ),
})

/** Which traits are over-represented among won deals. */
export type IdealCustomerAnswer = z.infer<typeof idealCustomerAnswer>

/** Campaigns under every model side by side. */
export const sensitivityAnswer = z.object({
  rows: z.array(
    z.object({
      campaign: z.string(),
      bestRank: z.number(),
      worstRank: z.number(),
      rankChanges: z.boolean(),
      /** Deals opened in which any touch of it has a part. */
      deals: count,
      byModel: z.record(z.string(), z.object({ amountMinor: z.number(), rank: z.number() })),
    }),
  ),
  /** Models that say nothing yet, with the won deals there are and those it takes. */
  unsaid: z.array(z.object({ model: z.string(), kind: z.literal('not-enough-data'), have: count, need: count })),
})

/** Campaigns under every model side by side. */
export type SensitivityAnswer = z.infer<typeof sensitivityAnswer>

const cohort = z.object({
  month: z.string(),
  leads: count,
  spendMinor: count,
  ages: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('ratio'),
        age: count,
        deals: count,
        pipelineMinor: count,
        quickRatio: z.number().nullable(),
      }),
      z.object({ kind: z.literal('not-enough-data'), age: count, have: count, need: count }),
    ]),
  ),
})

/** Pipeline for each unit of spend, of months at equal age. */
export const quickRatioAnswer = z.object({
  all: z.array(cohort),
  rows: z.array(z.object({ campaignId: z.string(), cohorts: z.array(cohort) })),
})

/** Pipeline for each unit of spend, of months at equal age. */
export type QuickRatioAnswer = z.infer<typeof quickRatioAnswer>
