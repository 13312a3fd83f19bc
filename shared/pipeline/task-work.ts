import type { TaskMessage } from '../contracts/tasks.ts'
import type { PlaybookVersion } from '../domain/access.ts'
import type { EntityOf, TaskHolder } from '../domain/entity.ts'
import { isStored, type Store, type Stored, type Write } from '../ports/store.ts'
import { currentRules } from './rules.ts'

/** What became of a task message: the task was done by it, or was done or replaced before. */
export type TaskOutcome = 'done' | 'stale'

/** Name of an entity that can hold a task. */
export type HolderType = TaskHolder['type']

/** How often a task is tried anew when something it read was changed meanwhile. */
export const maximumConflicts = 20

/** Others kept changing what this task reads: it is left to the queue to try again. */
export class Contended extends Error {
  override readonly name = 'Contended'
}

/**
 * Does one task: reads the item it lives on and the playbook in force, decides, and commits the effects together
 * with the task's completion. Every stage goes through here.
 * @param store where the item is
 * @param message names the task; a message whose task is gone does nothing
 * @param type what the item must be
 * @param work decides what to write; it must write the holder without the task (or with the next one), or write
 *   nothing to leave the task to the tick. It may be called again when what it read was changed meanwhile
 * @returns whether this call did it
 * @throws Contended or StoreUnavailable when it should be tried again later
 */
export async function doTask<Type extends HolderType>(
  store: Store,
  message: TaskMessage,
  type: Type,
  work: (holder: Stored<EntityOf<Type>>, rules: PlaybookVersion) => Promise<readonly Write[]>,
): Promise<TaskOutcome> {
  for (let conflicts = 0; conflicts < maximumConflicts; conflicts += 1) {
    const [holder, rules] = await Promise.all([holderOf(store, message, type), currentRules(store)])
    if (holder === undefined) return 'stale'
    const writes = await work(holder, rules)
    if (writes.length === 0) return 'done'
    const result = await store.commit(writes)
    if (result.kind === 'committed') return 'done'
  }
  throw new Contended(`${message.kind} was tried ${maximumConflicts} times against concurrent changes`)
}

/**
 * Reads the item a task message names, if the task is still the one it names and not parked.
 * @param store where the item is
 * @param message names the task
 * @param type what the item must be
 */
export async function holderOf<Type extends HolderType>(
  store: Store,
  message: TaskMessage,
  type: Type,
): Promise<Stored<EntityOf<Type>> | undefined> {
  const stored = await store.load({ partition: message.partition, sort: message.sort })
  if (!isStored(stored, type)) return undefined
  const holder: Stored<TaskHolder> = stored
  const task = holder.entity.task
  return task?.id === message.taskId && task.parkedAt === undefined ? stored : undefined
}

/**
 * Takes the task off its holder.
 * @param holder an entity whose task is done
 */
export function withoutTask<Holder extends TaskHolder>(holder: Holder): Omit<Holder, 'task'> {
  const { task: _done, ...rest } = holder
  return rest
}
