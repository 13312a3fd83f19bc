import * as z from 'zod'
import { amountMinor, calendarDay, campaignName, currency, instant, line, prose } from './fields.ts'

/** Opens an opportunity. */
export const openOpportunity = z
  .object({ name: z.string().trim().min(1).max(200), amountMinor, currency, openedAt: instant.optional() })
  .strict()

/** Changes an opportunity. */
export const changeOpportunity = z
  .object({ stage: z.string().trim().min(1).optional(), amountMinor: amountMinor.optional() })
  .strict()
  .refine((body) => body.stage !== undefined || body.amountMinor !== undefined, 'name a stage, an amountMinor, or both')

/** Wins an opportunity. */
export const winOpportunity = z.object({ amountMinor: amountMinor.optional(), closedAt: instant.optional() }).strict()

/** Loses an opportunity. */
export const loseOpportunity = z
  .object({ reason: z.string().trim().min(1).max(500), closedAt: instant.optional() })
  .strict()

/** Opens a closed opportunity again. */
export const reopenOpportunity = z.object({ reason: z.string().trim().min(1).max(500).optional() }).strict()

/** An amount that is paid back. */
const paidBack = z.int('must be a whole number of minor units').min(1).max(Number.MAX_SAFE_INTEGER)

/** Takes a part of what a won opportunity earned back, or all of it. */
export const refundOpportunity = z
  .object({ amountMinor: paidBack, refundedAt: instant.optional(), currency: currency.optional() })
  .strict()

/** A rep's call, meeting or note. */
export const addTouch = z
  .object({
    kind: z.enum(['call', 'meeting', 'note']),
    at: instant.optional(),
    occurredAt: instant.optional(),
    text: prose,
    notes: prose,
    rep: line,
    campaign: campaignName,
  })
  .strict()

/** Claims a lead from the public pool for a rep; a rep who is signed in claims for themselves. */
export const claim = z.object({ rep: z.string().trim().min(1).max(200).optional() }).strict()

/** Merges another lead of the same person into one. */
export const mergeLead = z
  .object({ duplicate: z.string().regex(/^lead_[0-9A-Za-z]{1,64}$/, "must be a lead's id") })
  .strict()

/** Declares a campaign. */
export const putCampaign = z
  .object({
    name: z.string().trim().min(1).max(200),
    channel: z.string().trim().min(1).max(100),
    startsOn: calendarDay.optional(),
    endsOn: calendarDay.optional(),
  })
  .strict()
  .refine((body) => body.startsOn === undefined || body.endsOn === undefined || body.startsOn <= body.endsOn, {
    path: ['endsOn'],
    message: 'must not be before startsOn',
  })

/** Sets a month's spend. */
export const putSpend = z.object({ amountMinor, currency }).strict()

/** A text that is looked for by how it begins. */
const sought = z.string().trim().min(2, 'must have at least two characters').max(200).optional()

/** What leads can be asked for. */
export const leadsQuery = z
  .object({
    email: line,
    phone: line,
    externalId: line,
    owner: line,
    stage: z
      .enum(['new', 'assigned', 'working', 'nurturing', 'opportunity', 'won', 'lost', 'pool', 'rejected'])
      .optional(),
    /** The campaign that first brought it. */
    campaign: line,
    /** At least this score, as it was last decided by. */
    minScore: z.coerce.number().int().min(0).max(1000).optional(),
    /** How the company's name begins; large and small letters and accents are alike. */
    company: sought,
    /** How the name begins: the last name, or all of it in any order. */
    name: sought,
    cursor: line,
    limit: z.coerce.number().int().min(1).max(200).optional(),
  })
  .strict()

/** What pages of a lead's records can be asked for. */
export const pageQuery = z.object({ cursor: line }).strict()

/** A rep's answer of no. */
export const decline = z.object({ reason: line, note: line })
