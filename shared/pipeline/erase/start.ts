import { type Assignment, isOpen } from '../../domain/assignment.ts'
import type { LeadRecord } from '../../domain/entity.ts'
import { erasedLead, erasedReason } from '../../domain/erasure.ts'
import type { JobId, LeadId } from '../../domain/ids.ts'
import { erasureJob } from '../../domain/job.ts'
import { type Lead, ownerOf } from '../../domain/lead.ts'
import type { Instant } from '../../domain/time.ts'
import { isStored, type Store, type Stored, type Write } from '../../ports/store.ts'
import { commitFresh } from '../fresh.ts'
import { mailWrite } from '../outbox.ts'
import type { Ports } from '../ports.ts'
import { withoutTask } from '../task-work.ts'
import { identitiesOf, releaseWrites } from './release.ts'
import { secretForErasing } from './suppression.ts'

/** What became of an order to erase. `known`: it was given before. */
export type ErasureStarted =
  | { readonly kind: 'started' | 'known'; readonly job: JobId }
  | { readonly kind: 'not-found' }

/** Most external ids that are released with the first transaction; the job releases the others. */
const mostIdsAtOnce = 8

/** Most mails and enrollments that are taken back with the first transaction; what is later finds no address. */
const mostTakenBack = 25

/**
 * Says which leads are one person.
 * @param lead the one that is asked about
 * @returns itself first
 */
export function leadsOfPerson(lead: Lead): readonly LeadId[] {
  return [lead.id]
}

/**
 * Begins to erase a person. From this transaction on nobody can find the lead, nothing is done with it, it gets no mail,
 * and its addresses are on the suppression list; a job removes what else is kept. Erasing it again names the same job.
 * @param ports store, clock and ids
 * @param id the lead's
 */
export function startErasure(ports: Ports, id: LeadId): Promise<ErasureStarted> {
  const { store, clock, ids } = ports
  return commitFresh<ErasureStarted>(store, async () => {
    const [records, key] = await Promise.all([store.listLead(id), secretForErasing(store)])
    const lead = records.find((record) => isStored(record, 'lead'))
    if (!isStored(lead, 'lead')) return { result: { kind: 'not-found' }, writes: [] }
    const { erased } = lead.entity
    if (erased !== undefined) return { result: { kind: 'known', job: erased.job }, writes: [] }
    const now = clock.now()
    const job = erasureJob(`job_${ids.next()}`, id, leadsOfPerson(lead.entity), now)
    const { profile, externalIds } = lead.entity
    const [first, later] = [externalIds.slice(0, mostIdsAtOnce), externalIds.slice(mostIdsAtOnce)]
    const release = { secret: key.secret, leads: [id], at: now }
    const tombstone = erasedLead(lead.entity, { at: now, job: job.id })
    return {
      result: { kind: 'started', job: job.id },
      writes: [
        ...key.writes,
        { kind: 'create', entity: job },
        { kind: 'replace', stored: lead, entity: { ...tombstone, externalIds: later } },
        ...(await releaseWrites(store, identitiesOf(profile, first), release)),
        ...(await takenFromRep(store, lead.entity, now)),
        ...takenBack(records),
      ],
    }
  })
}

/** An open offer is withdrawn, a worked lead's timer ends; the rep learns that it was erased, and nothing more. */
async function takenFromRep(store: Store, lead: Lead, now: Instant): Promise<readonly Write[]> {
  const { counts, state } = lead
  const rep = ownerOf(lead)
  const closed = state.stage === 'won' || state.stage === 'lost'
  if (rep === undefined || closed || counts.assignments === 0) return []
  const stored = await store.get({ type: 'assignment', leadId: lead.id, number: counts.assignments })
  if (stored === undefined) return []
  const content = { template: 'notice', assignment: stored.entity.id, of: 'erased' } as const
  return [
    { kind: 'replace', stored, entity: ended(stored.entity, lead, now) },
    mailWrite(lead, `erased-${counts.assignments}`, { to: 'rep', rep }, content, now, 'live'),
  ]
}

function ended(assignment: Assignment, lead: Lead, at: Instant): Assignment {
  const rest = withoutTask(assignment)
  return isOpen(assignment, lead) ? { ...rest, state: { status: 'withdrawn', at, reason: erasedReason } } : rest
}

/** What is on its way to the person by mail. A mail that is claimed is being handed over at this moment. */
function takenBack(records: readonly Stored<LeadRecord>[]): readonly Write[] {
  return records
    .filter(({ entity }) => {
      if (entity.type === 'enrollment') return entity.task !== undefined
      return entity.type === 'mail' && entity.audience.to === 'prospect' && entity.state.status === 'queued'
    })
    .slice(0, mostTakenBack)
    .map((stored) => ({ kind: 'remove', stored }))
}
