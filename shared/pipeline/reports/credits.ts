import { type EarningTouch, touchesBehind } from '../../domain/attribution/behind.ts'
import { dueOf } from '../../domain/attribution.ts'
import { startOfDay } from '../../domain/calendar.ts'
import { type CampaignId, type OpportunityId, parseNumberedId } from '../../domain/ids.ts'
import type { Lead } from '../../domain/lead.ts'
import type { Minor } from '../../domain/money.ts'
import type { Basis, Opportunity } from '../../domain/opportunity.ts'
import { type AttributionModel, dataDrivenModels, type Playbook } from '../../domain/playbook.ts'
import { campaignReport } from '../../domain/report.ts'
import type { Instant } from '../../domain/time.ts'
import type { Store } from '../../ports/store.ts'
import { currentRules } from '../rules.ts'
import type { AnyModel } from './campaigns.ts'
import { type CreditGroup, type CreditPlace, type CreditSelection, creditGroups } from './credited-groups.ts'
import { type Period, readTallies } from './selection.ts'

/** Which figure of the campaign report is to be opened up. */
export interface CreditQuery extends Period {
  readonly campaign: CampaignId
  /** Opportunities and pipeline, or won and revenue. */
  readonly kind: Basis
  /** The playbook's default when absent. */
  readonly model?: AnyModel | undefined
  /** Where the page before ended. */
  readonly after?: CreditPlace | undefined
  readonly limit?: number | undefined
}

/** A deal with what the campaign has of it. */
export interface CreditedDeal {
  readonly id: OpportunityId
  /** When it was opened, or won. */
  readonly at: Instant
  /** The campaign's part of it; `null` by a model that does not divide deals one by one. */
  readonly creditMinor: Minor | null
  /** Absent when the deal or its lead is not there any more: the ledger keeps what was earned. */
  readonly behind?: {
    readonly opportunity: Opportunity
    readonly lead: Lead
    /** The whole deal's pipeline or revenue. */
    readonly dealMinor: Minor
    /** The campaign's touches that earned it, oldest first. */
    readonly touches: readonly EarningTouch[]
    /** The touches' parts sum to the credit: the rules are still those it was credited by. */
    readonly isExplained: boolean
  }
}

/** A page of the deals behind a figure, the latest first. */
export interface CreditPage {
  readonly model: AnyModel
  /** The figure: how many deals the pages list in all, and what their credits sum to. */
  readonly totals: { readonly deals: number; readonly creditMinor: Minor | null }
  readonly deals: readonly CreditedDeal[]
  readonly next?: CreditPlace
}

/** How many deals a page has when nobody says. */
const usualPage = 25

/**
 * Lists the deals that a campaign has credit of, from its ledger: what they sum to is the figure of the campaign report.
 * `markov` and `shapley` divide the revenue of a period as a whole: by them the won deals are listed in whose paths the
 * campaign is, without credits. Its cost depends on the page and, for the totals, on the days.
 * @param store where the ledger and the leads are
 * @param query the campaign, the figure, days and model
 */
export async function readCredits(store: Store, query: CreditQuery): Promise<CreditPage> {
  const { playbook } = await currentRules(store)
  const { model = playbook.attribution.default, campaign, kind, limit = usualPage } = query
  const divides = !isDataDriven(model)
  // Every touch of a path has a part by an even split, so it tells which deals a campaign is in.
  const selection = { campaign, kind, model: divides ? model : 'even', ...instantsOf(query, playbook) } as const
  const [{ groups, next }, tallies] = await Promise.all([
    creditGroups(store, selection, query.after, limit),
    readTallies(store, campaign, query),
  ])
  const { rows } = campaignReport({ model: selection.model, campaigns: [{ campaign, tallies, spendMinor: 0 }] })
  const figures = rows.find(({ campaignId }) => campaignId === campaign)
  const [deals = 0, creditMinor = 0] =
    kind === 'pipeline' ? [figures?.opportunities, figures?.pipelineMinor] : [figures?.won, figures?.revenueMinor]
  return {
    model,
    totals: { deals, creditMinor: divides ? creditMinor : null },
    deals: await Promise.all(groups.map((group) => dealOf(store, group, { ...selection, divides }, playbook))),
    ...(next === undefined ? {} : { next }),
  }
}

function isDataDriven(model: AnyModel): model is Exclude<AnyModel, AttributionModel> {
  return dataDrivenModels.some((one) => one === model)
}

function instantsOf({ from, to }: Period, { workspace: { timezone } }: Playbook) {
  return {
    ...(from === undefined ? {} : { start: startOfDay(from, timezone) }),
    ...(to === undefined ? {} : { end: startOfDay(to, timezone) }),
  }
}

async function dealOf(
  store: Store,
  { opportunity: id, at, creditMinor }: CreditGroup,
  selection: CreditSelection & { readonly divides: boolean },
  { attribution: { lookback, halfLife } }: Playbook,
): Promise<CreditedDeal> {
  const { campaign, kind: basis, model, divides } = selection
  const credited = { id, at, creditMinor: divides ? creditMinor : null }
  const place = parseNumberedId('opp', id)
  const records = place === undefined ? [] : (await store.listLead(place.leadId)).map(({ entity }) => entity)
  const lead = records.find((record) => record.type === 'lead')
  const opportunity = records.find((record) => record.type === 'opportunity' && record.number === place?.number)
  if (lead?.type !== 'lead' || opportunity?.type !== 'opportunity') return credited
  const touches = touchesBehind({
    opportunity,
    touches: records.flatMap((record) => (record.type === 'touch' ? [record] : [])),
    ...{ campaign, basis, model, lookback },
    ...(halfLife === undefined ? {} : { halfLife }),
  })
  const sum = touches.reduce((total, { partMinor }) => total + partMinor, 0)
  const dealMinor = dueOf(opportunity, basis)?.amountMinor ?? 0
  return { ...credited, behind: { opportunity, lead, dealMinor, touches, isExplained: divides && sum === creditMinor } }
}
