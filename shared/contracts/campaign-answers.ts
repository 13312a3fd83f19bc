import * as z from 'zod'

const moment = z.string()
const count = z.number().int()

const figures = {
  leads: count,
  hotLeads: count,
  opportunities: count,
  pipelineMinor: count,
  won: count,
  revenueMinor: count,
  spendMinor: count,
  roi: z.number().nullable(),
  quickRatio: z.number().nullable(),
}

/** What each campaign earned; a data-driven model says nothing of deals and pipeline, and nothing at all of too little. */
export const campaignReportAnswer = z.object({
  model: z.string(),
  rows: z.array(
    z.object({
      campaignId: z.string(),
      ...figures,
      opportunities: count.nullable(),
      pipelineMinor: count.nullable(),
      won: count.nullable(),
      revenueMinor: count.nullable(),
    }),
  ),
  totals: z.object(figures),
  /** By `markov` and `shapley`: the won deals the shares rest on, or those there are and those it takes. */
  dataDriven: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('shares'), won: count }),
      z.object({ kind: z.literal('not-enough-data'), have: count, need: count }),
    ])
    .optional(),
})

/** What each campaign earned. */
export type CampaignReportAnswer = z.infer<typeof campaignReportAnswer>

/** Every campaign that is known, with what each of its months cost. */
export const campaignsAnswer = z.object({
  campaigns: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      channel: z.string(),
      startsOn: z.string().optional(),
      endsOn: z.string().optional(),
      /** False while it is known only because a touch named it. */
      declared: z.boolean(),
      spend: z.array(z.object({ month: z.string(), amountMinor: count, currency: z.string() })),
    }),
  ),
})

/** Every campaign that is known, with what each of its months cost. */
export type CampaignsAnswer = z.infer<typeof campaignsAnswer>

const months = z.array(z.object({ month: z.string(), ...figures }))

/** What campaigns cost and earned, month by month. */
export const trendAnswer = z.object({
  model: z.string(),
  rows: z.array(z.object({ campaignId: z.string(), months })),
  all: months,
})

/** What campaigns cost and earned, month by month. */
export type TrendAnswer = z.infer<typeof trendAnswer>

/** A page of the deals behind a campaign's figure, the latest first. */
export const creditsAnswer = z.object({
  campaignId: z.string(),
  model: z.string(),
  kind: z.enum(['pipeline', 'revenue']),
  /** The figure: how many deals all pages list, and what their credits sum to; null by a data-driven model. */
  totals: z.object({ deals: count, creditMinor: count.nullable() }),
  deals: z.array(
    z.object({
      opportunityId: z.string(),
      /** When it was opened, or won. */
      at: moment,
      creditMinor: count.nullable(),
      /** Null when the deal or its lead is not there any more. */
      deal: z
        .object({
          name: z.string(),
          status: z.enum(['open', 'won', 'lost']),
          /** The whole deal's pipeline or revenue. */
          amountMinor: count,
          lead: z.object({
            id: z.string(),
            firstName: z.string().optional(),
            lastName: z.string().optional(),
            email: z.string().optional(),
            company: z.string().optional(),
          }),
          touches: z.array(
            z.object({
              at: moment,
              kind: z.string(),
              event: z.string(),
              /** Its part of the credit; null where the rules have changed since the deal was credited. */
              creditMinor: count.nullable(),
            }),
          ),
        })
        .nullable(),
    }),
  ),
  cursor: z.string().optional(),
})

/** A page of the deals behind a campaign's figure. */
export type CreditsAnswer = z.infer<typeof creditsAnswer>
