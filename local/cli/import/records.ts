import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { type CsvError, type Info, parse } from 'csv-parse'
import { CommandFailed } from '../failure.ts'
import type { Cells } from './mapping.ts'

/** One record of a file. */
export interface FileRecord {
  readonly cells: Cells
  /** The line it begins on, counted from 1. */
  readonly line: number
  /** How far into the file it ends, in bytes of UTF-8. */
  readonly bytes: number
}

/** How a file is written. */
export interface Format {
  readonly delimiter: string
  /** As TextDecoder names it. */
  readonly encoding: string
}

/** What csv-parse gives with its option `info`. */
interface Parsed {
  readonly record: Cells
  readonly info: Info
}

const options = {
  bom: true,
  info: true,
  /** In bytes: a quote that is never closed must not take the rest of a large file into memory. */
  max_record_size: 1_000_000,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
}

/**
 * Reads a CSV file record by record, in memory that does not grow with the file. Takes a byte order mark, any
 * line ends, line feeds in quotes, stray quotes and empty lines as they come; does not judge column counts.
 * @param path the file
 * @param format how it is written
 * @param advice what is said with an error: what became of the rows before it
 * @throws CommandFailed naming the line when it is not in its encoding, or a quote is never closed
 */
export async function* records(
  path: string,
  format: Format,
  advice = 'The rows before it were taken; mend it and run the same command again',
): AsyncGenerator<FileRecord, void, undefined> {
  let broken: { readonly error: CsvError | undefined; readonly after: number } | undefined
  const parser = parse({
    ...options,
    delimiter: format.delimiter,
    // An error of the stream would throw away the records that wait in it; this way those before the error come out.
    skip_records_with_error: true,
    on_skip: (error) => {
      broken ??= { error, after: parser.info.records }
      return undefined
    },
  })
  // Errors reach the loop below through the parser, and leaving the loop closes the file.
  pipeline(createReadStream(path), decoder(path, format.encoding), parser, () => undefined)
  // csv-parse counts a CRLF in quotes as two lines, so lines are counted here.
  let next = 1
  let empty = 0
  for await (const parsed of parser) {
    const { record: cells, info }: Parsed = parsed
    if (broken !== undefined && info.records > broken.after) break
    next += info.empty_lines - empty
    empty = info.empty_lines
    const line = next
    next += 1 + cells.reduce((sum: number, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0)
    if (cells.length > 1 || cells[0]?.trim() !== '') yield { cells, line, bytes: info.bytes }
  }
  if (broken !== undefined) throw unreadable(broken.error, `${path}:${next}`, advice)
}

/** Decodes bytes to text, and stops at the first byte that is none. */
function decoder(path: string, encoding: string) {
  const decode = new TextDecoder(encoding, { fatal: true })
  let lines = 1
  const decoded = (chunk: Buffer, stream: boolean): string => {
    try {
      return decode.decode(chunk, { stream })
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      const good = new TextDecoder(encoding).decode(chunk).split('\uFFFD')[0] ?? ''
      throw new CommandFailed(notThatEncoding(`${path}:${lines + lineFeeds(good)}`, encoding), { cause: error })
    }
  }
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<string, void, undefined> {
    for await (const chunk of chunks) {
      const text = decoded(chunk, true)
      lines += lineFeeds(text)
      yield text
    }
    yield decoded(Buffer.alloc(0), false)
  }
}

function lineFeeds(text: string): number {
  return text.split('\n').length - 1
}

function notThatEncoding(place: string, encoding: string): string {
  const hint = encoding === 'utf-8' ? '. If it came from a spreadsheet, try encoding: windows-1252 in the map' : ''
  return `${place}: the file is not ${encoding}${hint}`
}

function unreadable(error: CsvError | undefined, place: string, advice: string): CommandFailed {
  const unclosed = error === undefined || error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
  const what = unclosed ? 'a quote that opens in this record is not closed' : error.message
  return new CommandFailed(`${place}: ${what}. ${advice}`)
}
