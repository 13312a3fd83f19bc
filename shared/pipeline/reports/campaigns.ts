import { type DataDrivenShares, dataDrivenShares } from '../../domain/attribution/data-driven.ts'
import { allCampaigns, type Tally } from '../../domain/campaign.ts'
import { type CampaignId, unattributed } from '../../domain/ids.ts'
import type { Minor } from '../../domain/money.ts'
import {
  type AttributionModel,
  attributionModels,
  type DataDrivenModel,
  dataDrivenModels,
  defaultMinimumPaths,
  type Playbook,
} from '../../domain/playbook.ts'
import { type CampaignReport, type CampaignRow, campaignReport } from '../../domain/report.ts'
import { type ClosedDeals, closedDeals, pathsOf, wonShares } from '../../domain/reports/closed-deals.ts'
import { shortened } from '../../domain/reports/coordinates.ts'
import { sumOf } from '../../domain/reports/counts.ts'
import { type DataDrivenRow, dataDrivenRows } from '../../domain/reports/data-driven-report.ts'
import { type Sensitivity, sensitivity } from '../../domain/reports/sensitivity.ts'
import { type BootstrapShares, bootstrapShares } from '../../domain/statistics/bootstrap.ts'
import { seededChance } from '../../domain/statistics/chance.ts'
import type { Store } from '../../ports/store.ts'
import { currentRules } from '../rules.ts'
import { monthsOf, type Period, type ReportFilter, readCounters } from './selection.ts'

/** Any model that divides revenue. */
export type AnyModel = AttributionModel | DataDrivenModel

/** What the campaign report is asked for. */
export interface CampaignQuery extends Period, Pick<ReportFilter, 'campaign' | 'channel'> {
  /** The playbook's default when absent. */
  readonly model?: AnyModel | undefined
}

/** The campaign report by the model that was asked for. */
export type CampaignAnswer =
  | ({ readonly model: AttributionModel } & CampaignReport)
  | {
      readonly model: DataDrivenModel
      readonly rows: readonly DataDrivenRow[]
      /** Of all together nothing depends on a model. */
      readonly totals: CampaignReport['totals']
      /** What the shares rest on, or that there is not enough data. */
      readonly dataDriven: { readonly kind: 'shares'; readonly won: number } | NotEnough
    }

type NotEnough = Extract<DataDrivenShares, { readonly kind: 'not-enough-data' }>

/** A campaign's counters and spend in a period. */
interface CampaignInput {
  readonly campaign: CampaignId
  readonly tallies: readonly Tally[]
  readonly spendMinor: Minor
}

/**
 * Reports what each campaign earned. Reads prepared counters: its cost depends on campaigns and days, not on leads;
 * that of a data-driven model also on how many different paths led to closed deals.
 * @param store where the counters are
 * @param query model, days, and a filter
 */
export async function readCampaignReport(store: Store, query: CampaignQuery): Promise<CampaignAnswer> {
  const { playbook } = await currentRules(store)
  const { model = playbook.attribution.default } = query
  const some = query.campaign !== undefined || query.channel !== undefined
  if (!isDataDriven(model)) {
    const [campaigns, all] = await Promise.all([
      readCampaigns(store, query),
      some ? undefined : store.listTallies(allCampaigns, query.from, query.to),
    ])
    return { model, ...campaignReport({ model, campaigns, ...(all === undefined ? {} : { all }) }) }
  }
  const period = { from: query.from, to: query.to }
  const [campaigns, wanted, all, deals] = await Promise.all([
    readCampaigns(store, period),
    campaignIds(store, query),
    store.listTallies(allCampaigns, query.from, query.to),
    readPaths(store, period),
  ])
  const ids = new Set(wanted)
  const base = campaignReport({ model: 'even', campaigns, all })
  const shares = sharesBy(model, deals, playbook)
  const totals = some
    ? campaignReport({ model: 'even', campaigns: campaigns.filter(({ campaign }) => ids.has(campaign)) }).totals
    : base.totals
  return {
    model,
    rows: dataDrivenRows(base, shares).filter(({ campaignId }) => ids.has(campaignId)),
    totals,
    dataDriven: shares.kind === 'shares' ? { kind: 'shares', won: shares.won } : shares,
  }
}

function isDataDriven(model: AnyModel): model is DataDrivenModel {
  return dataDrivenModels.some((one) => one === model)
}

async function campaignIds(
  store: Store,
  { campaign, channel }: Pick<CampaignQuery, 'campaign' | 'channel'>,
): Promise<readonly CampaignId[]> {
  if (campaign !== undefined) return [campaign]
  const known = await store.listCampaigns()
  if (channel !== undefined) return known.flatMap(({ entity }) => (entity.channel === channel ? [entity.id] : []))
  return [...new Set([...known.map(({ entity }) => entity.id), unattributed])]
}

async function readCampaigns(store: Store, query: CampaignQuery): Promise<readonly CampaignInput[]> {
  const ids = await campaignIds(store, query)
  return Promise.all(ids.map((campaign) => readCampaign(store, campaign, query)))
}

async function readCampaign(store: Store, campaign: CampaignId, period: Period): Promise<CampaignInput> {
  const [tallies, spendMinor] = await Promise.all([
    store.listTallies(campaign, period.from, period.to),
    readSpend(store, campaign, period),
  ])
  return { campaign, tallies, spendMinor }
}

/**
 * Reads what a campaign cost. Spend is known by month: a month counts when any of its days is asked for.
 * @param store where it is kept
 * @param campaign its id
 * @param period days
 */
export async function readSpend(store: Store, campaign: CampaignId, period: Period): Promise<Minor> {
  const { first, last } = monthsOf(period)
  const spend = await store.listSpend(campaign, first, last)
  return spend.reduce<Minor>((sum, { entity }) => sum + entity.amountMinor, 0)
}

async function readPaths(store: Store, period: Period): Promise<readonly ClosedDeals[]> {
  return closedDeals(sumOf(await readCounters(store, 'paths', period)))
}

function sharesBy(model: DataDrivenModel, deals: readonly ClosedDeals[], { attribution }: Playbook): DataDrivenShares {
  return dataDrivenShares(model, pathsOf(deals), attribution.minimumPaths ?? defaultMinimumPaths)
}

/** All models side by side. */
export interface SensitivityAnswer extends Sensitivity<AnyModel> {
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
    store.listTallies(allCampaigns, period.from, period.to),
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
  return {
    ...sensitivity(amounts),
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
