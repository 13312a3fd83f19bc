import { type Assignment, isOpen } from '../../domain/assignment.ts'
import type { LeadRecord } from '../../domain/entity.ts'
import { endedStays, erasedLead, erasedReason } from '../../domain/erasure.ts'
import type { JobId, LeadId, RepId } from '../../domain/ids.ts'
import { erasureJob } from '../../domain/job.ts'
import { type Lead, ownerOf } from '../../domain/lead.ts'
import type { Enrollment } from '../../domain/nurturing.ts'
import { historyOf } from '../../domain/reports/coordinates.ts'
import type { Instant } from '../../domain/time.ts'
import { isStored, type Stored, type Write } from '../../ports/store.ts'
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

/** Most identities that are released with the first transaction; the job releases the others. */
const mostAtOnce = 12

/** Most mails and enrollments that are taken back with the first transaction; what is later finds no address. */
const mostTakenBack = 25

/**
 * Says which leads are one person: those that were merged are known by one of them, and erased with it.
 * @param lead the one that is asked about
 * @returns itself first
 */
export function leadsOfPerson(lead: Lead): readonly LeadId[] {
  return [lead.id, ...(lead.absorbed ?? [])]
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
    const family = leadsOfPerson(lead.entity)
    const job = erasureJob(`job_${ids.next()}`, lead.entity.id, family, now)
    const { profile, externalIds } = lead.entity
    const first = externalIds.slice(0, mostAtOnce - identitiesOf(profile, []).length)
    const later = externalIds.slice(first.length)
    const release = { secret: key.secret, leads: family, at: now }
    const tombstone = erasedLead(lead.entity, { at: now, job: job.id })
    return {
      result: { kind: 'started', job: job.id },
      writes: [
        ...key.writes,
        { kind: 'create', entity: job },
        { kind: 'replace', stored: lead, entity: { ...tombstone, externalIds: later } },
        ...(await releaseWrites(store, identitiesOf(profile, first), release)),
        ...takenFromRep(records, lead.entity, now),
        ...takenBack(lead.entity, records, now),
      ],
    }
  })
}

/** An open offer is withdrawn, a worked lead's timer ends; the rep learns that it was erased, and nothing more. */
function takenFromRep(records: readonly Stored<LeadRecord>[], lead: Lead, now: Instant): readonly Write[] {
  const rep = ownerOf(lead)
  const closed = lead.state.stage === 'won' || lead.state.stage === 'lost'
  const stored = closed ? undefined : assignmentOf(records, lead, rep)
  if (rep === undefined || stored === undefined) return []
  const { id, number } = stored.entity
  const content = { template: 'notice', assignment: id, of: 'erased' } as const
  return [
    { kind: 'replace', stored, entity: ended(stored.entity, lead, now) },
    mailWrite(lead, `erased-${number}`, { to: 'rep', rep }, content, now, 'live'),
  ]
}

/** The offer a lead is with, or by which its rep had it last. */
function assignmentOf(
  records: readonly Stored<LeadRecord>[],
  { state }: Lead,
  rep: RepId | undefined,
): Stored<Assignment> | undefined {
  const own = records
    .filter((record) => isStored(record, 'assignment'))
    .toSorted((one, other) => one.entity.offeredAt - other.entity.offeredAt)
  const current = 'assignment' in state ? own.find(({ entity }) => entity.id === state.assignment) : undefined
  return current ?? own.findLast(({ entity }) => entity.rep === rep)
}

function ended(assignment: Assignment, lead: Lead, at: Instant): Assignment {
  const rest = withoutTask(assignment)
  return isOpen(assignment, lead) ? { ...rest, state: { status: 'withdrawn', at, reason: erasedReason } } : rest
}

/** What is on its way to the person by mail. A mail that is claimed is being handed over at this moment. */
function takenBack(lead: Lead, records: readonly Stored<LeadRecord>[], at: Instant): readonly Write[] {
  const history = historyOf(
    lead,
    records.map(({ entity }) => entity),
  )
  const stays = new Map<string, Enrollment>(endedStays(history, at).map((stay) => [stay.id, stay]))
  const writes = records.flatMap((stored): readonly Write[] => {
    const { entity } = stored
    const stay = entity.type === 'enrollment' ? stays.get(entity.id) : undefined
    if (stay !== undefined) return [{ kind: 'replace', stored, entity: stay }]
    if (entity.type !== 'mail' || entity.audience.to !== 'prospect' || entity.state.status !== 'queued') return []
    const dropped = { ...withoutTask(entity), state: { status: 'dropped', at, why: erasedReason } } as const
    return [{ kind: 'replace', stored, entity: dropped }]
  })
  return writes.slice(0, mostTakenBack)
}
