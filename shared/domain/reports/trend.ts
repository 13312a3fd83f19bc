import { monthOf } from '../calendar.ts'
import type { Spend, Tally } from '../campaign.ts'
import type { CampaignId } from '../ids.ts'
import type { AttributionModel } from '../playbook.ts'
import { type CampaignFigures, campaignReport } from '../report.ts'

/** What a trend is made from; the caller has selected the days and months. */
export interface TrendInput {
  readonly model: AttributionModel
  readonly campaigns: readonly {
    readonly campaign: CampaignId
    readonly tallies: readonly Pick<Tally, 'day' | 'counts'>[]
    readonly spend: readonly Pick<Spend, 'month' | 'amountMinor'>[]
  }[]
  /** As in the campaign report: tallies in which each deal counts once. Absent when only some campaigns are asked for. */
  readonly all?: readonly Pick<Tally, 'day' | 'counts'>[]
}

/** What a month brought and cost. */
export interface MonthFigures extends CampaignFigures {
  /** `2026-03`. */
  readonly month: string
}

/** The campaign report month by month. */
export interface Trend {
  /** By name; a campaign without anything is left out, as is a month without anything. */
  readonly rows: readonly { readonly campaignId: CampaignId; readonly months: readonly MonthFigures[] }[]
  /** All together, each deal once. */
  readonly all: readonly MonthFigures[]
}

/**
 * Divides the campaign report into months: pipeline in the month a deal opened, revenue in the month it was won, spend in
 * its own.
 * @param input the model, each campaign's tallies and spend, and the tallies of all together
 */
export function campaignTrend({ model, campaigns, all }: TrendInput): Trend {
  const months = [
    ...new Set(
      campaigns.flatMap(({ tallies, spend }) => [
        ...tallies.map(({ day }) => monthOf(day)),
        ...spend.map(({ month }) => month),
      ]),
    ),
  ].toSorted()
  const reports = months.map((month) => {
    const own = campaigns.map(({ campaign, tallies, spend }) => ({
      campaign,
      tallies: tallies.filter(({ day }) => monthOf(day) === month),
      spendMinor: spend.reduce((sum, one) => sum + (one.month === month ? one.amountMinor : 0), 0),
    }))
    const once = all?.filter(({ day }) => monthOf(day) === month)
    return { month, report: campaignReport({ model, campaigns: own, ...(once === undefined ? {} : { all: once }) }) }
  })
  const rows = campaigns
    .map(({ campaign }) => campaign)
    .toSorted()
    .map((campaignId) => ({ campaignId, months: reports.flatMap((one) => monthOfCampaign(one, campaignId)) }))
  return {
    rows: rows.filter((row) => row.months.length > 0),
    all: reports.map(({ month, report }) => ({ month, ...report.totals })),
  }
}

function monthOfCampaign(
  { month, report }: { readonly month: string; readonly report: ReturnType<typeof campaignReport> },
  campaign: CampaignId,
): readonly MonthFigures[] {
  const row = report.rows.find(({ campaignId }) => campaignId === campaign)
  if (row === undefined) return []
  const { campaignId: _campaign, ...figures } = row
  const { leads, pipelineMinor, revenueMinor, spendMinor, opportunities, won } = figures
  const isSomething = [leads, pipelineMinor, revenueMinor, spendMinor, opportunities, won].some((one) => one !== 0)
  return isSomething ? [{ month, ...figures }] : []
}
