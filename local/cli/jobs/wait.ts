import { jobAnswer } from '../../../shared/contracts/jobs.ts'
import type { Api } from '../api.ts'
import { CommandFailed } from '../failure.ts'
import { showProgress } from '../import/progress.ts'
import type { Surroundings } from '../surroundings.ts'
import type { JobTold } from './in-words.ts'

/** How long to wait between questions, in milliseconds. */
const every = 250
/** How long a stack that is away is waited for, in milliseconds. */
const patience = 60_000

/**
 * Waits until a job has ended, and shows how far it has come.
 * @param api the stack
 * @param surroundings where progress is shown
 * @param id the job's
 * @param what it does, and the name of what it looks at
 * @returns the job as it ended
 * @throws CommandFailed when it waits for the operator
 */
export async function untilEnded(
  api: Api,
  surroundings: Surroundings,
  id: string,
  what: { readonly title: string; readonly items: string } = { title: 'Scoring', items: 'leads' },
): Promise<JobTold> {
  const progress = showProgress(surroundings, what, 1)
  try {
    for (;;) {
      const job = await api.read(jobAnswer, { method: 'GET', path: `/v1/jobs/${id}`, patience })
      progress.update(job.done, job.done, Math.max(job.total ?? 1, job.done, 1))
      if (job.state !== 'running') return job
      if (job.parked) throw new CommandFailed(`Job ${id} failed too often and waits. See: baton tasks`)
      await surroundings.wait(every)
    }
  } finally {
    progress.stop()
  }
}
