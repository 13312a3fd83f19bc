import type { Counts, Tally } from './campaign.ts'
import { type CampaignId, unattributed } from './ids.ts'
import type { Minor } from './money.ts'
import type { AttributionModel } from './playbook.ts'

/** What a campaign, or all of them together, brought and cost. */
export interface CampaignFigures {
  readonly leads: number
  readonly hotLeads: number
  readonly opportunities: number
  readonly pipelineMinor: Minor
  readonly won: number
  readonly revenueMinor: Minor
  readonly spendMinor: Minor
  /** (revenue − spend) ÷ spend; `null` where nothing was spent. */
  readonly roi: number | null
  /** Pipeline ÷ spend, known long before the return is; `null` where nothing was spent. */
  readonly quickRatio: number | null
  /** Spend ÷ leads, to the minor unit; `null` where there is no lead or nothing was spent. */
  readonly costPerLeadMinor: Minor | null
}

/** One campaign's line of the report. */
export interface CampaignRow extends CampaignFigures {
  readonly campaignId: CampaignId
}

/** What each campaign earned by a model, and all together. */
export interface CampaignReport {
  readonly rows: readonly CampaignRow[]
  readonly totals: CampaignFigures
}

/** What a report is made from; the caller has selected the days and months. */
export interface ReportInput {
  readonly model: AttributionModel
  readonly campaigns: readonly {
    readonly campaign: CampaignId
    readonly tallies: readonly Pick<Tally, 'counts'>[]
    readonly spendMinor: Minor
  }[]
  /**
   * Tallies of `allCampaigns`, in which each deal counts once however many campaigns share it. Absent when only some
   * campaigns are asked for: then the totals are of these, and a deal that two of them share counts twice.
   */
  readonly all?: readonly Pick<Tally, 'counts'>[]
}

type Sums = Omit<CampaignFigures, 'roi' | 'quickRatio' | 'costPerLeadMinor'>

/**
 * Reports what each campaign earned: the highest revenue first, then pipeline, leads and name. A row `(unattributed)`
 * is always there when all are asked for. The totals are the rows' sums, except that each deal is counted once.
 * @param input the model, each campaign's tallies and spend, and the tallies of all together
 */
export function campaignReport(input: ReportInput): CampaignReport {
  const known = input.all === undefined || input.campaigns.some(({ campaign }) => campaign === unattributed)
  const campaigns = known
    ? input.campaigns
    : [...input.campaigns, { campaign: unattributed, tallies: [], spendMinor: 0 }]
  const rows = campaigns
    .map(({ campaign, tallies, spendMinor }) => ({
      campaignId: campaign,
      ...withRatios(sumsOf(tallies, input.model, spendMinor)),
    }))
    .sort(byEarnings)
  const sum = (name: keyof Sums): number => rows.reduce((total, row) => total + row[name], 0)
  const deals =
    input.all === undefined
      ? { opportunities: sum('opportunities'), won: sum('won') }
      : sumsOf(input.all, input.model, 0)
  const totals = withRatios({
    leads: sum('leads'),
    hotLeads: sum('hotLeads'),
    opportunities: deals.opportunities,
    pipelineMinor: sum('pipelineMinor'),
    won: deals.won,
    revenueMinor: sum('revenueMinor'),
    spendMinor: sum('spendMinor'),
  })
  return { rows, totals }
}

function sumsOf(tallies: readonly Pick<Tally, 'counts'>[], model: AttributionModel, spendMinor: Minor): Sums {
  const sum = (name: keyof Counts): number => tallies.reduce((total, { counts }) => total + (counts[name] ?? 0), 0)
  return {
    leads: sum('leads'),
    hotLeads: sum('hotLeads'),
    opportunities: sum(`opportunities.${model}`),
    pipelineMinor: sum(`pipelineMinor.${model}`),
    won: sum(`won.${model}`),
    revenueMinor: sum(`revenueMinor.${model}`),
    spendMinor,
  }
}

function withRatios(sums: Sums): CampaignFigures {
  const { leads, spendMinor, revenueMinor, pipelineMinor } = sums
  if (spendMinor === 0) return { ...sums, roi: null, quickRatio: null, costPerLeadMinor: null }
  const costPerLeadMinor = leads > 0 ? Math.round(spendMinor / leads) : null
  const quickRatio = pipelineMinor / spendMinor
  return { ...sums, roi: (revenueMinor - spendMinor) / spendMinor, quickRatio, costPerLeadMinor }
}

function byEarnings(one: CampaignRow, other: CampaignRow): number {
  return (
    other.revenueMinor - one.revenueMinor ||
    other.pipelineMinor - one.pipelineMinor ||
    other.leads - one.leads ||
    (one.campaignId < other.campaignId ? -1 : 1)
  )
}
