import { attributionModels, dataDrivenModels } from '../../shared/domain/playbook.ts'
import type { CampaignFigures } from '../../shared/domain/report.ts'
import { cohortAges } from '../../shared/domain/reports/cohort-counts.ts'
import type { Funnel } from '../../shared/domain/reports/funnel.ts'
import type { HourRow } from '../../shared/domain/reports/hours.ts'
import type { PursuitFigures } from '../../shared/domain/reports/pursuit.ts'
import type { StepSummary } from '../../shared/domain/reports/speed-to-lead.ts'
import type { Percentiles } from '../../shared/domain/statistics/quantiles.ts'
import type { Proportion } from '../../shared/domain/statistics/wilson.ts'
import { type CampaignAnswer, type SensitivityAnswer, shareOf } from '../../shared/pipeline/reports/campaigns.ts'
import type { CalibrationAnswer, readIdealCustomer, SourcesAnswer } from '../../shared/pipeline/reports/marketing.ts'
import type { QuickRatioAnswer } from '../../shared/pipeline/reports/quick-ratio.ts'
import type { Broken, PursuitAnswer } from '../../shared/pipeline/reports/sales.ts'
import type { CsvTable } from './csv.ts'

// Each report as one table. Amounts are in minor units (…Minor), durations in milliseconds (…Ms), parts of a whole
// from 0 to 1, with the ends of their interval beside them (…Low, …High). A cell without a figure is empty.

/** The names of a part of a whole and of its interval. */
const part = (name: string): readonly string[] => [name, `${name}Low`, `${name}High`]

const partCells = (one: Proportion | null) => [one?.share, one?.interval.low, one?.interval.high]

const spread = (name: string): readonly string[] => ['P50', 'P95', 'P99'].map((percentile) => `${name}${percentile}Ms`)

const spreadCells = (one: Percentiles | null) => [one?.p50, one?.p95, one?.p99].map(rounded)

function rounded(value: number | undefined | null): number | undefined {
  return value === undefined || value === null ? undefined : Math.round(value)
}

/** The row of all together, in reports that have one. */
const total = '(total)'

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

function lines<Figures>({ all, rows }: Broken<Figures>): readonly ({ readonly name: string } & Figures)[] {
  return [...rows, { name: total, ...all }]
}

/** The funnel, a row for each stage. */
export function funnelTable(report: Broken<Funnel>): CsvTable {
  return {
    columns: ['name', 'stage', 'reached', 'continued', ...part('conversion'), 'medianMs', 'waiting', 'lost', 'lostTo'],
    rows: lines(report).flatMap(({ name, stages }) =>
      stages.map((row) => [
        name,
        row.stage,
        row.reached,
        row.continued,
        ...partCells(row.conversion),
        rounded(row.medianTime),
        row.waiting,
        row.lost,
        row.leaks.map((leak) => `${leak.name} ${leak.count}`).join(', '),
      ]),
    ),
  }
}

/** Speed to lead, a row for each step. */
export function speedTable(report: Broken<{ readonly steps: readonly StepSummary[] }>): CsvTable {
  return {
    columns: ['name', 'step', 'leads', ...spread('wall'), ...spread('business')],
    rows: lines(report).flatMap(({ name, steps }) =>
      steps.map(({ step, count, wall, business }) => [
        name,
        step,
        count,
        ...spreadCells(wall),
        ...spreadCells(business),
      ]),
    ),
  }
}

/** Speed to lead by hour of the week. */
export function hourTable(hours: readonly HourRow[]): CsvTable {
  return {
    columns: ['weekday', 'hour', 'offers', 'accepted', ...part('acceptance'), ...spread('took')],
    rows: hours.map(({ weekday, hour, offers, accepted, acceptance, took }) => [
      weekday,
      hour,
      offers,
      accepted,
      ...partCells(acceptance),
      ...spreadCells(took),
    ]),
  }
}

/** Pursuit. */
export function pursuitTable(report: PursuitAnswer): CsvTable {
  const names = [
    'sent',
    'accepted',
    'touched',
    'pursued',
    'untouched',
    'declined',
  ] as const satisfies readonly (keyof PursuitFigures)[]
  return {
    columns: ['name', ...names, ...part('acceptance'), ...part('touching'), ...part('pursuit'), 'declinedFor'],
    rows: lines(report).map((row) => [
      row.name,
      ...names.map((name) => row[name]),
      ...partCells(row.acceptance),
      ...partCells(row.touching),
      ...partCells(row.pursuit),
      row.reasons.map(({ name, count }) => `${name} ${count}`).join(', '),
    ]),
  }
}

/** Sources. */
export function sourcesTable({ rows }: SourcesAnswer): CsvTable {
  return {
    columns: [
      'name',
      'leads',
      'sent',
      'accepted',
      ...part('acceptance'),
      'won',
      ...part('conversion'),
      'revenueMinor',
      'revenuePerLeadMinor',
      'revenuePerLeadLowMinor',
      'revenuePerLeadHighMinor',
      'spendMinor',
      ...part('revenuePerSpend'),
    ],
    rows: rows.map((row) => [
      row.name,
      row.leads,
      row.sent,
      row.accepted,
      ...partCells(row.acceptance),
      row.won,
      ...partCells(row.conversion),
      row.revenueMinor,
      rounded(row.revenuePerLead),
      rounded(row.revenuePerLeadInterval?.low),
      rounded(row.revenuePerLeadInterval?.high),
      row.spendMinor,
      ...(row.return.kind === 'return'
        ? [row.return.revenuePerSpend, row.return.interval.low, row.return.interval.high]
        : [null, null, null]),
    ]),
  }
}

/** Calibration, a row for each band of scores. */
export function calibrationTable({ bands }: CalibrationAnswer): CsvTable {
  return {
    columns: ['from', 'until', 'leads', 'won', ...part('conversion'), ...part('lift')],
    rows: bands.map(({ from, until, leads, won, conversion, lift }) => [
      from,
      until,
      leads,
      won,
      ...partCells(conversion),
      ...partCells(lift),
    ]),
  }
}

/** The ideal customer, a row for each trait. */
export function idealCustomerTable({ rows }: Awaited<ReturnType<typeof readIdealCustomer>>): CsvTable {
  return {
    columns: ['trait', 'leads', 'won', 'lift', ...part('relativeRisk'), 'verdict'],
    rows: rows.map(({ trait, leads, won, lift, relativeRisk: risk, verdict }) => [
      trait,
      leads,
      won,
      lift,
      ...(risk.kind === 'ratio' ? [risk.ratio, risk.interval.low, risk.interval.high] : [null, null, null]),
      verdict,
    ]),
  }
}
