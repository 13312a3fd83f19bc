import { attributionModels, dataDrivenModels } from '../../../shared/domain/playbook.ts'
import type { CampaignFigures } from '../../../shared/domain/report.ts'
import { cohortAges } from '../../../shared/domain/reports/cohort-counts.ts'
import type { Trend } from '../../../shared/domain/reports/trend.ts'
import { toIso } from '../../../shared/domain/time.ts'
import type { CampaignAnswer } from '../../../shared/pipeline/reports/campaigns.ts'
import type { CreditedDeal } from '../../../shared/pipeline/reports/credits.ts'
import type { QuickRatioAnswer } from '../../../shared/pipeline/reports/quick-ratio.ts'
import { type SensitivityAnswer, shareOf } from '../../../shared/pipeline/reports/sensitivity.ts'
import type { CsvTable } from '../csv.ts'
import { part, total } from './cells.ts'

const campaignColumns = [
  'leads',
  'hotLeads',
  'opportunities',
  'pipelineMinor',
  'won',
  'revenueMinor',
  'spendMinor',
  'roi',
  'quickRatio',
  'costPerLeadMinor',
] as const satisfies readonly (keyof CampaignFigures)[]

/** The campaign report. */
export function campaignTable({ rows, totals }: CampaignAnswer): CsvTable {
  const lines = [...rows, { campaignId: total, ...totals }]
  return {
    columns: ['campaignId', ...campaignColumns],
    rows: lines.map((row) => [row.campaignId, ...campaignColumns.map((name) => row[name])]),
  }
}

/** All models side by side: the revenue and the rank by each. */
export function sensitivityTable({ rows, revenueShare }: SensitivityAnswer): CsvTable {
  const models = [...attributionModels, ...dataDrivenModels]
  return {
    columns: [
      'campaignId',
      'bestRank',
      'worstRank',
      'rankChanges',
      ...models.flatMap((model) => [`${model}.revenueMinor`, `${model}.rank`]),
      ...part('revenueShare'),
    ],
    rows: rows.map(({ campaign, byModel, bestRank, worstRank, rankChanges }) => {
      const share = shareOf(revenueShare, campaign)
      return [
        campaign,
        bestRank,
        worstRank,
        String(rankChanges),
        ...models.flatMap((model) => [byModel[model]?.amountMinor, byModel[model]?.rank]),
        share?.share,
        share?.interval.low,
        share?.interval.high,
      ]
    }),
  }
}

/** The quick ratio of months at equal age. */
export function quickRatioTable({ rows, all }: QuickRatioAnswer): CsvTable {
  const lines = [...rows, { campaignId: total, cohorts: all }]
  return {
    columns: [
      'campaignId',
      'month',
      'leads',
      'spendMinor',
      ...cohortAges.flatMap((age) => [`day${age}.deals`, `day${age}.pipelineMinor`, `day${age}.quickRatio`]),
    ],
    rows: lines.flatMap(({ campaignId, cohorts }) =>
      cohorts.map(({ month, leads, spendMinor, ages }) => [
        campaignId,
        month,
        leads,
        spendMinor,
        ...ages.flatMap((one) =>
          one.kind === 'ratio' ? [one.deals, one.pipelineMinor, one.quickRatio] : [null, null, null],
        ),
      ]),
    ),
  }
}

/** The deals behind a figure. */
export function creditTable(deals: readonly CreditedDeal[]): CsvTable {
  return {
    columns: ['opportunityId', 'at', 'creditMinor', 'deal', 'status', 'dealMinor', 'leadId', 'company', 'touches'],
    rows: deals.map(({ id, at, creditMinor, behind }) => [
      id,
      toIso(at),
      creditMinor,
      behind?.opportunity.name,
      behind?.opportunity.state.status,
      behind?.dealMinor,
      behind?.lead.id,
      behind?.lead.profile.company.name,
      behind?.touches.map(({ touch }) => `${toIso(touch.at)} ${touch.event}`).join('; '),
    ]),
  }
}

/** Campaigns month by month. */
export function trendTable({ rows, all }: Trend): CsvTable {
  return {
    columns: ['campaignId', 'month', ...campaignColumns],
    rows: [...rows, { campaignId: total, months: all }].flatMap(({ campaignId, months }) =>
      months.map((one) => [campaignId, one.month, ...campaignColumns.map((name) => one[name])]),
    ),
  }
}
