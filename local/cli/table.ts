/** A column of a printed table. */
export interface Column {
  readonly title: string
  /** Numbers stand at the right. */
  readonly align?: 'right'
}

/**
 * Lays rows out in aligned columns.
 * @param columns titles and alignment
 * @param rows cells, as many as there are columns
 * @param footer a last row under a rule, such as totals
 * @returns lines of text, with a line feed at the end
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  footer?: readonly string[],
): string {
  const all = [columns.map((column) => column.title), ...rows, ...(footer === undefined ? [] : [footer])]
  const widths = columns.map((_, index) => Math.max(...all.map((row) => row[index]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    columns
      .map((column, index) => pad(row[index] ?? '', widths[index] ?? 0, column))
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '-'.repeat(width)).join('  ')
  const [header = [], ...body] = all
  const lines = [line(header), rule, ...body.slice(0, rows.length).map(line)]
  if (footer !== undefined) lines.push(rule, line(footer))
  return `${lines.join('\n')}\n`
}

function pad(text: string, width: number, column: Column): string {
  return column.align === 'right' ? text.padStart(width) : text.padEnd(width)
}
