import { calibration, type ScoreBand } from '../../domain/reports/calibration.ts'
import { rulePatterns } from '../../domain/reports/closed-deals.ts'
import { type Dimension, shortened } from '../../domain/reports/coordinates.ts'
import { countsUnder, type NamedCounts, sumByValue, sumOf } from '../../domain/reports/counts.ts'
import { idealCustomer, type TraitRow } from '../../domain/reports/ideal-customer.ts'
import { proposePoints, type ScoringProposal } from '../../domain/reports/scoring-proposal.ts'
import { type SourceInput, type SourceReport, type SourceRow, sourceReport } from '../../domain/reports/sources.ts'
import type { Store } from '../../ports/store.ts'
import { currentRules } from '../rules.ts'
import { readSpend } from './campaigns.ts'
import { readClosedDeals, readCounters, readLeadCounters } from './lead-counters.ts'
import { type Period, type ReportFilter, selectionOf } from './selection.ts'

/** What sources can be told apart by. Spend is known by campaign, and so by channel. */
export type SourceDimension = Dimension | 'channel'

/** What sources brought, and where a unit of spend has earned most. */
export interface SourcesAnswer {
  readonly rows: readonly SourceRow[]
  /** By campaign, whatever the rows are by; only those with spend. */
  readonly spend: SourceReport
}

/**
 * Says what sources brought, and where a unit of spend has earned most.
 * @param store where the counters are
 * @param query days, what the rows are by (`source` when absent), or a filter
 */
export async function readSources(
  store: Store,
  query: Period & ReportFilter & { readonly by?: SourceDimension | undefined },
): Promise<SourcesAnswer> {
  const by = query.by ?? 'source'
  const selection = await selectionOf(store, query, by === 'channel' ? 'campaign' : by)
  const { dimension, values } = selection
  const [counters, campaigns] = await Promise.all([
    readLeadCounters(store, selection, query, 'counts'),
    readCampaignSources(store, query),
  ])
  const inputs = by === 'channel' ? byChannel(campaigns) : dimension === 'campaign' ? campaigns : undefined
  const own = [...sumByValue(counters)].map(([name, counts]): SourceInput => ({ name, counts }))
  const wanted = inputs?.filter(({ id }) => values === undefined || values.has(shortened(id)))
  return {
    rows: sourceReport(wanted ?? own).rows,
    spend: sourceReport(campaigns.filter(({ spendMinor }) => spendMinor > 0)),
  }
}

interface CampaignSource extends SourceInput {
  readonly id: string
  readonly channel: string
  readonly spendMinor: number
}

async function readCampaignSources(store: Store, period: Period): Promise<readonly CampaignSource[]> {
  const [known, counters] = await Promise.all([
    store.listCampaigns(),
    readLeadCounters(store, { dimension: 'campaign' }, period, 'counts'),
  ])
  const sums = new Map(sumByValue(counters))
  const declared = await Promise.all(
    known.map(async ({ entity: { id, channel } }): Promise<CampaignSource> => {
      const counts: NamedCounts = sums.get(shortened(id)) ?? {}
      sums.delete(shortened(id))
      return { id, name: id, channel, counts, spendMinor: await readSpend(store, id, period) }
    }),
  )
  const others = [...sums].map(([id, counts]) => ({ id, name: id, channel: '(none)', counts, spendMinor: 0 }))
  return [...declared, ...others]
}

function byChannel(campaigns: readonly CampaignSource[]): readonly CampaignSource[] {
  return [...Map.groupBy(campaigns, ({ channel }) => channel)].map(([channel, own]) => ({
    id: channel,
    name: channel,
    channel,
    counts: sumOf(own),
    spendMinor: own.reduce((sum, { spendMinor }) => sum + spendMinor, 0),
  }))
}

/** What scores and rules are worth. */
export interface CalibrationAnswer {
  readonly bands: readonly ScoreBand[]
  /** The playbook's threshold. */
  readonly hot: number
  readonly proposal: ScoringProposal
}

/**
 * Says how well scores foretell deals, and which points closed deals would give the rules.
 * @param store where the counters are
 * @param period leads by the day they came, deals by the day they were closed
 */
export async function readCalibration(store: Store, period: Period): Promise<CalibrationAnswer> {
  const [{ playbook }, scores, rules] = await Promise.all([
    currentRules(store),
    readCounters(store, 'source', period),
    readClosedDeals(store, 'rules', period),
  ])
  const { scoring } = playbook
  return {
    bands: calibration(countsUnder(sumOf(scores), 'score')),
    hot: scoring.hot,
    proposal: proposePoints({ ...rulePatterns(rules, scoring), hot: scoring.hot }),
  }
}

/**
 * Says which traits are over-represented among won deals.
 * @param store where the counters are
 * @param period leads by the day they came
 */
export async function readIdealCustomer(
  store: Store,
  period: Period,
): Promise<{ readonly leads: number; readonly won: number; readonly rows: readonly TraitRow[] }> {
  const counts = sumOf(await store.listCounters('traits', period.from, period.to))
  return { leads: counts['all.leads'] ?? 0, won: counts['all.won'] ?? 0, rows: idealCustomer(counts) }
}
