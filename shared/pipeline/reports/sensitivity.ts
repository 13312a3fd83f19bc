import { allCampaigns } from '../../domain/campaign.ts'
import type { CampaignId } from '../../domain/ids.ts'
import type { Minor } from '../../domain/money.ts'
import { attributionModels, type DataDrivenModel, dataDrivenModels } from '../../domain/playbook.ts'
import { type CampaignRow, campaignReport } from '../../domain/report.ts'
import { wonShares } from '../../domain/reports/closed-deals.ts'
import { shortened } from '../../domain/reports/coordinates.ts'
import { type DataDrivenRow, dataDrivenRows } from '../../domain/reports/data-driven-report.ts'
import { type Sensitivity, type SensitivityRow, sensitivity } from '../../domain/reports/sensitivity.ts'
import { type BootstrapShares, bootstrapShares } from '../../domain/statistics/bootstrap.ts'
import { seededChance } from '../../domain/statistics/chance.ts'
import type { Store } from '../../ports/store.ts'
import { currentRules } from '../rules.ts'
import { type AnyModel, type NotEnough, readCampaigns, readPaths, sharesBy } from './campaigns.ts'
import { type Period, readTallies } from './selection.ts'

/** All models side by side. */
export interface SensitivityAnswer extends Sensitivity<AnyModel> {
  readonly rows: readonly (SensitivityRow<AnyModel> & {
    /** Deals opened in which any touch of it has a part. */
    readonly deals: number
  })[]
  /** Models that say nothing yet, and why. */
  readonly unsaid: readonly ({ readonly model: DataDrivenModel } & NotEnough)[]
  /** What part of revenue each campaign has, and what it might have been with other deals. */
  readonly revenueShare: BootstrapShares
}

/** Most draws of deals in all: what a bootstrap over very many deals may take, a second or so. */
const mostPicks = 20_000_000

/**
 * Compares campaigns under every model.
 * @param store where the counters are
 * @param period days
 */
export async function readSensitivity(store: Store, period: Period): Promise<SensitivityAnswer> {
  const [{ playbook }, campaigns, all, deals] = await Promise.all([
    currentRules(store),
    readCampaigns(store, period),
    readTallies(store, allCampaigns, period),
    readPaths(store, period),
  ])
  const reports = attributionModels.map((model) => [model, campaignReport({ model, campaigns, all })] as const)
  const even = campaignReport({ model: 'even', campaigns, all })
  const driven = dataDrivenModels.map((model) => [model, sharesBy(model, deals, playbook)] as const)
  const amounts = new Map<AnyModel, ReadonlyMap<CampaignId, Minor>>(
    reports.map(([model, { rows }]) => [model, amountsOf(rows)]),
  )
  for (const [model, shares] of driven)
    if (shares.kind === 'shares') amounts.set(model, amountsOf(dataDrivenRows(even, shares)))
  const won = wonShares(deals)
  const draws = Math.max(100, Math.min(1000, Math.floor(mostPicks / Math.max(1, won.length))))
  const dealsOf = new Map(even.rows.map(({ campaignId, opportunities }) => [campaignId, opportunities]))
  const compared = sensitivity(amounts)
  return {
    ...compared,
    rows: compared.rows.map((row) => ({ ...row, deals: dealsOf.get(row.campaign) ?? 0 })),
    unsaid: driven.flatMap(([model, shares]) => (shares.kind === 'shares' ? [] : [{ model, ...shares }])),
    revenueShare: bootstrapShares({ deals: won, chance: seededChance(1), draws }),
  }
}

function amountsOf(rows: readonly (CampaignRow | DataDrivenRow)[]): ReadonlyMap<CampaignId, Minor> {
  return new Map(rows.map(({ campaignId, revenueMinor }) => [campaignId, revenueMinor ?? 0]))
}

/**
 * Finds a campaign's interval among shares that are kept by shortened names.
 * @param shares what the bootstrap says
 * @param campaign its id
 */
export function shareOf(shares: BootstrapShares, campaign: CampaignId) {
  return shares.kind === 'shares' ? shares.shares.find(({ name }) => name === shortened(campaign)) : undefined
}
