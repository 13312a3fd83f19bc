import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Busyness, busynessLine, type Machine, machineLine } from './machine.ts'
import { type Measurement, missedBy, timesFloor } from './measurement.ts'

/** Everything one run measured. */
export interface Report {
  readonly startedAt: string
  readonly quick: boolean
  readonly machine: Machine
  /** How busy the machine was, by benchmark. */
  readonly busyness: Readonly<Record<string, Busyness>>
  readonly measurements: readonly Measurement[]
}

/**
 * Puts a run into a table people can read.
 * @param report the run
 */
export function inWords({ machine, busyness, measurements, quick }: Report): string {
  const rows = measurements.map((measurement) => [
    measurement.benchmark,
    measurement.what,
    `${figure(measurement.value)} ${measurement.unit}`,
    aimInWords(measurement),
    floorInWords(measurement),
    measurement.note ?? '',
  ])
  const table = [['benchmark', 'figure', 'measured', 'aim', 'floor', 'note'], ...rows]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  const lines = table.map((row) =>
    row
      .map((cell, column) => (column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
  const busy = Object.entries(busyness).map(([name, one]) => `${name}: ${busynessLine(one)}`)
  const end = ['', machineLine(machine), ...busy, ...(quick ? ['Quick run: the samples are small.'] : [])]
  return `${[...lines, ...end].join('\n')}\n`
}

/**
 * Writes a run as JSON.
 * @param report the run
 * @param folder where; made when absent
 * @returns the file
 */
export function writeReport(report: Report, folder: string): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${report.startedAt.replaceAll(/[:.]/g, '-')}.json`)
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`)
  return path
}

/** Three digits that mean something. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (Math.abs(value) >= 100) return value.toFixed(0)
  return Number(value.toPrecision(3)).toString()
}

function aimInWords(measurement: Measurement): string {
  const { aim } = measurement
  const ratio = missedBy(measurement)
  if (aim === undefined || ratio === undefined) return ''
  const wanted = 'atMost' in aim ? `≤ ${aim.atMost}` : `≥ ${aim.atLeast}`
  return ratio <= 1 ? `${wanted} met` : `${wanted} missed ×${figure(ratio)}`
}

function floorInWords(measurement: Measurement): string {
  const ratio = timesFloor(measurement)
  if (measurement.floor === undefined || ratio === undefined) return ''
  return `${figure(measurement.floor.value)} (${measurement.floor.what}), ×${figure(ratio)}`
}
