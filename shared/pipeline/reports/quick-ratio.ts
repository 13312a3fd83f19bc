import { type CampaignId, unattributed } from '../../domain/ids.ts'
import { shortened } from '../../domain/reports/coordinates.ts'
import { type NamedCounts, sumOf } from '../../domain/reports/counts.ts'
import { type Cohort, quickRatioCohorts } from '../../domain/reports/quick-ratio-cohorts.ts'
import type { Instant } from '../../domain/time.ts'
import type { Store } from '../../ports/store.ts'
import { currentRules } from '../rules.ts'
import { type JointCounters, readJoint } from './lead-counters.ts'
import { monthsOf, type Period, type ReportFilter } from './selection.ts'

/** The quick ratio of cohorts at equal age. */
export interface QuickRatioAnswer {
  readonly all: readonly Cohort[]
  /** By name; campaigns without leads and spend are left out. */
  readonly rows: readonly { readonly campaignId: CampaignId; readonly cohorts: readonly Cohort[] }[]
}

/**
 * Compares the leads of months at equal age, per campaign and all together. A lead belongs to the campaign that first
 * brought it.
 * @param store where the counters are
 * @param query months by their days, and a filter
 * @param now the present
 */
export async function readQuickRatio(
  store: Store,
  query: Period & Omit<ReportFilter, 'source'>,
  now: Instant,
): Promise<QuickRatioAnswer> {
  const { first, last, after } = monthsOf(query)
  const [{ playbook }, campaigns, counters] = await Promise.all([
    currentRules(store),
    store.listCampaigns(),
    readJoint(store, query.territory === undefined ? 'segment' : 'territory', {
      months: { from: first, to: after },
      days: [],
    }),
  ])
  const value = query.segment ?? query.territory
  const ids = campaigns
    .filter(({ entity }) => query.channel === undefined || entity.channel === query.channel)
    .map(({ entity }) => entity.id)
  const wanted = [...new Set(query.channel === undefined ? [...ids, unattributed] : ids)]
    .filter((id) => query.campaign === undefined || id === query.campaign)
    .toSorted()
  const { timezone } = playbook.workspace
  const inputs = await Promise.all(
    wanted.map(async (campaignId) => ({
      campaignId,
      counters: counters.filter(
        (one) => one.campaign === shortened(campaignId) && (value === undefined || one.value === value),
      ),
      // Spend is not known by what leads are.
      spend: value === undefined ? (await store.listSpend(campaignId, first, last)).map(({ entity }) => entity) : [],
    })),
  )
  const rows = inputs.map(({ campaignId, counters: own, spend }) => ({
    campaignId,
    cohorts: quickRatioCohorts({ counts: byMonth(own), spend, timezone, now }),
  }))
  const all = quickRatioCohorts({
    counts: byMonth(inputs.flatMap((input) => input.counters)),
    spend: inputs.flatMap(({ spend }) => spend),
    timezone,
    now,
  })
  return { all, rows: rows.filter(({ cohorts }) => cohorts.length > 0) }
}

function byMonth(counters: readonly JointCounters[]): ReadonlyMap<string, NamedCounts> {
  const months = Map.groupBy(counters, ({ period }) => period)
  return new Map([...months].map(([month, own]) => [month, sumOf(own)]))
}
