import { jobsQuery } from '../../shared/contracts/jobs.ts'
import type { Job, JobWork } from '../../shared/domain/job.ts'
import { toIso } from '../../shared/domain/time.ts'
import { type HttpAnswer, type HttpEvent, json, pathPart } from '../../shared/lambda/http.ts'
import { check, problem } from '../../shared/lambda/problem.ts'
import { listJobs, readJob } from '../../shared/pipeline/jobs.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'

/**
 * Makes the answers about long work in the background.
 * @param ports store
 */
export function jobAnswers(ports: Pick<Ports, 'store'>) {
  return {
    listJobs: async (event: HttpEvent): Promise<HttpAnswer> => {
      const query = check(jobsQuery, event.queryStringParameters ?? {})
      if (!query.ok) return query.answer
      return json(200, { jobs: (await listJobs(ports.store, query.value.limit)).map(jobView) })
    },
    getJob: async (event: HttpEvent): Promise<HttpAnswer> => {
      const job = await readJob(ports.store, pathPart(event, 'id'))
      return job === undefined ? problem('not-found', 'There is no such job') : json(200, jobView(job))
    },
  }
}

function jobView({ id, work, state, startedAt, done, total, task }: Job) {
  const { kind, result } = work
  return {
    id,
    kind,
    ...subjectOf(work),
    state: state.status,
    reason: state.status === 'stopped' ? state.reason : undefined,
    startedAt: toIso(startedAt),
    finishedAt: state.status === 'running' ? undefined : toIso(state.at),
    done,
    total,
    parked: task?.parkedAt !== undefined,
    result,
  }
}

function subjectOf(work: JobWork) {
  switch (work.kind) {
    case 'rescore':
      return { playbook: work.playbook }
    case 'hand-over':
      return { rep: work.rep }
    case 'erase':
      return { lead: work.lead }
  }
}
