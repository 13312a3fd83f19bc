import type { CampaignId } from './ids.ts'
import type { Minor } from './money.ts'
import { type AttributionModel, attributionModels } from './playbook.ts'

/** What marketing ran. */
export interface Campaign {
  readonly type: 'campaign'
  readonly id: CampaignId
  readonly name: string
  readonly channel: string
  /** Calendar days, `2026-03-01`. */
  readonly startsOn?: string
  readonly endsOn?: string
  /** False while it is known only because a touch named it. */
  readonly declared: boolean
}

/** What a campaign cost in a month. */
export interface Spend {
  readonly type: 'spend'
  readonly campaign: CampaignId
  /** `2026-03`. */
  readonly month: string
  readonly amountMinor: Minor
  readonly currency: string
}

/** What a tally counts for each model, before the dot. */
const modelTallies = ['opportunities', 'pipelineMinor', 'won', 'revenueMinor'] as const

/** Name of a counter that each model has. */
export type ModelTally = (typeof modelTallies)[number]

/** Name of one counter. */
export type TallyName = 'leads' | 'hotLeads' | `${ModelTally}.${AttributionModel}`

/** What a tally counts; those of a model carry its name after a dot. */
export const tallyNames: readonly TallyName[] = [
  'leads',
  'hotLeads',
  ...modelTallies.flatMap((name) => attributionModels.map((model) => `${name}.${model}` as const)),
]

/** Amounts to add to counters. */
export type Counts = { readonly [Name in TallyName]?: number }

/** What a tally is of. Everything is counted by both: a report over months reads months. */
export type TallyGrain = 'day' | 'month'

/**
 * Says what a tally is of.
 * @param day a day or a month
 */
export function tallyGrain({ day }: Pick<TallyKey, 'day'>): TallyGrain {
  return day.length === '2026-03'.length ? 'month' : 'day'
}

/** Where a counter stands: a campaign's day or month, split over shards so that many writers don't wait for each other. */
export interface TallyKey {
  readonly campaign: CampaignId
  /** Calendar day in the workspace's time zone, `2026-03-01`, or month, `2026-03`. */
  readonly day: string
  readonly shard: number
}

/** A campaign's counters of one day or month, and shard. */
export interface Tally extends TallyKey {
  readonly type: 'tally'
  readonly counts: Counts
}

/** The pseudo-campaign whose tally counts each deal once, however many campaigns share it. */
export const allCampaigns: CampaignId = '(all)'

/** How many shards a tally is split over: a month's has fewer, so that they are all there soon and cost no more later. */
export const tallyShards: { readonly [Grain in TallyGrain]: number } = { day: 4, month: 2 }
