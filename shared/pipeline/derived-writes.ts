import type { Entity } from '../domain/entity.ts'
import type { LeadId } from '../domain/ids.ts'
import type { Mail } from '../domain/mail.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store, Write } from '../ports/store.ts'
import { readingWholeLeads } from './merged-leads.ts'
import { withRecredits } from './recredit.ts'
import { countedAnew } from './report-entries.ts'
import { withWorkloads } from './workloads.ts'

/**
 * Makes a store that adds to each commit what follows from it, in the same transaction: that deals are credited anew
 * which a late touch or a merge has a share in, what it does to the reps' plates, and that a lead's part in the reports
 * is to be counted anew. A lead that was merged into another reads as that one, with all that is known of both. No use
 * case can forget it, and none has to remember.
 * @param store where it is written
 * @param clock for when a lead is counted
 */
export function derivingStore(store: Store, clock: Clock): Store {
  return {
    ...readingWholeLeads(store),
    commit: async (writes) => {
      const recredited = await withRecredits(store, clock.now(), writes)
      return store.commit(await withReportEntries(store, clock, await withWorkloads(store, recredited)))
    },
  }
}

async function withReportEntries(store: Store, clock: Clock, writes: readonly Write[]): Promise<readonly Write[]> {
  const leads = changedLeads(writes)
  if (leads.length === 0) return writes
  const entries = await Promise.all(leads.map((leadId) => store.get({ type: 'reportEntry', leadId })))
  return [
    ...writes,
    ...leads.map((leadId, index): Write => {
      return countedAnew(leadId, entries[index], clock.now())
    }),
  ]
}

/** An alert that has just gone out: how long that took is reported. */
function isAlerted(before: Entity, after: Mail): boolean {
  const wasSent = before.type === 'mail' && before.sentAt !== undefined
  return after.content.template === 'alert' && after.sentAt !== undefined && !wasSent
}

/** A mail of a nurture track of which it is known what became of it. */
function isNurturing({ content, state }: Mail): boolean {
  return content.template === 'nurture' && state.status !== 'queued' && state.status !== 'claimed'
}

/** The leads of which something changes that reports tell. */
function changedLeads(writes: readonly Write[]): readonly LeadId[] {
  const leads = writes.flatMap((write): readonly LeadId[] => {
    if (write.kind !== 'create' && write.kind !== 'replace') return []
    const { entity } = write
    switch (entity.type) {
      case 'lead':
        return [entity.id]
      case 'assignment':
      case 'opportunity':
      case 'enrollment':
        return [entity.leadId]
      case 'mail':
        if (write.kind === 'create') return []
        return isAlerted(write.stored.entity, entity) || isNurturing(entity) ? [entity.leadId] : []
      default:
        return []
    }
  })
  return [...new Set(leads)]
}
