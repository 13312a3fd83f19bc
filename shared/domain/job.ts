import type { JobId, LeadId, RepId } from './ids.ts'
import { type Task, taskAt, taskNow } from './task.ts'
import { type Duration, type Instant, minute } from './time.ts'

/** What scoring all leads anew has done so far, in leads. */
export interface RescoreResult {
  /** Whose score, grade or reasons became others. */
  readonly changed: number
  /** Of these, nobody's leads that became hot and went to routing. */
  readonly routed: number
  /** Of these, leads known only from history that became hot and lie in the public pool. */
  readonly pooled: number
  /** Of these, nurtured leads that a rule turned away. */
  readonly rejected: number
  /** Of these, leads that a rule had turned away from nurture and that came back. */
  readonly restored: number
}

/** What handing a rep's leads on has done so far. */
export interface HandOverResult {
  /** Leads that went back to routing. */
  readonly rerouted: number
  /** Leads that went to the public pool. */
  readonly pooled: number
  /** Leads with an open deal that have another owner now. */
  readonly deals: number
  /** Leads with an open deal that nobody could take. */
  readonly withoutOwner: readonly LeadId[]
}

/** What erasing a person has done so far. */
export interface ErasureResult {
  /** Things of which nothing is left. */
  readonly removed: number
  /** Things of which what reports count by is left. */
  readonly emptied: number
}

/** What a job does. */
export type JobWork =
  /** Scores every lead by a version of the playbook, from the newest to the oldest. */
  | { readonly kind: 'rescore'; readonly playbook: number; readonly result: RescoreResult }
  /** Gives the open leads of a rep who left to others. */
  | {
      readonly kind: 'hand-over'
      readonly rep: RepId
      readonly result: HandOverResult
      /** Set while it looks a last time, for what was under way when the rep was taken off. */
      readonly lastLook?: true
    }
  /** Removes what is kept of a person beside the lead itself. */
  | { readonly kind: 'erase'; readonly lead: LeadId; readonly leads: readonly LeadId[]; readonly result: ErasureResult }

/** What kind of work a job does. */
export type JobKind = JobWork['kind']

/** The job that does work of a kind. */
export type WorkOf<Kind extends JobKind> = Extract<JobWork, { readonly kind: Kind }>

/** How a job stands. */
export type JobState =
  | { readonly status: 'running' }
  | { readonly status: 'done'; readonly at: Instant }
  /** It ended before it was through, because it was beside the point. */
  | { readonly status: 'stopped'; readonly at: Instant; readonly reason: string }

/** Long work in the background, done step by step; its own next step. */
export interface Job {
  readonly type: 'job'
  readonly id: JobId
  readonly work: JobWork
  readonly state: JobState
  readonly startedAt: Instant
  /** Steps it has taken. */
  readonly steps: number
  /** Leads it has looked at; of an erasure, things known of the person. */
  readonly done: number
  /** About how many there are to look at; absent before the first step. */
  readonly total?: number
  /** Where the next step goes on; absent at the start. */
  readonly cursor?: string
  readonly task?: Task
}

/**
 * How long a job that hands leads on waits before it looks a last time: longer than any stage that decided before
 * the rep was taken off can still be writing.
 */
export const lastLookAfter: Duration = minute

/**
 * Starts a job that scores every lead by a version of the playbook.
 * @param id of the job
 * @param playbook the version
 * @param now the present
 */
export function rescoreJob(id: JobId, playbook: number, now: Instant): Job {
  const result = { changed: 0, routed: 0, pooled: 0, rejected: 0, restored: 0 }
  return started(id, { kind: 'rescore', playbook, result }, now)
}

/**
 * Starts a job that hands a rep's open leads on.
 * @param id of the job
 * @param rep who left
 * @param now the present
 */
export function handOverJob(id: JobId, rep: RepId, now: Instant): Job {
  const result = { rerouted: 0, pooled: 0, deals: 0, withoutOwner: [] }
  return started(id, { kind: 'hand-over', rep, result }, now)
}

/**
 * Starts a job that erases a person.
 * @param id of the job
 * @param lead who
 * @param leads all that are this person: the lead, and those that were made one with it
 * @param now the present
 */
export function erasureJob(id: JobId, lead: LeadId, leads: readonly LeadId[], now: Instant): Job {
  return started(id, { kind: 'erase', lead, leads, result: { removed: 0, emptied: 0 } }, now)
}

function started(id: JobId, work: JobWork, now: Instant): Job {
  const job: Job = { type: 'job', id, work, state: { status: 'running' }, startedAt: now, steps: 0, done: 0 }
  return { ...job, task: taskNow(stepId(job), 'job', now) }
}

function stepId({ id, steps }: Pick<Job, 'id' | 'steps'>): string {
  return `job:${id}:${steps + 1}`
}

/** What a step has looked at. */
export interface Looked {
  /** How many leads. */
  readonly leads: number
  /** About how many there are in all. */
  readonly total: number
  /** Where the next step goes on. */
  readonly cursor: string
}

/**
 * Takes a job one step further. The next step's task has the step's number in its id: a message about an earlier step
 * is stale.
 * @param job as it is
 * @param looked what the step has looked at
 * @param now the present
 */
export function advanced(job: Job, { leads, total, cursor }: Looked, now: Instant): Job {
  const further = { ...job, steps: job.steps + 1, done: job.done + leads, total, cursor }
  return { ...further, task: taskNow(stepId(further), 'job', now) }
}

/**
 * Ends a job whose last step has looked at the last leads.
 * @param job as it is
 * @param looked what the step has looked at
 * @param now the present
 */
export function finished(job: Job, { leads, total }: Omit<Looked, 'cursor'>, now: Instant): Job {
  return { ...atRest(job), done: job.done + leads, total, state: { status: 'done', at: now } }
}

/**
 * Ends a job before it is through.
 * @param job as it is
 * @param reason why it is beside the point
 * @param now the present
 */
export function stopped(job: Job, reason: string, now: Instant): Job {
  return { ...atRest(job), state: { status: 'stopped', at: now, reason } }
}

/**
 * Has a job that hands leads on begin again a while later, for what was under way when the rep was taken off.
 * @param job as it is
 * @param work what it has done
 * @param looked what the step has looked at
 * @param now the present
 */
export function lookingAgain(
  job: Job,
  work: WorkOf<'hand-over'>,
  { leads, total }: Omit<Looked, 'cursor'>,
  now: Instant,
): Job {
  const again: Job = { ...atRest(job), work: { ...work, lastLook: true }, done: job.done + leads, total }
  return { ...again, task: taskAt(stepId(again), 'job', now + lastLookAfter) }
}

/** The job after its step, with no further one. */
function atRest(job: Job): Job {
  const { task: _task, cursor: _cursor, ...rest } = job
  return { ...rest, steps: job.steps + 1 }
}
