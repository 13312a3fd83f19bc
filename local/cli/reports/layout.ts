import { day } from '../../../shared/domain/time.ts'
import { amount, count, ratio, span } from '../figures.ts'
import { type Column, table } from '../table.ts'

/** Columns whose figures are parts of a whole. */
const shares = new Set(['conversion', 'acceptance', 'touching', 'pursuit', 'revenueShare'])

/** Columns whose figures are ratios. */
const ratios = new Set(['lift', 'relativeRisk', 'revenuePerSpend', 'quickRatio', 'roi'])

/** One column as it is printed: the name of its figure, its unit, and where its cells are. */
interface Printed {
  readonly title: string
  readonly text: (row: readonly string[]) => string
  readonly isNumber: boolean
}

/**
 * Lays a report's CSV out for a terminal: amounts, times and shares as people read them, each with its interval beside
 * it. Columns without any figure are left out.
 * @param rows the header, then the rows
 * @param currency the workspace's, ISO 4217
 */
export function laidOut([header = [], ...rows]: readonly (readonly string[])[], currency: string): string {
  const printed = header
    .map((name, index) => columnOf(name, index, header, currency, rows))
    .filter((column) => column !== undefined)
    .filter(({ text }) => rows.some((row) => text(row) !== ''))
  if (printed.length === 0) return 'There is nothing to show yet.\n'
  const cells = rows.map((row) => printed.map(({ text }) => text(row)))
  const columns = printed.map(({ title, isNumber }): Column => (isNumber ? { title, align: 'right' } : { title }))
  return table(columns, cells)
}

/** Ends of intervals stand beside their figure and have no column of their own. */
function columnOf(
  name: string,
  index: number,
  header: readonly string[],
  currency: string,
  rows: readonly (readonly string[])[],
): Printed | undefined {
  const [, base = '', unit = ''] = /^(.*?)(Minor|Ms)?$/.exec(name) ?? []
  if (/(?:Low|High)$/.test(base)) return undefined
  const figure = formatOf(base.split('.').at(-1) ?? base, unit, currency)
  const [low, high] = ['Low', 'High'].map((end) => header.indexOf(`${base}${end}${unit}`))
  const isNumber = rows.every((row) => row[index] === '' || Number.isFinite(Number(row[index])))
  const text = (row: readonly string[]): string => {
    const value = row[index] ?? ''
    if (value === '' || !isNumber) return value.replace(/^'(?=[=+\-@])/, '')
    const ends = [low, high].map((at) => (at === undefined || at < 0 ? '' : (row[at] ?? '')))
    const interval = ends.includes('') ? '' : ` (${ends.map((end) => figure(Number(end))).join(' to ')})`
    return `${figure(Number(value))}${interval}`
  }
  return { title: titleOf(base), text, isNumber }
}

function formatOf(base: string, unit: string, currency: string): (value: number) => string {
  if (unit === 'Minor') return (value) => amount(value, currency)
  if (unit === 'Ms') return (value) => (value < 2 * day ? span(value) : `${(value / day).toFixed(1)} days`)
  if (shares.has(base)) return (value) => `${(100 * value).toFixed(1)} %`
  return ratios.has(base) ? ratio : count
}

/** `hotLeads` as `Hot leads`, `day30.quickRatio` as `Day 30 quick ratio`. */
function titleOf(name: string): string {
  const words = name
    .replaceAll('.', ' ')
    .replace(/([a-z])([A-Z0-9])/g, '$1 $2')
    .toLowerCase()
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`
}
