import type { AssignmentId, LeadId, PoolId, RepId } from './ids.ts'
import type { Lead } from './lead.ts'
import type { AssignmentState } from './roster.ts'
import type { Task } from './task.ts'
import type { Instant } from './time.ts'

/** A lead offered to a rep, with its SLA; its own timer. */
export interface Assignment {
  readonly type: 'assignment'
  readonly id: AssignmentId
  readonly leadId: LeadId
  /** Counted from 1 for each lead. */
  readonly number: number
  readonly rep: RepId
  readonly pool: PoolId
  readonly territory: string
  readonly offeredAt: Instant
  /** By when the rep should accept. */
  readonly acceptBy: Instant
  readonly state: AssignmentState
  /** Reps who had the lead before, newest last: they are not asked again. */
  readonly before: readonly RepId[]
  /** How many steps of the playbook's `onBreach` this lead has been through. */
  readonly escalations: number
  /** When reminders went out. */
  readonly remindedAt: readonly Instant[]
  /** Until when the first touch was promised; set when it is accepted. */
  readonly firstTouchBy?: Instant
  /** When rep and manager were last asked why nothing moves on it. */
  readonly reviewedAt?: Instant
  /** When the rep lost it, because nothing moved on it. */
  readonly releasedAt?: Instant
  /** When the rep first touched the lead after accepting. */
  readonly firstTouchAt?: Instant
  readonly task?: Task
}

/**
 * Tells whether an offer can still be answered: nobody has, and the lead has not gone elsewhere, for instance
 * because a deal was opened.
 * @param assignment the offer
 * @param lead its lead
 */
export function isOpen(assignment: Assignment, lead: Lead): boolean {
  const { state } = lead
  return assignment.state.status === 'offered' && state.stage === 'assigned' && state.assignment === assignment.id
}
