import { importBatch } from '../../../shared/contracts/import.ts'
import { CommandFailed } from '../failure.ts'
import type { ImportMap } from './map.ts'
import { type Cells, mapping, type SentRow } from './mapping.ts'
import { type FileRecord, records } from './records.ts'
import type { Reject } from './rejects.ts'

/** A row to send, with the record it was made from. */
export interface Row {
  readonly row: SentRow
  readonly cells: Cells
}

/** A run of records that is sent, and acknowledged, as one. */
export interface Batch {
  readonly rows: readonly Row[]
  /** Records that can't be sent. */
  readonly rejects: readonly Reject[]
  readonly skipped: number
  /** The line of its last record. */
  readonly line: number
  /** How far into the file it ends, in bytes. */
  readonly bytes: number
}

/** A file opened for import: its header was read and fits the map. */
export interface Opened {
  readonly header: Cells
  /** The records after a line, in batches. */
  batches(afterLine: number): AsyncGenerator<Batch, void, undefined>
}

/** Most bytes of rows in one request: API Gateway takes 10 MB, Lambda 6 MB, and large rows make slow answers. */
const largestBatch = 512_000

/**
 * Opens a file for import: reads its header and checks that the map fits it.
 * @param path the file
 * @param map the import map
 * @param names how map and file are called in messages
 * @throws WrongUse when the map reads columns that are not there; CommandFailed when the file is empty
 */
export async function openFile(
  path: string,
  map: ImportMap,
  names: { readonly map: string; readonly file: string },
): Promise<Opened> {
  const read = records(path, map)
  const first = await read.next()
  if (first.done === true) throw new CommandFailed(`${names.file} is empty: it needs a header with the columns' names`)
  const header = first.value.cells.map((name) => name.trim())
  const toRow = mapping(map, header, names)
  return { header, batches: (afterLine) => batched(read, header, toRow, afterLine) }
}

async function* batched(
  read: AsyncGenerator<FileRecord, void, undefined>,
  header: Cells,
  toRow: ReturnType<typeof mapping>,
  afterLine: number,
): AsyncGenerator<Batch, void, undefined> {
  let open = emptyBatch()
  try {
    for await (const record of read) {
      if (record.line <= afterLine) continue
      add(open, record, header, toRow)
      if (open.rows.length < importBatch && open.rowBytes < largestBatch) continue
      yield open
      open = emptyBatch()
    }
  } catch (error) {
    // A file that can't be read on: what was read before is sent all the same.
    if (open.line > 0) yield open
    throw error
  }
  if (open.line > 0) yield open
}

interface OpenBatch extends Batch {
  readonly rows: Row[]
  readonly rejects: Reject[]
  skipped: number
  line: number
  bytes: number
  rowBytes: number
}

function emptyBatch(): OpenBatch {
  return { rows: [], rejects: [], skipped: 0, line: 0, bytes: 0, rowBytes: 0 }
}

function add(
  batch: OpenBatch,
  { cells, line, bytes }: FileRecord,
  header: Cells,
  toRow: ReturnType<typeof mapping>,
): void {
  batch.line = line
  batch.bytes = bytes
  if (cells.length !== header.length) {
    const message = `has ${cells.length} columns where the header has ${header.length}`
    batch.rejects.push({ line, cells, errors: [{ path: '', message }] })
    return
  }
  const mapped = toRow(cells, line)
  if (mapped.kind === 'skipped') {
    batch.skipped += 1
    return
  }
  batch.rows.push({ row: mapped.row, cells })
  batch.rowBytes += Buffer.byteLength(JSON.stringify(mapped.row))
}
