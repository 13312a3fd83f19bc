import { dayOf, monthOf } from '../domain/calendar.ts'
import { type Counts, tallyGrain, tallyShards } from '../domain/campaign.ts'
import type { CampaignId } from '../domain/ids.ts'
import type { Lead } from '../domain/lead.ts'
import type { Qualification } from '../domain/qualification.ts'
import { leadTallies } from '../domain/report-check.ts'
import type { Instant } from '../domain/time.ts'
import type { Store, Write } from '../ports/store.ts'

/**
 * Adds to a campaign's counters, of the day and of its month.
 * @param timezone the workspace's, in which days are counted
 * @param campaign whose counters
 * @param at when the counted thing happened
 * @param spread anything that differs between writers, so that they don't wait for each other
 * @param add what to add
 */
export function count(timezone: string, campaign: CampaignId, at: Instant, spread: string, add: Counts) {
  const day = dayOf(at, timezone)
  return [day, monthOf(day)].map((period): Write => {
    const shard = shardFor(spread, tallyShards[tallyGrain({ day: period })])
    return { kind: 'count', tally: { campaign, day: period, shard }, add }
  })
}

/** The last character of an id is random: good enough to spread over a few shards. */
function shardFor(id: string, shards: number): number {
  return id.charCodeAt(id.length - 1) % shards
}

/**
 * Counts a new lead, and a lead that became hot, for the campaign of its first touch.
 * @param timezone the workspace's, in which days are counted
 * @param qualified what a touch did
 */
export function countLead(timezone: string, qualified: Qualification): readonly Write[] {
  const { lead, isNew, firstHot, score } = qualified
  const together = isNew && firstHot && dayOf(lead.createdAt, timezone) === dayOf(score.at, timezone)
  if (together) return count(timezone, lead.firstCampaign, lead.createdAt, lead.id, { leads: 1, hotLeads: 1 })
  return [
    ...(isNew ? count(timezone, lead.firstCampaign, lead.createdAt, lead.id, { leads: 1 }) : []),
    ...(firstHot ? count(timezone, lead.firstCampaign, score.at, lead.id, { hotLeads: 1 }) : []),
  ]
}

/**
 * Counts leads otherwise than before: what they added to their campaigns is taken off, and what they add now is added.
 * @param timezone the workspace's, in which days are counted
 * @param before the leads as they were counted
 * @param after those that are counted now; one of several that were merged
 */
export function recountLeads(timezone: string, before: readonly Lead[], after: readonly Lead[]): readonly Write[] {
  const changes = new Map<string, Extract<Write, { readonly kind: 'count' }>>()
  const add = (leads: readonly Lead[], sign: 1 | -1): void => {
    for (const lead of leads) {
      for (const { campaign, day, counts } of leadTallies([lead], timezone)) {
        const known = changes.get(`${day} ${campaign}`)
        const tally = known?.tally ?? { campaign, day, shard: shardFor(lead.id, tallyShards[tallyGrain({ day })]) }
        const sum = (name: 'leads' | 'hotLeads') => (known?.add[name] ?? 0) + sign * (counts[name] ?? 0)
        changes.set(`${day} ${campaign}`, {
          kind: 'count',
          tally,
          add: { leads: sum('leads'), hotLeads: sum('hotLeads') },
        })
      }
    }
  }
  add(before, -1)
  add(after, 1)
  return [...changes.values()].filter(({ add: { leads, hotLeads } }) => leads !== 0 || hotLeads !== 0)
}

/**
 * Counts a lead that became hot without a touch.
 * @param timezone the workspace's, in which days are counted
 * @param lead which
 * @param at when it did
 */
export function countHot(timezone: string, lead: Pick<Lead, 'id' | 'firstCampaign'>, at: Instant): readonly Write[] {
  return count(timezone, lead.firstCampaign, at, lead.id, { hotLeads: 1 })
}

/**
 * Makes a campaign known that a touch named and nobody declared, so that reports have a row for it.
 * @param store where campaigns are
 * @param campaign as the touch named it
 */
export async function registerCampaign(store: Store, campaign: CampaignId | undefined): Promise<readonly Write[]> {
  if (campaign === undefined || (await store.get({ type: 'campaign', id: campaign })) !== undefined) return []
  return [
    { kind: 'create', entity: { type: 'campaign', id: campaign, name: campaign, channel: 'unknown', declared: false } },
  ]
}
