import type { TaskMessage } from '../contracts/tasks.ts'
import type { Assignment } from '../domain/assignment.ts'
import { type Lead, moveTo } from '../domain/lead.ts'
import type { Playbook } from '../domain/playbook.ts'
import { nextEscalation } from '../domain/sla.ts'
import { taskAt, taskNow } from '../domain/task.ts'
import type { Instant } from '../domain/time.ts'
import type { Stored, Write } from '../ports/store.ts'
import { mailWrite } from './outbox.ts'
import type { Ports } from './ports.ts'
import { doTask, type TaskOutcome, withoutTask } from './task-work.ts'

/**
 * The SLA stage, run when an assignment's timer has come: reminds the rep, hands the lead on, or gives it to the
 * public pool, as the playbook's `onBreach` says; and reminds a rep who accepted but has not been in touch.
 * @param ports store, clock and ids
 * @param message names the assignment's task
 */
export function enforceSla(ports: Ports, message: TaskMessage): Promise<TaskOutcome> {
  return doTask(ports.store, message, 'assignment', async (stored, { playbook }) => {
    const assignment = stored.entity
    const lead = await ports.store.get({ type: 'lead', id: assignment.leadId })
    const now = ports.clock.now()
    if (lead === undefined || !holds(lead.entity, assignment)) return [completed(stored)]
    if (assignment.state.status === 'accepted') return firstTouchMissed(stored, lead.entity, now)
    if (assignment.state.status !== 'offered') return [completed(stored)]
    return escalate(stored, lead, playbook, now)
  })
}

/** Whether the lead is still with this assignment: a deal opened or another offer made ends its timer. */
function holds(lead: Lead, assignment: Assignment): boolean {
  return 'assignment' in lead.state && lead.state.assignment === assignment.id
}

function completed(stored: Stored<Assignment>): Write {
  return { kind: 'replace', stored, entity: withoutTask(stored.entity) }
}

function firstTouchMissed(stored: Stored<Assignment>, lead: Lead, now: Instant): readonly Write[] {
  const assignment = stored.entity
  if (assignment.firstTouchAt !== undefined) return [completed(stored)]
  const content = { template: 'reminder', assignment: assignment.id, of: 'first-touch' } as const
  return [
    completed(stored),
    mailWrite(lead, `first-touch-${assignment.number}`, { to: 'rep', rep: assignment.rep }, content, now, 'live'),
  ]
}

function escalate(stored: Stored<Assignment>, lead: Stored<Lead>, playbook: Playbook, now: Instant): readonly Write[] {
  const assignment = stored.entity
  const step = nextEscalation(assignment, playbook.sla) ?? 'pool'
  const escalations = assignment.escalations + 1
  switch (step) {
    case 'remind': {
      const task = taskAt(`sla:${assignment.id}:accept-${escalations}`, 'sla', now + playbook.sla.accept)
      const reminded = { ...assignment, escalations, remindedAt: [...assignment.remindedAt, now], task }
      const content = { template: 'reminder', assignment: assignment.id, of: 'accept' } as const
      const cause = `reminder-${assignment.number}-${escalations}`
      return [
        { kind: 'replace', stored, entity: reminded },
        { kind: 'require', stored: lead },
        mailWrite(lead.entity, cause, { to: 'rep', rep: assignment.rep }, content, now, 'live'),
      ]
    }
    case 'reassign':
      return [
        {
          kind: 'replace',
          stored,
          entity: { ...withoutTask(assignment), state: { status: 'expired', at: now }, escalations },
        },
        { kind: 'replace', stored: lead, entity: handedOn(lead.entity, assignment, escalations, now) },
      ]
    case 'pool':
      return [
        {
          kind: 'replace',
          stored,
          entity: { ...withoutTask(assignment), state: { status: 'expired', at: now }, escalations },
        },
        { kind: 'replace', stored: lead, entity: moveTo(lead.entity, { stage: 'pool' }, now) },
      ]
  }
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
