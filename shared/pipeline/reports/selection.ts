import { dayOf } from '../../domain/calendar.ts'
import type { Tally } from '../../domain/campaign.ts'
import type { CampaignId } from '../../domain/ids.ts'
import { type Counters, monthly, scopeParts } from '../../domain/report-entry.ts'
import { type ClosedDeals, closedDeals } from '../../domain/reports/closed-deals.ts'
import { type Dimension, dimensions, neverOffered, shortened } from '../../domain/reports/coordinates.ts'
import { sumOf } from '../../domain/reports/counts.ts'
import { monthAfter } from '../../domain/reports/quick-ratio-cohorts.ts'
import { day } from '../../domain/time.ts'
import type { Store } from '../../ports/store.ts'

/** Days in the workspace's time zone; `to` is exclusive. */
export interface Period {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** What a report is narrowed to: one of them at the most, because counters are kept by one at a time. */
export type ReportFilter = { readonly [Name in Dimension | 'channel']?: string | undefined }

/** Counters of one dimension, and which of its values are wanted: all when absent. */
export interface Selection {
  readonly dimension: Dimension
  readonly values?: ReadonlySet<string>
}

/**
 * Says which counters a filter means. A channel means its campaigns.
 * @param store where campaigns are kept
 * @param filter at most one of its fields
 * @param otherwise the dimension to read without a filter: each counts every lead once
 */
export async function selectionOf(
  store: Store,
  filter: ReportFilter,
  otherwise: Dimension = 'source',
): Promise<Selection> {
  if (filter.channel !== undefined) {
    const campaigns = await store.listCampaigns()
    const own = campaigns.filter(({ entity }) => entity.channel === filter.channel)
    return { dimension: 'campaign', values: new Set(own.map(({ entity }) => shortened(entity.id))) }
  }
  const dimension = dimensions.find((one) => filter[one] !== undefined)
  const value = dimension === undefined ? undefined : filter[dimension]
  if (dimension === undefined || value === undefined) return { dimension: otherwise }
  return { dimension, values: new Set([shortened(value)]) }
}

/** What is wanted of a dimension's leads: what became of them, how long it took, or both. Days hold both together. */
export type Wanted = 'counts' | 'pace' | 'both'

/**
 * Reads a report's counters of leads by one dimension. Leads that were never offered are in no territory's counters:
 * they are those of any other dimension without those of the territories.
 * @param store where they are kept
 * @param dimension each counts every lead once
 * @param period days
 * @param wanted what of them; what else comes with it has other names
 * @param values which of the dimension's values are wanted; all when absent
 */
export async function readLeadCounters(
  store: Store,
  { dimension, values }: Selection,
  period: Period,
  wanted: Wanted,
): Promise<readonly Counters[]> {
  const months = [...(wanted === 'pace' ? [] : ['']), ...(wanted === 'counts' ? [] : ['pace.'])]
  const read = (one: Dimension) =>
    readCounters(
      store,
      one,
      period,
      months.map((prefix) => `${prefix}${one}`),
    )
  const own = await read(dimension)
  const counters =
    dimension === 'territory' && (values === undefined || values.has(neverOffered))
      ? [...own, without(await read('source'), own)]
      : own
  return values === undefined ? counters : counters.filter(({ scope }) => values.has(scopeParts(scope).value))
}

function without(all: readonly Counters[], offered: readonly Counters[]): Counters {
  const taken = new Map(Object.entries(sumOf(offered)))
  const counts = Object.entries(sumOf(all)).map(([name, count]) => [name, count - (taken.get(name) ?? 0)] as const)
  return {
    type: 'counters',
    scope: `territory:${neverOffered}`,
    period: '',
    shard: 0,
    counts: Object.fromEntries(counts.filter(([, count]) => count !== 0)),
  }
}

/**
 * Reads a report's counters: those of whole months, and of days where the period begins or ends within a month. What it
 * costs depends on months and on values of the dimension, not on leads.
 * @param store where they are kept
 * @param dimension such as `source` or `rep`
 * @param period days
 * @param byMonth what is read of whole months: the dimension, unless something else is named
 */
export async function readCounters(
  store: Store,
  dimension: string,
  period: Period,
  byMonth: readonly string[] = [dimension],
): Promise<readonly Counters[]> {
  const { months, days } = coverOf(period)
  const parts = await Promise.all([
    ...(months === undefined ? [] : byMonth.map((one) => store.listCounters(monthly(one), months.from, months.to))),
    ...days.map(({ from, to }) => store.listCounters(dimension, from, to)),
  ])
  return parts.flat()
}

/**
 * Reads the deals closed in a period.
 * @param store where they are counted
 * @param by the path that led to them, or the rules that held
 * @param period days
 */
export async function readClosedDeals(
  store: Store,
  by: 'paths' | 'rules',
  period: Period,
): Promise<readonly ClosedDeals[]> {
  return closedDeals(await readCounters(store, by, period))
}

/** The same for a campaign's tallies, or those of all. */
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
  readonly months?: Period
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
