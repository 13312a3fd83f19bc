import type { Funnel } from '../../../shared/domain/reports/funnel.ts'
import type { HourRow } from '../../../shared/domain/reports/hours.ts'
import type { PursuitFigures } from '../../../shared/domain/reports/pursuit.ts'
import type { StepSummary } from '../../../shared/domain/reports/speed-to-lead.ts'
import type { Broken, PursuitAnswer } from '../../../shared/pipeline/reports/sales.ts'
import type { CsvTable } from '../csv.ts'
import { part, partCells, rounded, spread, spreadCells, total } from './cells.ts'

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
