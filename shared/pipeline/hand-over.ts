import type { TaskMessage } from '../contracts/tasks.ts'
import type { PlaybookVersion } from '../domain/access.ts'
import type { Assignment } from '../domain/assignment.ts'
import { type JobId, type LeadId, numberedId } from '../domain/ids.ts'
import {
  advanced,
  finished,
  type HandOverResult,
  handOverJob,
  type Job,
  lookingAgain,
  stopped,
  type WorkOf,
} from '../domain/job.ts'
import { type Lead, moveTo, ownerOf } from '../domain/lead.ts'
import { present } from '../domain/present.ts'
import type { Rep } from '../domain/roster.ts'
import type { Instant } from '../domain/time.ts'
import type { Stored, Write } from '../ports/store.ts'
import { mailWrite } from './outbox.ts'
import type { Ports } from './ports.ts'
import { readOffer } from './respond.ts'
import { chooseRep } from './route.ts'
import { handedOn } from './sla.ts'
import { doTask, type TaskOutcome, withoutTask } from './task-work.ts'

/** How many leads one step looks at: each one handed on is a transaction of its own. */
const pageSize = 20

/** A job that was started, and what starts it. */
export interface HandOver {
  readonly job: JobId
  readonly writes: readonly Write[]
}

/**
 * Starts to hand a rep's open leads on, when a change takes them out of Sales. The writes belong into the transaction of
 * that change.
 * @param ports clock and ids
 * @param before the rep as they were; absent when they are new
 * @param after as they are to be; absent when they are removed
 * @returns `undefined` when they were not active before, or are still
 */
export function handOverWrites(
  ports: Pick<Ports, 'clock' | 'ids'>,
  before: Rep | undefined,
  after: Rep | undefined,
): HandOver | undefined {
  if (before?.active !== true || after?.active === true) return undefined
  const job = handOverJob(`job_${ports.ids.next()}`, before.id, ports.clock.now())
  return { job: job.id, writes: [{ kind: 'create', entity: job }] }
}

/**
 * Hands on one page of the leads of a rep who left: offers and worked leads go back to routing, deals get another
 * owner. What is closed stays theirs. At the end it looks once more, a while later: a lead may have been on its way
 * to the rep when they left.
 * @param ports store, clock and ids
 * @param message names the job's task
 * @param job as it was found
 * @param work what it does
 */
export async function takeHandOverStep(
  ports: Ports,
  message: TaskMessage,
  job: Job,
  work: WorkOf<'hand-over'>,
): Promise<TaskOutcome> {
  const { store, clock } = ports
  const rep = await store.get({ type: 'rep', id: work.rep })
  if (rep?.entity.active === true) {
    return doTask(store, message, 'job', async (stored) => [
      { kind: 'replace', stored, entity: stopped(stored.entity, `${work.rep} is active again`, clock.now()) },
    ])
  }
  const page = await store.listLeads({ owner: work.rep, limit: pageSize, ...present({ cursor: job.cursor }) })
  const total = job.total ?? (await store.countLeads({ owner: work.rep }))
  for (const { id } of page.leads) {
    const outcome = await doTask(store, message, 'job', (stored, rules) => handOn(ports, stored, rules, id))
    if (outcome === 'stale') return outcome
  }
  return doTask(store, message, 'job', async (stored) => {
    const looked = { leads: work.lastLook ? 0 : page.leads.length, total, cursor: page.cursor }
    return [{ kind: 'replace', stored, entity: afterPage(stored.entity, looked, clock.now()) }]
  })
}

function afterPage(
  job: Job,
  looked: { readonly leads: number; readonly total: number; readonly cursor: string | undefined },
  now: Instant,
): Job {
  const { cursor } = looked
  if (cursor !== undefined) return advanced(job, { ...looked, cursor }, now)
  const { work } = job
  return work.kind !== 'hand-over' || work.lastLook ? finished(job, looked, now) : lookingAgain(job, work, looked, now)
}

/** Hands one lead on, if it is still the rep's and open; what it counts is written with it. */
async function handOn(
  ports: Ports,
  stored: Stored<Job>,
  rules: PlaybookVersion,
  id: LeadId,
): Promise<readonly Write[]> {
  const { work } = stored.entity
  const lead = await ports.store.get({ type: 'lead', id })
  if (work.kind !== 'hand-over' || lead === undefined || ownerOf(lead.entity) !== work.rep) return []
  const handed = await handedFrom(ports, lead, work, rules)
  if (handed === undefined) return []
  const result = { ...work.result, ...handed.counts }
  return [{ kind: 'replace', stored, entity: { ...stored.entity, work: { ...work, result } } }, ...handed.writes]
}

interface Handed {
  readonly counts: Partial<HandOverResult>
  readonly writes: readonly Write[]
}

async function handedFrom(
  ports: Ports,
  lead: Stored<Lead>,
  work: WorkOf<'hand-over'>,
  rules: PlaybookVersion,
): Promise<Handed | undefined> {
  const { state } = lead.entity
  switch (state.stage) {
    case 'assigned':
    case 'working': {
      const offer = await readOffer(ports.store, state.assignment)
      if (offer === undefined) throw new Error('a lead is with an offer that is not there')
      const toPool = state.stage === 'working' && rules.playbook.routing.handOver === 'pool'
      return withdrawn(lead, offer.assignment, work, toPool, ports.clock.now())
    }
    case 'opportunity':
      return dealHandedOver(ports, lead, work, rules)
    default:
      return undefined
  }
}

/** Takes an offer back; the lead goes to the public pool or back to routing, where its escalations begin anew. */
function withdrawn(
  lead: Stored<Lead>,
  stored: Stored<Assignment>,
  { rep, result }: WorkOf<'hand-over'>,
  toPool: boolean,
  now: Instant,
): Handed {
  const { state } = stored.entity
  const assignment: Assignment = {
    ...withoutTask(stored.entity),
    state: {
      status: 'withdrawn',
      at: now,
      reason: `${rep} left`,
      ...(state.status === 'accepted' ? { acceptedAt: state.at } : {}),
    },
  }
  const { workedBy: _left, ...left } = lead.entity
  const onward = toPool ? moveTo(left, { stage: 'pool' }, now) : handedOn(left, assignment, 0, now)
  return {
    counts: toPool ? { pooled: result.pooled + 1 } : { rerouted: result.rerouted + 1 },
    writes: [
      { kind: 'replace', stored, entity: assignment },
      { kind: 'replace', stored: lead, entity: onward },
    ],
  }
}

/**
 * Gives a lead with an open deal to the rep whom routing chooses among the others: theirs at once, because a deal does
 * not wait for an answer. The deal itself stays as it is.
 */
async function dealHandedOver(
  ports: Ports,
  lead: Stored<Lead>,
  { rep, result }: WorkOf<'hand-over'>,
  rules: PlaybookVersion,
): Promise<Handed> {
  const { state } = lead.entity
  if (state.stage !== 'opportunity') throw new Error('a lead without a deal')
  const now = ports.clock.now()
  const choice = await chooseRep(ports, rules, lead.entity, [rep], now)
  const { chosen, territory } = choice.result
  if (chosen === undefined) {
    const { owner: _left, ...ownerless } = state
    return {
      counts: { withoutOwner: [...result.withoutOwner, lead.entity.id] },
      writes: [...choice.writes, { kind: 'replace', stored: lead, entity: { ...lead.entity, state: ownerless } }],
    }
  }
  const number = lead.entity.counts.assignments + 1
  const id = numberedId('asg', lead.entity.id, number)
  const owner = chosen.rep.id
  const assignment: Assignment = {
    type: 'assignment',
    id,
    leadId: lead.entity.id,
    number,
    rep: owner,
    pool: chosen.pool,
    territory,
    offeredAt: now,
    acceptBy: now,
    state: { status: 'accepted', at: now },
    before: [rep],
    escalations: 0,
    remindedAt: [],
  }
  const counts = { ...lead.entity.counts, assignments: number }
  const content = { template: 'handed-over', assignment: id } as const
  return {
    counts: { deals: result.deals + 1 },
    writes: [
      ...choice.writes,
      {
        kind: 'replace',
        stored: lead,
        entity: { ...lead.entity, counts, workedBy: owner, state: { ...state, owner } },
      },
      { kind: 'create', entity: assignment },
      mailWrite(lead.entity, `handed-over-${number}`, { to: 'rep', rep: owner }, content, now, 'live'),
    ],
  }
}
