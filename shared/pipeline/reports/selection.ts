import { dayOf } from '../../domain/calendar.ts'
import { type Counters, scopeParts } from '../../domain/report-entry.ts'
import { type Dimension, dimensions, shortened } from '../../domain/reports/coordinates.ts'
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

/**
 * Reads a report's counters. What it costs depends on days and on values of the dimension, not on leads.
 * @param store where they are kept
 * @param dimension such as `source` or `speed.rep`
 * @param period days
 * @param values which of the dimension's values are wanted; all when absent
 */
export async function readCounters(
  store: Store,
  dimension: string,
  { from, to }: Period,
  values?: ReadonlySet<string>,
): Promise<readonly Counters[]> {
  const counters = await store.listCounters(dimension, from, to)
  return values === undefined ? counters : counters.filter(({ scope }) => values.has(scopeParts(scope).value))
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
