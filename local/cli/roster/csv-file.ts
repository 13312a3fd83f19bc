import { stringify } from 'csv-stringify/sync'
import { nearestName } from '../../../shared/domain/nearest-name.ts'
import { CommandFailed } from '../failure.ts'
import { records } from '../import/records.ts'
import { type Column, columns } from './columns.ts'

/** One line of a roster file: the cells of the columns it has. */
export interface RosterLine {
  readonly line: number
  readonly cells: ReadonlyMap<Column, string>
}

/** What a spreadsheet would take for a formula, behind any number of the marks that keep it from doing so. */
const formula = /^'*[=+\-@\t\r]/

/**
 * Reads a roster file.
 * @param path the CSV
 * @throws CommandFailed when it can't be read, has no column `id`, or has a column that is not known
 */
export async function readRosterFile(path: string): Promise<readonly RosterLine[]> {
  const lines: RosterLine[] = []
  let header: readonly Column[] | undefined
  for await (const { cells, line } of records(path, { delimiter: ',', encoding: 'utf-8' }, 'Nothing was written')) {
    if (header === undefined) header = headerOf(path, cells)
    else lines.push({ line, cells: cellsOf(path, line, header, cells) })
  }
  if (header === undefined) throw new CommandFailed(`${path} is empty: its first line must name the columns`)
  return lines
}

/**
 * Writes a roster file.
 * @param rows cells by column, all there are
 */
export function writeRosterFile(rows: readonly Readonly<Record<Column, string>>[]): string {
  const cells = rows.map((row) => columns.map((column) => defused(row[column])))
  return stringify([[...columns], ...cells], { quoted_match: /[\r\n]/ })
}

/** Puts a mark before what a spreadsheet would take for a formula; `cellOf` takes it away again. */
function defused(text: string): string {
  return formula.test(text) ? `'${text}` : text
}

function cellOf(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text
}

function headerOf(path: string, names: readonly string[]): readonly Column[] {
  const header = names.map((name) => {
    const column = columns.find((one) => one.toLowerCase() === name.trim().toLowerCase())
    if (column !== undefined) return column
    const near = nearestName(name.trim(), columns)
    const advice = near === undefined ? `there are ${columns.join(', ')}` : `did you mean ${near}?`
    throw new CommandFailed(`${path}:1: there is no column ${name.trim() || '(without a name)'}: ${advice}`)
  })
  const twice = header.find((column, index) => header.indexOf(column) < index)
  if (twice !== undefined) throw new CommandFailed(`${path}:1: the column ${twice} is named twice`)
  if (!header.includes('id')) throw new CommandFailed(`${path}:1: the column id is missing`)
  return header
}

function cellsOf(path: string, line: number, header: readonly Column[], cells: readonly string[]) {
  const surplus = cells.slice(header.length).some((cell) => cell.trim() !== '')
  if (surplus) throw new CommandFailed(`${path}:${line}: there are more cells than columns`)
  return new Map(header.map((column, index) => [column, cellOf(cells[index] ?? '')]))
}
