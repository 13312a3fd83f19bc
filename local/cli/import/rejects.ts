import { mkdir, open, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import type { FieldError } from '../../../shared/contracts/problem.ts'
import { CommandFailed } from '../failure.ts'
import type { Cells } from './mapping.ts'

/** A record that was not taken, and why. */
export interface Reject {
  readonly line: number
  readonly cells: Cells
  readonly errors: readonly FieldError[]
}

/** The file that rejected records go to, in the order of the file they came from. */
export interface RejectsFile {
  readonly path: string
  /** Appends, and gives the file's length in bytes, to come back to. */
  write(rejects: readonly Reject[]): Promise<number>
  /** Closes the file, and removes it when nothing was rejected. */
  close(): Promise<void>
}

/** Columns added before those of the original file. */
const addedColumns = ['rejected_line', 'rejected_because'] as const

/**
 * Opens the rejects file beside the input, or in another folder when that one can't be written.
 * @param input the file being imported
 * @param header its column names
 * @param otherFolder made when it is needed
 * @param from its length at the checkpoint to go on from, in bytes; 0 to start anew
 * @throws CommandFailed when neither folder can be written
 */
export async function openRejects(
  input: string,
  header: Cells,
  otherFolder: string,
  from: number,
): Promise<RejectsFile> {
  const name = `${basename(input)}.rejects.csv`
  const { path, file } = await openFirst([join(dirname(input), name), join(otherFolder, name)])
  const { size } = await file.stat()
  let length = from > 0 && size >= from ? from : 0
  await file.truncate(length)
  const append = async (rows: readonly (readonly string[])[]): Promise<void> => {
    const text = stringify(
      rows.map((row) => [...row]),
      { quoted_match: /[\r\n]/ },
    )
    await file.appendFile(text)
    length += Buffer.byteLength(text)
  }
  return {
    path,
    write: async (rejects) => {
      if (rejects.length > 0 && length === 0) await append([[...addedColumns, ...header]])
      await append(rejects.map(({ line, cells, errors }) => [String(line), reasons(errors), ...cells]))
      return length
    },
    close: async () => {
      await file.close()
      if (length === 0) await rm(path, { force: true })
    },
  }
}

function reasons(errors: readonly FieldError[]): string {
  return errors.map(({ path, message }) => (path === '' ? message : `${path} ${message}`)).join('; ')
}

async function openFirst([path, ...others]: readonly string[]) {
  if (path === undefined) throw new CommandFailed('There is no folder to write rejects to')
  try {
    await mkdir(dirname(path), { recursive: true })
    // Not 'w': that would empty the rejects of an import that is being gone on with.
    return { path, file: await open(path, 'a') }
  } catch (error) {
    if (others.length > 0) return openFirst(others)
    throw new CommandFailed(`Cannot write ${path}`, { cause: error })
  }
}
