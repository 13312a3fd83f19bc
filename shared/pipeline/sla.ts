import type { TaskMessage } from '../contracts/tasks.ts'
import type { PlaybookVersion } from '../domain/access.ts'
import type { Assignment } from '../domain/assignment.ts'
import { calendarOf } from '../domain/availability.ts'
import { type Lead, moveTo } from '../domain/lead.ts'
import type { Escalation, Playbook } from '../domain/playbook.ts'
import type { Rep } from '../domain/roster.ts'
import { deadline, nextEscalation } from '../domain/sla.ts'
import { taskAt, taskNow } from '../domain/task.ts'
import type { Duration, Instant } from '../domain/time.ts'
import type { Store, Stored, Write } from '../ports/store.ts'
import { missedWrites } from './missed-offers.ts'
import { noticeWrites } from './notices.ts'
import { mailWrite } from './outbox.ts'
import type { Ports } from './ports.ts'
import { reviewWrites, withReview } from './review.ts'
import { doTask, type TaskOutcome, withoutTask } from './task-work.ts'

/**
 * The SLA stage, run when an assignment's timer has come: reminds the rep, tells their manager, hands the lead on, or
 * gives it to the public pool, as the playbook's `onBreach` says; reminds a rep who accepted but has not been in touch;
 * and reviews leads on which nothing moves.
 * @param ports store, clock and ids
 * @param message names the assignment's task
 */
export function enforceSla(ports: Ports, message: TaskMessage): Promise<TaskOutcome> {
  return doTask(ports.store, message, 'assignment', async (stored, rules) => {
    const assignment = stored.entity
    const lead = await ports.store.get({ type: 'lead', id: assignment.leadId })
    const now = ports.clock.now()
    if (lead === undefined || !holds(lead.entity, assignment)) return [completed(stored)]
    switch (assignment.state.status) {
      case 'offered':
        return escalate(ports.store, { stored, lead, rules, now })
      case 'accepted':
        return awaitsFirstTouch(assignment)
          ? firstTouchMissed(stored, rules.playbook, now)
          : reviewWrites(ports.store, stored, lead, rules, now)
      case 'declined':
      case 'expired':
      case 'withdrawn':
        return [completed(stored)]
    }
  })
}

/**
 * Tells whether a lead is still with an assignment: a deal opened or another offer made ends its timer.
 * @param lead the lead
 * @param assignment one of the lead's
 */
export function holds(lead: Lead, assignment: Assignment): boolean {
  return 'assignment' in lead.state && lead.state.assignment === assignment.id
}

function completed(stored: Stored<Assignment>): Write {
  return { kind: 'replace', stored, entity: withoutTask(stored.entity) }
}

/**
 * Tells whether an accepted assignment's timer is that of its first touch, and the touch has not come.
 * @param assignment accepted
 */
export function awaitsFirstTouch({ id, task, firstTouchAt }: Assignment): boolean {
  return task?.id === firstTouchTask(id) && firstTouchAt === undefined
}

/**
 * Names the task that watches over the first touch.
 * @param id the assignment's
 */
export function firstTouchTask(id: Assignment['id']): string {
  return `sla:${id}:first-touch`
}

function firstTouchMissed(stored: Stored<Assignment>, playbook: Playbook, now: Instant): readonly Write[] {
  const assignment = stored.entity
  const lead = { id: assignment.leadId }
  const content = { template: 'reminder', assignment: assignment.id, of: 'first-touch' } as const
  return [
    { kind: 'replace', stored, entity: withReview(assignment, playbook.review, now) },
    mailWrite(lead, `first-touch-${assignment.number}`, { to: 'rep', rep: assignment.rep }, content, now, 'live'),
  ]
}

/** An offer whose time has run out. */
interface Overdue {
  readonly stored: Stored<Assignment>
  readonly lead: Stored<Lead>
  readonly rules: PlaybookVersion
  readonly now: Instant
}

async function escalate(store: Store, overdue: Overdue): Promise<readonly Write[]> {
  const { stored, lead, rules, now } = overdue
  const assignment = stored.entity
  const step: Escalation = nextEscalation(assignment, rules.playbook.sla) ?? 'pool'
  const escalations = assignment.escalations + 1
  switch (step) {
    case 'remind':
    case 'tell-manager':
      return [...(await oneMoreTime(store, overdue, escalations)), ...(await told(store, overdue, step, escalations))]
    case 'reassign':
    case 'pool': {
      const expired = { ...withoutTask(assignment), state: { status: 'expired', at: now }, escalations } as const
      const moved =
        step === 'reassign'
          ? handedOn(lead.entity, assignment, escalations, now)
          : moveTo(lead.entity, { stage: 'pool' }, now)
      return [
        { kind: 'replace', stored, entity: expired },
        { kind: 'replace', stored: lead, entity: moved },
        ...(await missedWrites(store, assignment, rules.playbook.sla, now)),
      ]
    }
  }
}

/** The rep gets the time to accept once more. */
async function oneMoreTime(
  store: Store,
  { stored, lead, rules, now }: Overdue,
  escalations: number,
): Promise<readonly Write[]> {
  const rep = await store.get({ type: 'rep', id: stored.entity.rep })
  const { playbook } = rules
  const due = deadlineFor(playbook, rep?.entity, now, playbook.sla.accept)
  const task = taskAt(`sla:${stored.entity.id}:accept-${escalations}`, 'sla', due)
  const reminded = { ...stored.entity, escalations, remindedAt: [...stored.entity.remindedAt, now], task }
  return [
    { kind: 'replace', stored, entity: reminded },
    { kind: 'require', stored: lead },
  ]
}

async function told(
  store: Store,
  { stored, now }: Overdue,
  step: 'remind' | 'tell-manager',
  escalations: number,
): Promise<readonly Write[]> {
  const assignment = stored.entity
  if (step === 'tell-manager') return noticeWrites(store, assignment, 'unanswered', ['manager'], now)
  const content = { template: 'reminder', assignment: assignment.id, of: 'accept' } as const
  const cause = `reminder-${assignment.number}-${escalations}`
  const lead = { id: assignment.leadId }
  return [mailWrite(lead, cause, { to: 'rep', rep: assignment.rep }, content, now, 'live')]
}

/**
 * Finds until when a rep who takes a lead now has to be in touch.
 * @param playbook the rules
 * @param rep who takes it
 * @param now the present
 */
export function firstTouchDeadline(playbook: Playbook, rep: Rep | undefined, now: Instant): Instant {
  return deadlineFor(playbook, rep, now, playbook.sla.firstTouch)
}

/** A rep who left the roster has no hours any more: the clock on the wall counts. */
function deadlineFor(playbook: Playbook, rep: Rep | undefined, now: Instant, promised: Duration): Instant {
  return rep === undefined ? now + promised : deadline(playbook.sla, calendarOf(rep, playbook.workspace), now, promised)
}

/**
 * Sends a lead back to routing, to anybody but those who had it.
 * @param lead the lead
 * @param assignment the offer that came to nothing
 * @param escalations how many steps of `onBreach` it has been through
 * @param now the present
 */
export function handedOn(lead: Lead, assignment: Assignment, escalations: number, now: Instant): Lead {
  return {
    ...moveTo(lead, { stage: 'new' }, now),
    rerouting: { before: [...assignment.before, assignment.rep], escalations },
    task: taskNow(`route:${assignment.id}`, 'route', now),
  }
}
