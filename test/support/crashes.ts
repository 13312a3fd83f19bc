import type { TaskMessage } from '../../shared/contracts/tasks.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import type { TaskOutcome } from '../../shared/pipeline/task-work.ts'
import { type Store, StoreUnavailable } from '../../shared/ports/store.ts'

/** When a process dies: before its commit takes effect, or after it did but before the answer was read. */
export type Death = 'before' | 'after'

/**
 * Takes a job's next step in a process that dies at one of its commits.
 * @param ports of the stack
 * @param work the job stage
 * @param at the commit at which it dies, from 1
 * @param when before or after that commit takes effect
 * @returns true when it died; false when the step had fewer commits and came to its end
 */
export async function dieAtCommit(
  ports: Ports,
  work: (ports: Ports, message: TaskMessage) => Promise<TaskOutcome>,
  at: number,
  when: Death,
): Promise<boolean> {
  const message = await jobMessage(ports.store)
  if (message === undefined) return false
  let commits = 0
  const commit: Store['commit'] = async (writes) => {
    commits += 1
    if (commits === at && when === 'after') await ports.store.commit(writes)
    if (commits >= at) throw new StoreUnavailable('the process died')
    return ports.store.commit(writes)
  }
  try {
    await work({ ...ports, store: { ...ports.store, commit } }, message)
    return false
  } catch (error) {
    if (error instanceof StoreUnavailable) return true
    throw error
  }
}

/**
 * Finds the message that would drive the job that was started last.
 * @param store where it is
 */
export async function jobMessage(store: Store): Promise<TaskMessage | undefined> {
  const [job] = await store.listJobs(1)
  if (job?.entity.task === undefined) return undefined
  const { partition, sort } = store.keyOf(job.entity)
  return { kind: 'job', taskId: job.entity.task.id, partition, sort }
}
