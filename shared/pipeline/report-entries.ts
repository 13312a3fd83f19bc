import type { LeadId } from '../domain/ids.ts'
import type { ReportEntry } from '../domain/report-entry.ts'
import { taskAt } from '../domain/task.ts'
import { type Instant, minute } from '../domain/time.ts'
import type { Stored, Write } from '../ports/store.ts'

/** How long a change waits to be counted: what follows right after it is counted with it, away from the live stages. */
const patience = minute

/**
 * Has a lead's part in the reports counted anew. An entry that waits already is written all the same: it may be counted
 * at this moment, without what has just changed.
 * @param leadId whose
 * @param stored its entry as read; absent when there is none yet
 * @param now the present
 */
export function countedAnew(leadId: LeadId, stored: Stored<ReportEntry> | undefined, now: Instant): Write {
  const number = (stored?.version ?? 0) + 1
  const task = stored?.entity.task ?? taskAt(`report:${leadId}:${number}`, 'report', now + patience, 'bulk')
  return stored === undefined
    ? { kind: 'create', entity: { type: 'reportEntry', leadId, counted: {}, task } }
    : { kind: 'replace', stored, entity: { ...stored.entity, task } }
}
