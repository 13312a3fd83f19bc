import type { ImportAnswer } from '../../contracts/import.ts'
import type { FieldError } from '../../contracts/problem.ts'

/** What became of one row. */
export type RowResult =
  | { readonly kind: 'accepted' | 'known' }
  | { readonly kind: 'rejected'; readonly errors: readonly FieldError[] }

/** How many rows are written at a time. */
const atATime = 10

/**
 * Takes rows in, a few at a time, and counts what became of them.
 * @param rows as they came
 * @param take takes one row in
 */
export async function importRows(
  rows: readonly unknown[],
  take: (row: unknown) => Promise<RowResult>,
): Promise<ImportAnswer> {
  const results: RowResult[] = []
  for (let start = 0; start < rows.length; start += atATime) {
    results.push(...(await Promise.all(rows.slice(start, start + atATime).map(take))))
  }
  return {
    accepted: results.filter((result) => result.kind === 'accepted').length,
    known: results.filter((result) => result.kind === 'known').length,
    rejected: results.flatMap((result, index) =>
      result.kind === 'rejected' ? [{ line: lineOf(rows[index]), errors: [...result.errors] }] : [],
    ),
  }
}

function lineOf(row: unknown): number {
  return typeof row === 'object' && row !== null && 'line' in row && typeof row.line === 'number' ? row.line : 0
}
