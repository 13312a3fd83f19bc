import type { Assignment } from './assignment.ts'
import type { Escalation, ServiceLevel } from './playbook.ts'

/**
 * Says what happens next when the accept SLA has run out.
 * @param assignment an offer nobody has answered
 * @param sla the playbook's service level
 * @returns the next step of `onBreach`; `undefined` when the list is used up, and the lead belongs in the pool
 */
export function nextEscalation(assignment: Assignment, sla: ServiceLevel): Escalation | undefined {
  return sla.onBreach[assignment.escalations]
}
