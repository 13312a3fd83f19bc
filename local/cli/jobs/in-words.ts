import type * as z from 'zod'
import type { jobAnswer } from '../../../shared/contracts/jobs.ts'
import { count } from '../figures.ts'

/** A job, as `GET /v1/jobs/{id}` tells of it. */
export type JobTold = z.infer<typeof jobAnswer>

/**
 * Says what a job is about.
 * @param job any job
 */
export function subjectOf(job: JobTold): string {
  switch (job.kind) {
    case 'rescore':
      return `version ${job.playbook}`
    case 'hand-over':
      return job.rep
    case 'erase':
      return job.lead
  }
}

/**
 * Says what a job has done, and why it was stopped if it was.
 * @param job any job
 */
export function resultOf(job: JobTold): string {
  const done = doneBy(job)
  return job.reason === undefined ? done : `${done}; stopped: ${job.reason}`
}

function doneBy(job: JobTold): string {
  switch (job.kind) {
    case 'rescore':
      return rescored(job.result)
    case 'hand-over':
      return handedOver(job.result)
    case 'erase':
      return `${count(job.result.removed)} records removed, ${count(job.result.emptied)} emptied`
  }
}

type Result<Kind extends JobTold['kind']> = Extract<JobTold, { readonly kind: Kind }>['result']

function rescored({ changed, routed, pooled, rejected, restored }: Result<'rescore'>): string {
  return [
    `${count(changed)} with another score`,
    ...some(routed, 'newly hot and routed'),
    ...some(pooled, 'newly hot, from history, in the pool'),
    ...some(rejected, 'turned away'),
    ...some(restored, 'nurtured again'),
  ].join(', ')
}

function handedOver({ rerouted, pooled, deals, withoutOwner }: Result<'hand-over'>): string {
  return [
    `${count(rerouted)} back to routing`,
    ...some(pooled, 'to the pool'),
    ...some(deals, 'with a deal to another owner'),
    ...some(withoutOwner.length, 'with a deal that nobody could take'),
  ].join(', ')
}

function some(number: number, words: string): readonly string[] {
  return number === 0 ? [] : [`${count(number)} ${words}`]
}
