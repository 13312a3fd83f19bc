import * as z from 'zod'
import { amountMinor } from './fields.ts'
import { dealFields, dealStatus } from './import.ts'

/** The systems whose webhooks Baton understands. */
export const webhookProviders = ['google-lead-form', 'meta-lead', 'standard'] as const

/** One of them. */
export type WebhookProvider = (typeof webhookProviders)[number]

/**
 * A lead from a Google Ads lead form.
 * @see https://developers.google.com/google-ads/webhook/docs/implementation
 */
export const googleLead = z.object({
  lead_id: z.string().min(1).max(255),
  google_key: z.string(),
  campaign_id: z.union([z.string(), z.number()]).transform(String).optional(),
  user_column_data: z.array(z.object({ column_id: z.string(), string_value: z.string().optional() })),
})

/**
 * A lead from a Meta lead ad, with its answers. Meta's own notice names only the lead's id; the answers are sent
 * along by relays and by Meta's bulk read.
 * @see https://developers.facebook.com/docs/marketing-api/guides/lead-ads/retrieving
 */
export const metaLead = z.object({
  id: z.string().min(1).max(255),
  campaign_name: z.string().optional(),
  created_time: z.string().optional(),
  field_data: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
})

/**
 * A lead from any system that signs as Standard Webhooks say: `data` has a form's fields.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const standardLead = z.object({
  type: z.string(),
  timestamp: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
})

/**
 * A deal from any system that signs as Standard Webhooks say: all that is known of it, each time. `deal.won` and
 * `deal.lost` say the status with their type; any other `deal.…` says it in `data`.
 */
export const standardDeal = z.object({
  type: z.string().startsWith('deal.'),
  timestamp: z.string().optional(),
  data: z.object({
    ...dealFields,
    /** In major units, `1234.5` or `"1234.50"`; or else `amountMinor`. */
    amount: z.union([z.string(), z.number()]).transform(String).optional(),
    amountMinor: amountMinor.optional(),
    status: dealStatus.optional(),
  }),
})

/** A deal from a webhook. */
export type StandardDeal = z.infer<typeof standardDeal>

/** What a webhook that told of a deal is answered. */
export const dealAnswer = z.object({ outcomeId: z.string(), status: z.literal('accepted') })
