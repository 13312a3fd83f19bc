/** A cell of a table that is saved. */
export type Cell = string | number | null | undefined

/**
 * Writes rows as RFC 4180 CSV; texts that a spreadsheet would take for a formula are defused.
 * @param header the columns' names
 * @param rows their cells
 */
export function toCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return csvLines([header, ...rows])
}

/**
 * Writes rows as lines of RFC 4180 CSV, to follow others.
 * @param rows their cells
 */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')
}

function cellOf(cell: Cell): string {
  if (typeof cell === 'number') return String(cell)
  const text = cell ?? ''
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
