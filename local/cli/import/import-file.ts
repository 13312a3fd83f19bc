import { join } from 'node:path'
import type { Api } from '../api.ts'
import { dataFolder } from '../connection.ts'
import { count } from '../figures.ts'
import type { Surroundings } from '../surroundings.ts'
import { openFile } from './batches.ts'
import { type Checkpoint, checkpointOf, start } from './checkpoint.ts'
import { delivery } from './deliver.ts'
import type { ImportMap } from './map.ts'
import { openRejects, type RejectsFile } from './rejects.ts'
import { sendAll } from './send-all.ts'

/** One import to do. */
export interface ImportJob {
  readonly kind: 'leads' | 'outcomes'
  /** The CSV file. */
  readonly input: string
  readonly map: ImportMap
  /** How map and file are called in messages. */
  readonly names: { readonly map: string; readonly file: string }
  /** True to start over, whatever the checkpoint says. */
  readonly restart: boolean
  /** How many requests are under way at once. */
  readonly parallel: number
}

/** What became of a file's rows; `read` is the sum of the others. */
export interface ImportSummary {
  readonly read: number
  readonly accepted: number
  readonly known: number
  readonly rejected: number
  readonly skipped: number
  /** Where rejected rows are; absent when there are none. */
  readonly rejectsFile?: string
  /** The line this run went on from; absent when it started at the top. */
  readonly resumedAfterLine?: number
}

/**
 * Sends a CSV file to a stack, row by row, whatever its size. Interrupted, it goes on where it was; done twice, it
 * changes nothing, because the stack knows every row by its event id.
 * @param job what to import
 * @param api the stack
 * @param surroundings where progress is shown
 * @throws WrongUse when map and file don't fit; CommandFailed when the file or the stack can't be read on
 */
export async function importFile(job: ImportJob, api: Api, surroundings: Surroundings): Promise<ImportSummary> {
  const opened = await openFile(job.input, job.map, job.names)
  const folder = join(dataFolder(surroundings), 'imports')
  const about = { kind: job.kind, map: job.map, token: api.connection.token }
  const checkpoints = await checkpointOf(folder, job.input, about)
  const from = job.restart ? start : await checkpoints.load()
  if (from.line > 0) surroundings.err.write(`Going on after line ${count(from.line)} (--restart starts over)\n`)
  const rejects = await openRejects(job.input, opened.header, folder, from.rejectsLength)
  try {
    const deliver = delivery(api, job.kind, job.map)
    const reached = await sendAll(
      job,
      { batches: opened.batches(from.line), deliver, checkpoints, rejects, from },
      surroundings,
    )
    await checkpoints.clear()
    return summary(reached, rejects, from)
  } finally {
    await rejects.close()
  }
}

function summary(reached: Checkpoint, rejects: RejectsFile, from: Checkpoint): ImportSummary {
  const { accepted, known, rejected, skipped } = reached
  return {
    read: accepted + known + rejected + skipped,
    accepted,
    known,
    rejected,
    skipped,
    ...(rejected > 0 ? { rejectsFile: rejects.path } : {}),
    ...(from.line > 0 ? { resumedAfterLine: from.line } : {}),
  }
}
