import type { TaskMessage } from '../contracts/tasks.ts'
import type { LeadId } from '../domain/ids.ts'
import { counterChanges, counterShards } from '../domain/report-entry.ts'
import { contributionsOf } from '../domain/reports/contributions.ts'
import { historyOf } from '../domain/reports/coordinates.ts'
import type { Write } from '../ports/store.ts'
import type { Ports } from './ports.ts'
import { afterCheck, isChecking } from './report-check.ts'
import { countedAnew } from './report-entries.ts'
import { doTask, type TaskOutcome, withoutTask } from './task-work.ts'

/**
 * The report stage: works out what a lead adds to the reports' counters, and puts the difference to what it added
 * before on them.
 * @param ports store
 * @param message names the report entry's task
 */
export function countForReports(ports: Ports, message: TaskMessage): Promise<TaskOutcome> {
  return doTask(ports.store, message, 'reportEntry', async (stored, { playbook }) => {
    const { leadId } = stored.entity
    const now = ports.clock.now()
    const [checking, records, roster] = await Promise.all([
      isChecking(ports.store, now),
      ports.store.listLead(leadId),
      ports.store.listRoster(),
    ])
    if (checking) return [{ kind: 'replace', stored, entity: afterCheck(stored.entity, now) }]
    const lead = records.find(({ entity }) => entity.type === 'lead')
    if (lead?.entity.type !== 'lead') return [{ kind: 'replace', stored, entity: withoutTask(stored.entity) }]
    const isMerged = lead.entity.id !== leadId
    const history = historyOf(
      lead.entity,
      records.map(({ entity }) => entity),
    )
    const reps = new Map(roster.map(({ entity }) => [entity.id, entity]))
    const counted = isMerged ? {} : contributionsOf(history, { workspace: playbook.workspace, reps })
    const shard = shardFor(leadId)
    return [
      { kind: 'replace', stored, entity: { ...withoutTask(stored.entity), counted } },
      // What was read is what is counted: who changes the lead meanwhile writes the entry anew.
      { kind: 'require', stored: lead },
      ...(isMerged ? [await countedWithSurvivor(ports, lead.entity.id)] : []),
      ...counterChanges(stored.entity.counted, counted).map(
        ({ scope, period, add }): Write => ({ kind: 'add', counter: { scope, period, shard }, add }),
      ),
    ]
  })
}

/** What changed with a lead that was merged is the survivor's: that one is counted anew, and this one no more. */
async function countedWithSurvivor({ store, clock }: Pick<Ports, 'store' | 'clock'>, leadId: LeadId): Promise<Write> {
  return countedAnew(leadId, await store.get({ type: 'reportEntry', leadId }), clock.now())
}

/** The last character of an id is random: good enough to spread over a few shards. */
function shardFor(id: string): number {
  return id.charCodeAt(id.length - 1) % counterShards
}
