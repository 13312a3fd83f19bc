import type { Assignment } from './assignment.ts'
import type { Escalation, Review, ServiceLevel } from './playbook.ts'
import type { Duration, Instant } from './time.ts'
import { addWorkTime, standingAt, type WorkCalendar } from './working-time.ts'

/**
 * Says what happens next when the accept SLA has run out.
 * @param assignment an offer nobody has answered
 * @param sla the playbook's service level
 * @returns the next step of `onBreach`; `undefined` when the list is used up, and the lead belongs in the pool
 */
export function nextEscalation(assignment: Assignment, sla: ServiceLevel): Escalation | undefined {
  return sla.onBreach[assignment.escalations]
}

/**
 * Finds when an SLA runs out. In business time it counts only while the rep is at work. On the wall clock it counts
 * always, but not before the rep starts: an offer made at night can't be answered before the morning.
 * @param sla the playbook's service level
 * @param calendar when the rep is at work
 * @param from when the promise was made
 * @param promised the SLA's length, in milliseconds
 */
export function deadline(sla: ServiceLevel, calendar: WorkCalendar, from: Instant, promised: Duration): Instant {
  if (sla.clock === 'business') return addWorkTime(calendar, from, promised)
  const { atWork, until } = standingAt(calendar, from)
  return (atWork || until === Number.POSITIVE_INFINITY ? from : until) + promised
}

/** What the review of an accepted lead comes to. `wait`: there was progress, and it is looked at again at `until`. */
export type ReviewOutcome =
  | { readonly kind: 'wait'; readonly until: Instant }
  | { readonly kind: 'ask'; readonly until: Instant }
  | { readonly kind: 'release' }

/**
 * Looks at a lead that a rep accepted: whether anything moves on it.
 * @param review the playbook's rule
 * @param progressAt when something last did
 * @param askedAt when rep and manager were last asked about it, if they were
 * @param now the present
 */
export function reviewOf(
  review: Review,
  progressAt: Instant,
  askedAt: Instant | undefined,
  now: Instant,
): ReviewOutcome {
  if (now >= progressAt + review.release) return { kind: 'release' }
  if (now < progressAt + review.after) return { kind: 'wait', until: progressAt + review.after }
  const asked = askedAt !== undefined && askedAt >= progressAt
  return { kind: asked ? 'wait' : 'ask', until: progressAt + review.release }
}
