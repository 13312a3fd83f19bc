import { taskOf } from '../../../shared/adapters/dynamodb/index-keys.ts'
import { shardOf } from '../../../shared/adapters/dynamodb/keys.ts'
import { minute, second } from '../../../shared/domain/time.ts'
import type { SeenTask } from '../../../shared/pipeline/relay.ts'
import { type Invocation, invoke, type Stage } from '../core/invocation.ts'
import type { Change, Commit } from '../core/journal.ts'

/** How many shards the stream has. */
const shards = 2
/** How long the relay may take. */
const relayTimeout = 20 * second
/** How often a batch is tried again before it is given up. */
const mostRetries = 5
/** The most records one batch has. */
const batchSize = 100

/** The table's stream, which drives the relay: in order within a shard, every record at least once. */
export interface TableStream {
  take(commit: Commit): void
}

interface Shard {
  readonly number: number
  readonly records: SeenTask[]
  isRead: boolean
}

/**
 * Makes the stream.
 * @param stage the world
 * @param relay sends tasks on
 */
export function createTableStream(
  stage: Stage,
  relay: (invocation: Invocation, tasks: readonly SeenTask[]) => Promise<void>,
): TableStream {
  const { faults, random, scheduler, trace } = stage
  const all = Array.from({ length: shards }, (_, number): Shard => ({ number, records: [], isRead: false }))
  const read = (shard: Shard): void => {
    if (shard.isRead || shard.records.length === 0) return
    shard.isRead = true
    const delay = faults.strikes('streamDelayed') ? random.between(second, 2 * minute) : random.between(5, 60)
    scheduler.after(delay, () => {
      void deliver(shard, shard.records.slice(0, batchSize), 0)
    })
  }
  const deliver = async (shard: Shard, batch: readonly SeenTask[], retries: number): Promise<void> => {
    const lost = faults.strikes('streamLost') || retries > mostRetries
    if (lost) trace.add(`stream gives up ${batch.map(({ id }) => id).join(' ')}`)
    const run = (invocation: Invocation): Promise<void> => relay(invocation, batch)
    if (!lost && (await invoke(stage, `relay${shard.number}`, relayTimeout, run)).kind !== 'returned') {
      scheduler.after(second * 2 ** retries, () => {
        void deliver(shard, batch, retries + 1)
      })
      return
    }
    shard.records.splice(0, batch.length)
    shard.isRead = false
    read(shard)
  }
  return {
    take: ({ changes }) => {
      for (const change of changes) {
        const task = newTask(change)
        if (task === undefined) continue
        const shard = all[shardOf(change.key.partition, shards)]
        shard?.records.push(task)
        if (shard !== undefined) read(shard)
      }
    },
  }
}

/** The task an item has now and did not have before, if it is to be done at once: what the relay looks for. */
function newTask({ key, before, after }: Change): SeenTask | undefined {
  const task = after === undefined ? undefined : taskOf(after)
  if (task === undefined || !task.immediate) return undefined
  if (before !== undefined && taskOf(before)?.id === task.id) return undefined
  return { key, id: task.id, kind: task.kind, lane: task.lane }
}
