import { dayOf } from '../../domain/calendar.ts'
import type { Tally } from '../../domain/campaign.ts'
import type { CampaignId } from '../../domain/ids.ts'
import { type Dimension, shortened } from '../../domain/reports/coordinates.ts'
import { monthAfter } from '../../domain/reports/quick-ratio-cohorts.ts'
import { day } from '../../domain/time.ts'
import type { Store } from '../../ports/store.ts'

/** Days in the workspace's time zone; `to` is exclusive. */
export interface Period {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/**
 * What a report is narrowed to: one of them, or a campaign or channel and a segment or territory, because counters are
 * kept by these.
 */
export type ReportFilter = { readonly [Name in Dimension | 'channel']?: string | undefined }

/** Counters of one dimension, and which of its values are wanted: all when absent. */
export interface Selection {
  readonly dimension: Dimension
  readonly values?: ReadonlySet<string>
  /** Of these campaigns' leads only, shortened; goes with segment and territory. */
  readonly campaigns?: ReadonlySet<string>
}

/**
 * Says which counters a filter means. A channel means its campaigns.
 * @param store where campaigns are kept
 * @param filter what the report is narrowed to
 * @param otherwise the dimension to read without a filter: each counts every lead once
 */
export async function selectionOf(
  store: Store,
  filter: ReportFilter,
  otherwise: Dimension = 'source',
): Promise<Selection> {
  const campaigns = await campaignsIn(store, filter)
  const dimension = (['source', 'territory', 'segment'] as const).find((one) => filter[one] !== undefined)
  const value = dimension === undefined ? undefined : filter[dimension]
  if (dimension !== undefined && value !== undefined)
    return { dimension, values: new Set([shortened(value)]), ...(campaigns === undefined ? {} : { campaigns }) }
  return campaigns === undefined ? { dimension: otherwise } : { dimension: 'campaign', values: campaigns }
}

async function campaignsIn(store: Store, { campaign, channel }: ReportFilter) {
  if (campaign !== undefined) return new Set([shortened(campaign)])
  if (channel === undefined) return undefined
  const own = (await store.listCampaigns()).filter(({ entity }) => entity.channel === channel)
  return new Set(own.map(({ entity }) => shortened(entity.id)))
}

/**
 * Reads a campaign's tallies: those of whole months, and of days where the period begins or ends within a month.
 * @param store where they are kept
 * @param campaign its id, or that of all
 * @param period days
 */
export async function readTallies(store: Store, campaign: CampaignId, period: Period): Promise<readonly Tally[]> {
  const { months, days } = coverOf(period)
  const parts = await Promise.all([
    ...(months === undefined ? [] : [store.listTallies(campaign, months.from, months.to, 'month')]),
    ...days.map(({ from, to }) => store.listTallies(campaign, from, to)),
  ])
  return parts.flat()
}

/** A period as whole months (`to` exclusive; open where the period is), and the days before and after them. */
export interface Cover {
  /** Absent when the period holds no whole month. */
  readonly months?: Period | undefined
  readonly days: readonly Period[]
}

/**
 * Lays a period out in whole months and days.
 * @param period days
 */
export function coverOf({ from, to }: Period): Cover {
  const first = from === undefined ? undefined : from.endsWith('-01') ? from.slice(0, 7) : monthAfter(from.slice(0, 7))
  const end = to?.slice(0, 7)
  if (first !== undefined && end !== undefined && first >= end && `${first}-01` !== from) {
    // From one month into the next, or within one: one range of days is enough.
    return { days: [{ from, to }] }
  }
  const before = from === undefined || from.endsWith('-01') ? [] : [{ from, to: `${first}-01` }]
  const after = to === undefined || to.endsWith('-01') ? [] : [{ from: `${end}-01`, to }]
  const isEmpty = first !== undefined && end !== undefined && first >= end
  return isEmpty ? { days: after } : { months: { from: first, to: end }, days: [...before, ...after] }
}

/**
 * Gives the months of a period: a month counts when any of its days is asked for.
 * @param period days
 * @returns months, both inclusive, `after` being the one after the last
 */
export function monthsOf({ from, to }: Period): {
  readonly first: string | undefined
  readonly last: string | undefined
  readonly after: string | undefined
} {
  // `to` itself is not asked for.
  const last = to === undefined ? undefined : dayOf(Date.parse(`${to}T00:00:00Z`) - day, 'UTC').slice(0, 7)
  return { first: from?.slice(0, 7), last, after: last === undefined ? undefined : monthAfter(last) }
}
