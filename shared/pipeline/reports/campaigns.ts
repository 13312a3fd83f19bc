import { type DataDrivenShares, dataDrivenShares } from '../../domain/attribution/data-driven.ts'
import { allCampaigns, type Tally, tallyNames } from '../../domain/campaign.ts'
import { type CampaignId, unattributed } from '../../domain/ids.ts'
import type { Minor } from '../../domain/money.ts'
import {
  type AttributionModel,
  type DataDrivenModel,
  dataDrivenModels,
  defaultMinimumPaths,
  type Playbook,
} from '../../domain/playbook.ts'
import { type CampaignReport, campaignReport } from '../../domain/report.ts'
import { jointParts, scopeParts } from '../../domain/report-entry.ts'
import { type ClosedDeals, pathsOf } from '../../domain/reports/closed-deals.ts'
import { shortened } from '../../domain/reports/coordinates.ts'
import { sumOf } from '../../domain/reports/counts.ts'
import { type DataDrivenRow, dataDrivenRows } from '../../domain/reports/data-driven-report.ts'
import type { Store } from '../../ports/store.ts'
import { currentRules } from '../rules.ts'
import { campaignsAsOf, endedBy } from './as-of.ts'
import { readClosedDeals, readCounters, readJoint } from './lead-counters.ts'
import { coverOf, monthsOf, type Period, type ReportFilter, readTallies } from './selection.ts'

/** Any model that divides revenue. */
export type AnyModel = AttributionModel | DataDrivenModel

/** What the campaign report is asked for. */
export interface CampaignQuery extends Period, Omit<ReportFilter, 'source'> {
  /** The playbook's default when absent. */
  readonly model?: AnyModel | undefined
  /** The report as it stood at the end of this day; not by a data-driven model, nor of a segment or territory. */
  readonly asOf?: string | undefined
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

/** What a data-driven model says of too little. */
export type NotEnough = Extract<DataDrivenShares, { readonly kind: 'not-enough-data' }>

/** A campaign's counters and spend in a period. */
export interface CampaignInput {
  readonly campaign: CampaignId
  readonly tallies: readonly Pick<Tally, 'counts'>[]
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
  const part = partOf(query)
  if (part !== undefined) {
    if (isDataDriven(model) || query.asOf !== undefined)
      throw new Error('neither paths nor past days are known by segment or territory')
    const campaigns = await readCampaignsOf(store, part, query)
    return { model, ...campaignReport({ model, campaigns }) }
  }
  if (!isDataDriven(model) && query.asOf !== undefined) {
    const days = { ...query, ...endedBy(query, query.asOf) }
    const now = await readCampaigns(store, days)
    const { campaigns, all } = await campaignsAsOf(store, now, days, query.asOf, playbook.workspace.timezone)
    return { model, ...campaignReport({ model, campaigns, ...(some ? {} : { all }) }) }
  }
  if (!isDataDriven(model)) {
    const [campaigns, all] = await Promise.all([
      readCampaigns(store, query),
      some ? undefined : readTallies(store, allCampaigns, query),
    ])
    return { model, ...campaignReport({ model, campaigns, ...(all === undefined ? {} : { all }) }) }
  }
  const period = { from: query.from, to: query.to }
  const [campaigns, wanted, all, deals] = await Promise.all([
    readCampaigns(store, period),
    campaignIds(store, query),
    readTallies(store, allCampaigns, query),
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

/** Leads of a segment or a territory. */
interface Part {
  readonly by: 'segment' | 'territory'
  readonly value: string
}

function partOf({ segment, territory }: CampaignQuery): Part | undefined {
  if (segment !== undefined) return { by: 'segment', value: segment }
  return territory === undefined ? undefined : { by: 'territory', value: territory }
}

/** Spend is not known by what leads are: there is none. */
async function readCampaignsOf(
  store: Store,
  { by, value }: Part,
  query: CampaignQuery,
): Promise<readonly CampaignInput[]> {
  const [ids, leads, credits] = await Promise.all([
    campaignIds(store, query),
    readJoint(store, by, coverOf(query)),
    readCounters(store, `credits.${by}`, query),
  ])
  const deals = credits.map(({ scope, counts }) => ({ ...jointParts(scopeParts(scope).value), counts }))
  return ids.map((campaign) => {
    const isOwn = (one: { readonly value: string; readonly campaign: string }): boolean =>
      one.value === value && one.campaign === shortened(campaign)
    const { 'reached.lead': came = 0, hotLeads = 0 } = sumOf(leads.filter(isOwn))
    const credited = sumOf(deals.filter(isOwn))
    const counts = Object.fromEntries(
      tallyNames.flatMap((name) => (credited[name] === undefined ? [] : [[name, credited[name]] as const])),
    )
    return { campaign, tallies: [{ counts: { ...counts, leads: came, hotLeads } }], spendMinor: 0 }
  })
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

/**
 * Reads every campaign's counters and spend.
 * @param store where they are kept
 * @param query days, and a campaign or a channel
 */
export async function readCampaigns(store: Store, query: CampaignQuery): Promise<readonly CampaignInput[]> {
  const ids = await campaignIds(store, query)
  return Promise.all(ids.map((campaign) => readCampaign(store, campaign, query)))
}

async function readCampaign(store: Store, campaign: CampaignId, period: Period): Promise<CampaignInput> {
  const [tallies, spendMinor] = await Promise.all([
    readTallies(store, campaign, period),
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

/**
 * Reads the closed deals of a period by the path that led to them.
 * @param store where the counters are
 * @param period days
 */
export async function readPaths(store: Store, period: Period): Promise<readonly ClosedDeals[]> {
  return readClosedDeals(store, 'paths', period)
}

/**
 * Divides won revenue by a data-driven model.
 * @param model the model
 * @param deals by path
 * @param playbook says how many it takes
 */
export function sharesBy(
  model: DataDrivenModel,
  deals: readonly ClosedDeals[],
  { attribution }: Playbook,
): DataDrivenShares {
  return dataDrivenShares(model, pathsOf(deals), attribution.minimumPaths ?? defaultMinimumPaths)
}
