import { WrongUse } from '../failure.ts'
import { columnsOf, type ImportMap, type Origin } from './map.ts'

/** A record of the file, cell by cell. */
export type Cells = readonly string[]

/** What a record becomes: a row to send, or nothing because the map skips it. */
export type Mapped = { readonly kind: 'row'; readonly row: SentRow } | { readonly kind: 'skipped' }

/** A row as it is sent; its fields are checked by the stack. */
export interface SentRow {
  readonly line: number
  readonly [field: string]: string | number | Readonly<Record<string, string>>
}

/**
 * Makes the function that turns records into rows.
 * @param map the import map
 * @param header the file's column names
 * @param names how map and file are called in messages
 * @throws WrongUse when the map reads a column that the file lacks or has twice
 */
export function mapping(
  map: ImportMap,
  header: Cells,
  names: { readonly map: string; readonly file: string },
): (cells: Cells, line: number) => Mapped {
  checkColumns(map, header, names)
  const position = new Map(header.map((name, index) => [name, index]))
  const cell = (cells: Cells, column: string): string => (cells[position.get(column) ?? -1] ?? '').trim()
  return (cells, line) => {
    if (map.skipWhenBlank.some((column) => cell(cells, column) === '')) return { kind: 'skipped' }
    const row: Record<string, string> = {}
    const extra: Record<string, string> = {}
    for (const [field, origin] of Object.entries(map.fields)) {
      const text = textOf(origin, (column) => cell(cells, column))
      if (field.startsWith('extra.') && text !== '') extra[field.slice('extra.'.length)] = text
      else if (text !== '' || map.always.includes(field)) row[field] = text
    }
    return { kind: 'row', row: { ...row, ...(Object.keys(extra).length === 0 ? {} : { extra }), line } }
  }
}

/** A template of blank columns only is blank, so that its fixed words don't stand alone. */
function textOf(origin: Origin, cell: (column: string) => string): string {
  if ('value' in origin) return origin.value
  if ('column' in origin) {
    const text = cell(origin.column)
    return origin.values?.[text] ?? text
  }
  const columns = columnsOf(origin)
  if (columns.length > 0 && columns.every((column) => cell(column) === '')) return ''
  return origin.template.replaceAll(/\{([^{}]+)\}/g, (_, column: string) => cell(column)).trim()
}

function checkColumns(map: ImportMap, header: Cells, names: { readonly map: string; readonly file: string }): void {
  const readers = [
    ...Object.entries(map.fields).flatMap(([field, origin]) =>
      columnsOf(origin).map((column) => ({ reader: field, column })),
    ),
    ...map.skipWhenBlank.map((column) => ({ reader: 'skipWhenBlank', column })),
  ]
  const complaints = readers.flatMap(({ reader, column }) => {
    const times = header.filter((name) => name === column).length
    if (times === 1) return []
    const what = times === 0 ? 'does not have' : 'has more than once'
    return [`${names.map}: ${reader} reads the column '${column}', which ${names.file} ${what}`]
  })
  if (complaints.length > 0) throw new WrongUse([...complaints, `Its columns are: ${header.join(', ')}`].join('\n'))
}
