import type { TaskMessage } from '../contracts/tasks.ts'
import { isJobId } from '../domain/ids.ts'
import type { Job } from '../domain/job.ts'
import type { Store } from '../ports/store.ts'
import { takeErasureStep } from './erase/step.ts'
import { takeHandOverStep } from './hand-over.ts'
import type { Ports } from './ports.ts'
import { takeRescoreStep } from './rescore.ts'
import { holderOf, type TaskOutcome } from './task-work.ts'

/** How many jobs are listed when nobody says. */
const usualJobs = 20

/**
 * The job stage: takes a job one step further, which is a page of leads or a few. What the step does to leads is committed
 * with what it changes of the job, and the step's end with the next step's task: a crash repeats what was left of one
 * step, and nothing is done or counted twice.
 * @param ports store, clock and ids
 * @param message names the job's task
 */
export async function takeJobStep(ports: Ports, message: TaskMessage): Promise<TaskOutcome> {
  const holder = await holderOf(ports.store, message, 'job')
  if (holder === undefined) return 'stale'
  const { entity: job } = holder
  switch (job.work.kind) {
    case 'rescore':
      return takeRescoreStep(ports, message, job, job.work)
    case 'hand-over':
      return takeHandOverStep(ports, message, job, job.work)
    case 'erase':
      return takeErasureStep(ports, message, job.work)
  }
}

/**
 * Lists jobs, the one started last first.
 * @param store where they are
 * @param limit how many at the most
 */
export async function listJobs(store: Store, limit: number = usualJobs): Promise<readonly Job[]> {
  return (await store.listJobs(limit)).map(({ entity }) => entity)
}

/**
 * Reads a job by the id a URL has.
 * @param store where it is
 * @param id any text
 */
export async function readJob(store: Store, id: string): Promise<Job | undefined> {
  return isJobId(id) ? (await store.get({ type: 'job', id }))?.entity : undefined
}
