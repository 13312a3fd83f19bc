import { stat } from 'node:fs/promises'
import { count } from '../figures.ts'
import type { Surroundings } from '../surroundings.ts'
import type { Batch } from './batches.ts'
import type { Checkpoint, CheckpointFile } from './checkpoint.ts'
import type { Delivered } from './deliver.ts'
import { type Progress, showProgress } from './progress.ts'
import type { RejectsFile } from './rejects.ts'

/** What sending a file works with. */
export interface Sending {
  readonly batches: AsyncIterable<Batch>
  readonly deliver: (batch: Batch) => Promise<Delivered>
  readonly checkpoints: CheckpointFile
  readonly rejects: RejectsFile
  readonly from: Checkpoint
}

interface UnderWay {
  readonly batch: Batch
  readonly delivered: Promise<Delivered>
}

/**
 * Sends batches, a few at once, and acknowledges them in the file's order, so that a checkpoint always means that
 * everything before it is done.
 * @param job the file, for its size, and how many requests may be under way
 * @param sending what is sent, and where the outcome goes
 * @param surroundings where progress is shown
 * @returns the checkpoint reached: the whole file
 */
export async function sendAll(
  job: { readonly input: string; readonly parallel: number },
  sending: Sending,
  surroundings: Surroundings,
): Promise<Checkpoint> {
  const { size } = await stat(job.input)
  const progress = showProgress(surroundings, { title: 'Sending', items: 'rows' }, size, sending.from.bytes)
  const underWay: UnderWay[] = []
  let reached = sending.from
  const settleFirst = async (): Promise<void> => {
    const first = underWay.shift()
    if (first === undefined) return
    reached = await acknowledge(reached, first.batch, await first.delivered, sending)
    show(progress, reached)
  }
  try {
    for await (const batch of sending.batches) {
      surroundings.interrupted.throwIfAborted()
      underWay.push({ batch, delivered: observed(sending.deliver(batch)) })
      if (underWay.length >= job.parallel) await settleFirst()
    }
    while (underWay.length > 0) await settleFirst()
    return reached
  } catch (error) {
    if (!surroundings.interrupted.aborted) await settleRest(underWay, settleFirst)
    surroundings.err.write(`\nStopped after line ${count(reached.line)}: the same command goes on from there\n`)
    throw error
  } finally {
    progress.stop()
  }
}

/** After an error, what was sent before it still counts, up to the first batch that failed itself. */
async function settleRest(underWay: readonly UnderWay[], settleFirst: () => Promise<void>): Promise<void> {
  const outcomes = await Promise.allSettled(underWay.map(({ delivered }) => delivered))
  const failed = outcomes.findIndex((outcome) => outcome.status === 'rejected')
  const good = failed === -1 ? outcomes.length : failed
  for (let settled = 0; settled < good; settled += 1) await settleFirst()
}

/** A promise that is awaited later, in its turn: until then its failure is nobody's surprise. */
function observed<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}

async function acknowledge(
  reached: Checkpoint,
  batch: Batch,
  delivered: Delivered,
  sending: Sending,
): Promise<Checkpoint> {
  const rejectsLength = await sending.rejects.write(delivered.rejects)
  const next: Checkpoint = {
    line: batch.line,
    bytes: batch.bytes,
    accepted: reached.accepted + delivered.accepted,
    known: reached.known + delivered.known,
    rejected: reached.rejected + delivered.rejects.length,
    skipped: reached.skipped + batch.skipped,
    rejectsLength,
  }
  await sending.checkpoints.save(next)
  return next
}

function show(progress: Progress, { bytes, accepted, known, rejected, skipped }: Checkpoint): void {
  progress.update(bytes, accepted + known + rejected + skipped)
}
