import { queueOf } from '../contracts/tasks.ts'
import type { TaskKind, TaskLane } from '../domain/task.ts'
import type { TaskQueues } from '../ports/queue.ts'
import type { ItemKey } from '../ports/store.ts'

/** A task as it is seen on an item, in the table's stream or by the tick. */
export interface SeenTask {
  readonly key: ItemKey
  readonly id: string
  readonly kind: TaskKind
  readonly lane: TaskLane
}

/**
 * Sends tasks to the queues of their kinds.
 * @param queues the task queues
 * @param tasks what is to be driven
 */
export async function drive(queues: TaskQueues, tasks: readonly SeenTask[]): Promise<void> {
  if (tasks.length === 0) return
  await queues.send(
    tasks.map(({ key, id, kind, lane }) => ({
      queue: queueOf[kind][lane],
      message: { kind, taskId: id, partition: key.partition, sort: key.sort },
    })),
  )
}
