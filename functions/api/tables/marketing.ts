import type { CalibrationAnswer, readIdealCustomer, SourcesAnswer } from '../../../shared/pipeline/reports/marketing.ts'
import type { CsvTable } from '../csv.ts'
import { part, partCells, rounded } from './cells.ts'

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
