import { stringify } from 'csv-stringify/sync'
import type { HttpAnswer } from '../../shared/lambda/http.ts'

/** A table as it is answered: the names of its columns, and rows of as many cells. */
export interface CsvTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | null | undefined)[])[]
}

/**
 * Answers with a table as CSV (RFC 4180). It is built as a whole: a report has as many rows as there are campaigns,
 * sources or bands, not as there are leads. Texts that a spreadsheet would take for a formula are defused. Where there
 * is anything beyond ASCII it begins with a byte-order mark, without which Excel does not read UTF-8.
 * @param name of the file, without its ending
 * @param table what is in it
 */
export function csvAnswer(name: string, { columns, rows }: CsvTable): HttpAnswer {
  const text = stringify([[...columns], ...rows.map((row) => [...row])], {
    record_delimiter: 'windows',
    escape_formulas: true,
  })
  return {
    statusCode: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
    },
    body: /^\p{ASCII}*$/u.test(text) ? text : `\ufeff${text}`,
  }
}
