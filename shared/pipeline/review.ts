import type { PlaybookVersion } from '../domain/access.ts'
import type { Assignment } from '../domain/assignment.ts'
import type { LeadRecord } from '../domain/entity.ts'
import { type Lead, moveTo } from '../domain/lead.ts'
import type { Review } from '../domain/playbook.ts'
import { backToNurture } from '../domain/qualification.ts'
import { reviewOf } from '../domain/sla.ts'
import { taskAt } from '../domain/task.ts'
import type { Instant } from '../domain/time.ts'
import type { Store, Stored, Write } from '../ports/store.ts'
import { noticeWrites } from './notices.ts'
import { withoutTask } from './task-work.ts'

/**
 * Sets an accepted assignment's timer to its next review.
 * @param assignment accepted
 * @param review the playbook's rule; without one the timer ends
 * @param now the present
 */
export function withReview(assignment: Assignment, review: Review | undefined, now: Instant): Assignment {
  return review === undefined ? withoutTask(assignment) : until(assignment, now + review.after)
}

/**
 * Reviews a lead that a rep accepted: lets it be while something moves, asks rep and manager when nothing does, and
 * takes it from the rep when that goes on.
 * @param store where everything is
 * @param stored the assignment whose timer has come
 * @param lead with the rep
 * @param rules the playbook in force
 * @param now the present
 */
export async function reviewWrites(
  store: Store,
  stored: Stored<Assignment>,
  lead: Stored<Lead>,
  rules: PlaybookVersion,
  now: Instant,
): Promise<readonly Write[]> {
  const assignment = stored.entity
  const { review } = rules.playbook
  if (review === undefined) return [{ kind: 'replace', stored, entity: withoutTask(assignment) }]
  const records = (await store.listLead(lead.entity.id)).map(({ entity }) => entity)
  const outcome = reviewOf(review, progressAt(assignment, records), assignment.reviewedAt, now)
  switch (outcome.kind) {
    case 'wait':
      return [{ kind: 'replace', stored, entity: until(assignment, outcome.until) }]
    case 'ask':
      return [
        { kind: 'replace', stored, entity: { ...until(assignment, outcome.until), reviewedAt: now } },
        { kind: 'require', stored: lead },
        ...(await noticeWrites(store, assignment, 'review', ['rep', 'manager'], now)),
      ]
    case 'release': {
      const { workedBy: _lost, ...released } = lead.entity
      return [
        { kind: 'replace', stored, entity: { ...withoutTask(assignment), releasedAt: now } },
        ...(review.to === 'pool'
          ? [{ kind: 'replace', stored: lead, entity: moveTo(released, { stage: 'pool' }, now) } as const]
          : nurtured(lead, released, rules, records, now)),
        ...(await noticeWrites(store, assignment, 'released', ['rep', 'manager'], now)),
      ]
    }
  }
}

function until(assignment: Assignment, at: Instant): Assignment {
  return { ...assignment, task: taskAt(`sla:${assignment.id}:review-${at}`, 'sla', at) }
}

/**
 * Finds when the rep last did something about a lead: accepted it, or recorded a call, a meeting or a note. That the
 * lead itself was busy meanwhile is no progress.
 * @param assignment accepted
 * @param records everything known of the lead
 */
export function progressAt(assignment: Assignment, records: readonly LeadRecord[]): Instant {
  const accepted = assignment.state.status === 'accepted' ? assignment.state.at : assignment.offeredAt
  const touched = records.flatMap((record) =>
    record.type === 'touch' && record.event.startsWith('rep.') ? [record.at] : [],
  )
  return Math.max(accepted, ...touched)
}

function nurtured(
  stored: Stored<Lead>,
  released: Lead,
  rules: PlaybookVersion,
  records: readonly LeadRecord[],
  now: Instant,
): readonly Write[] {
  const enrollments = records.flatMap((record) => (record.type === 'enrollment' ? [record] : []))
  const { lead, enrolled } = backToNurture(rules, released, now, enrollments)
  return [
    { kind: 'replace', stored, entity: lead },
    ...(enrolled === undefined ? [] : [{ kind: 'create', entity: enrolled } as const]),
  ]
}
