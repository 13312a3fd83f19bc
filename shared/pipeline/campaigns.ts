import type { FieldError } from '../contracts/problem.ts'
import { type DayCounts, ledgerAsOf, ledgerTallies } from '../domain/attribution.ts'
import { dayAfter, dayOf, startOfDay } from '../domain/calendar.ts'
import { allCampaigns, type Campaign, type Spend, type Tally } from '../domain/campaign.ts'
import { type CampaignId, unattributed } from '../domain/ids.ts'
import type { Minor } from '../domain/money.ts'
import type { AttributionModel } from '../domain/playbook.ts'
import { type CampaignReport, campaignReport } from '../domain/report.ts'
import type { Store } from '../ports/store.ts'
import { commitFresh } from './fresh.ts'
import { currentRules } from './rules.ts'

/**
 * Declares a campaign, or changes what was declared of it.
 * @param store where it is kept
 * @param campaign what marketing runs
 */
export function putCampaign(store: Store, campaign: Omit<Campaign, 'type' | 'declared'>): Promise<Campaign> {
  return commitFresh(store, async () => {
    const stored = await store.get({ type: 'campaign', id: campaign.id })
    const entity: Campaign = { type: 'campaign', ...campaign, declared: true }
    return {
      result: entity,
      writes: [stored === undefined ? { kind: 'create', entity } : { kind: 'replace', stored, entity }],
    }
  })
}

/** What became of a spend. */
export type SpendResult =
  | { readonly kind: 'done'; readonly spend: Spend }
  | { readonly kind: 'no-such-campaign' }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }

/**
 * Sets what a campaign cost in a month; it replaces what was set before.
 * @param store where it is kept
 * @param spend campaign, month, amount in minor units and the workspace's currency
 */
export function putSpend(store: Store, spend: Omit<Spend, 'type'>): Promise<SpendResult> {
  return commitFresh<SpendResult>(store, async () => {
    const { playbook } = await currentRules(store)
    const { currency } = playbook.workspace
    if (spend.currency !== currency) {
      const errors = [{ path: 'currency', message: `must be ${currency}, the workspace's currency` }]
      return { result: { kind: 'invalid', errors }, writes: [] }
    }
    const entity: Spend = { type: 'spend', ...spend }
    const [campaign, stored] = await Promise.all([
      store.get({ type: 'campaign', id: spend.campaign }),
      store.get(entity),
    ])
    if (campaign === undefined) return { result: { kind: 'no-such-campaign' }, writes: [] }
    const write =
      stored === undefined ? ({ kind: 'create', entity } as const) : ({ kind: 'replace', stored, entity } as const)
    return { result: { kind: 'done', spend: entity }, writes: [write] }
  })
}

/** What a report is asked for. Days are in the workspace's time zone; `to` is exclusive. */
export interface ReportQuery {
  readonly model?: AttributionModel | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** The report as it stood at the end of this day. */
  readonly asOf?: string | undefined
}

/**
 * Reports what each campaign earned. Reads prepared counters: its cost depends on campaigns and days, not on leads.
 *
 * As of a past day it reads the ledger instead, all lines of the days asked for, and leaves out what was posted later:
 * its cost then depends on the deals of those days. Leads count by their own day, and spend by its month: neither
 * keeps what it was before.
 * @param store where the counters are
 * @param query model (the playbook's default when absent) and days
 */
export async function readCampaignReport(store: Store, query: ReportQuery): Promise<CampaignReport> {
  const [{ playbook }, campaigns] = await Promise.all([currentRules(store), store.listCampaigns()])
  const ids = [...new Set<CampaignId>([...campaigns.map(({ entity }) => entity.id), unattributed])]
  const days = query.asOf === undefined ? query : { ...query, to: earlier(query.to, dayAfter(query.asOf)) }
  const rows = await Promise.all(ids.map((campaign) => readRow(store, campaign, days)))
  const model = query.model ?? playbook.attribution.default
  if (query.asOf === undefined)
    return campaignReport({ model, campaigns: rows, all: await store.listTallies(allCampaigns, query.from, query.to) })
  const then = await talliesAsOf(store, ids, { ...days, asOf: query.asOf }, playbook.workspace.timezone)
  return campaignReport({
    model,
    campaigns: rows.map((row) => ({
      ...row,
      tallies: [...row.tallies.map(ofLeads), ...ofCampaign(then, row.campaign)],
    })),
    all: ofCampaign(then, allCampaigns),
  })
}

function earlier(one: string | undefined, other: string): string {
  return one === undefined || other < one ? other : one
}

/** What the counters of deals said at the end of a day, from the ledger. */
async function talliesAsOf(
  store: Store,
  ids: readonly CampaignId[],
  query: ReportQuery & { readonly asOf: string },
  timezone: string,
): Promise<readonly DayCounts[]> {
  const end = startOfDay(dayAfter(query.asOf), timezone) - 1
  let days: readonly DayCounts[] = []
  for (const campaign of ids) {
    const lines = (await store.listCredits(campaign)).map(({ entity }) => entity)
    days = ledgerTallies(ledgerAsOf(lines, end), timezone, days)
  }
  return days.filter(
    ({ day }) => (query.from === undefined || day >= query.from) && (query.to === undefined || day < query.to),
  )
}

function ofCampaign(days: readonly DayCounts[], campaign: CampaignId): readonly DayCounts[] {
  return days.filter((one) => one.campaign === campaign)
}

/** Leads and hot leads only: the rest is the ledger's. */
function ofLeads({ campaign, day, counts: { leads = 0, hotLeads = 0 } }: Tally): DayCounts {
  return { campaign, day, counts: { leads, hotLeads } }
}

async function readRow(store: Store, campaign: CampaignId, query: ReportQuery) {
  const [tallies, spend] = await Promise.all([
    store.listTallies(campaign, query.from, query.to),
    store.listSpend(campaign, query.from?.slice(0, 7), lastMonth(query.to)),
  ])
  return { campaign, tallies, spendMinor: spend.reduce<Minor>((sum, { entity }) => sum + entity.amountMinor, 0) }
}

/** Spend is known by month: a month counts when any of its days is asked for. `to` itself is not. */
function lastMonth(to: string | undefined): string | undefined {
  if (to === undefined) return undefined
  const dayBefore = Date.parse(`${to}T00:00:00Z`) - 86_400_000
  return dayOf(dayBefore, 'UTC').slice(0, 7)
}
