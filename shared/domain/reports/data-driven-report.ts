import { type DataDrivenShares, divideRevenue } from '../attribution/data-driven.ts'
import type { CampaignId } from '../ids.ts'
import type { Minor } from '../money.ts'
import type { CampaignFigures, CampaignReport } from '../report.ts'
import { shortened } from './coordinates.ts'

/** What a data-driven model says nothing of: it divides won revenue, and neither deals nor pipeline. */
type Unsaid = 'opportunities' | 'pipelineMinor' | 'won' | 'quickRatio'

/** A campaign's figures by a data-driven model. */
export type DataDrivenFigures = Omit<CampaignFigures, Unsaid | 'revenueMinor'> & {
  readonly [Name in Unsaid]: null
} & {
  /** `null` while there is not enough data. */
  readonly revenueMinor: Minor | null
}

/** A campaign's line by a data-driven model. */
export type DataDrivenRow = DataDrivenFigures & { readonly campaignId: CampaignId }

/**
 * Divides the revenue of a campaign report by shares, to the minor unit.
 * @param report by any model: leads, spend and the whole revenue are the same in all
 * @param shares of the paths, or that there are too few
 * @returns the highest revenue first, then by leads and name
 */
export function dataDrivenRows(report: CampaignReport, shares: DataDrivenShares): readonly DataDrivenRow[] {
  const parts = shares.kind === 'shares' ? revenueOf(report, shares) : undefined
  return report.rows
    .map(({ campaignId, leads, hotLeads, spendMinor, costPerLeadMinor }): DataDrivenRow => {
      const revenueMinor = parts === undefined ? null : (parts.get(campaignId) ?? 0)
      return {
        campaignId,
        leads,
        hotLeads,
        opportunities: null,
        pipelineMinor: null,
        won: null,
        revenueMinor,
        spendMinor,
        roi: revenueMinor === null || spendMinor === 0 ? null : (revenueMinor - spendMinor) / spendMinor,
        quickRatio: null,
        costPerLeadMinor,
      }
    })
    .toSorted(
      (one, other) =>
        (other.revenueMinor ?? 0) - (one.revenueMinor ?? 0) ||
        other.leads - one.leads ||
        (one.campaignId < other.campaignId ? -1 : 1),
    )
}

/** Paths are counted by shortened names; every campaign of a path has a row, as its touch made it known. */
function revenueOf(
  { rows, totals }: CampaignReport,
  shares: Extract<DataDrivenShares, { readonly kind: 'shares' }>,
): ReadonlyMap<CampaignId, Minor> {
  const parts = divideRevenue(shares.shares, totals.revenueMinor)
  return new Map(
    parts.map(({ campaign, revenueMinor }) => {
      const row = rows.find(({ campaignId }) => shortened(campaignId) === campaign)
      return [row?.campaignId ?? campaign, revenueMinor]
    }),
  )
}
