import type { LeadId } from '../domain/ids.ts'
import { type Identity, isErased, type Lead } from '../domain/lead.ts'
import type { Enrollment } from '../domain/nurturing.ts'
import { present } from '../domain/present.ts'
import type { Submission } from '../domain/submission.ts'
import type { Instant } from '../domain/time.ts'
import type { Touch } from '../domain/touch.ts'
import { isStored, type Store, type Stored, type Write } from '../ports/store.ts'
import { driveAwaiting, readAwaiting } from './awaited-leads.ts'
import { identityDigest } from './digest.ts'

/** The lead as stored, with its touches and the tracks it has been in. */
export interface FoundLead {
  readonly stored: Stored<Lead>
  readonly touches: readonly Touch[]
  readonly enrollments: readonly Enrollment[]
}

/** An identity that belongs to nobody; `erasedAt`: it is somebody's who was erased, and has not been released yet. */
export type Unowned = Pick<Identity, 'kind' | 'digest'> & { readonly erasedAt?: Instant }

/** Whom a submission's e-mail, phone and external id belong to. */
export interface Found {
  readonly known?: FoundLead
  /** Other leads that one of them belongs to. */
  readonly duplicates: readonly Stored<Lead>[]
  /** Those that belong to nobody yet, the strongest first. */
  readonly unowned: readonly Unowned[]
  /** Whether the strongest of all is among them. */
  readonly isStrongestUnowned: boolean
  /** Writes that give the identities nobody has to a lead, and have the deals recorded that have waited for it. */
  missing(lead: LeadId, now: Instant): readonly Write[]
}

/** Strongest first: when two disagree, the e-mail's lead is kept. */
const kinds = ['email', 'externalId', 'phone'] as const

/**
 * Finds the lead a submission belongs to.
 * @param store where identities are
 * @param submission with at least one of e-mail, phone, external id
 */
export async function findByIdentities(
  store: Store,
  submission: Pick<Submission, 'profile' | 'externalId'>,
): Promise<Found> {
  const values = { email: submission.profile.email, phone: submission.profile.phone, externalId: submission.externalId }
  const given = kinds.flatMap((kind) => {
    const value = values[kind]
    return value === undefined ? [] : [{ kind, digest: identityDigest(kind, value) }]
  })
  const looked = await Promise.all(
    given.map(async (identity) => {
      const [stored, note] = await Promise.all([
        store.get({ type: 'identity', ...identity }),
        store.get({ type: 'awaitedLead', ...identity }),
      ])
      return { ...identity, stored, note: stored === undefined ? note : undefined }
    }),
  )
  const awaiting = await readAwaiting(
    store,
    looked.flatMap(({ note }) => (note === undefined ? [] : [note])),
  )
  const owners = [...new Set(looked.flatMap(({ stored }) => (stored === undefined ? [] : [stored.entity.lead])))]
  const { known, gone } = await firstThatStands(store, owners)
  const free = looked.flatMap((one) => {
    const erasedAt = one.stored === undefined ? undefined : gone.get(one.stored.entity.lead)
    return one.stored === undefined || erasedAt !== undefined ? [{ ...one, ...present({ erasedAt }) }] : []
  })
  return {
    ...(known === undefined ? {} : { known }),
    duplicates: await otherLeads(store, known?.stored.entity.id, owners),
    unowned: free,
    isStrongestUnowned: free[0] !== undefined && free[0].digest === looked[0]?.digest,
    missing: (lead, now) => [
      ...free.map(({ kind, digest, stored }): Write => {
        const entity = { type: 'identity', kind, digest, lead } as const
        return stored === undefined ? { kind: 'create', entity } : { kind: 'replace', stored, entity }
      }),
      ...driveAwaiting(awaiting, now),
    ],
  }
}

/** Leads that identities belong to, each once; what was merged into the lead itself is no other. */
async function otherLeads(
  store: Store,
  own: LeadId | undefined,
  ids: readonly LeadId[],
): Promise<readonly Stored<Lead>[]> {
  const found = await Promise.all(ids.map((id) => store.get({ type: 'lead', id })))
  const leads = found.flatMap((stored) =>
    stored === undefined || stored.entity.id === own || isErased(stored.entity) ? [] : [stored],
  )
  return [...new Map(leads.map((stored) => [stored.entity.id, stored])).values()]
}

/**
 * Finds the first lead that was not erased. Those before it were, a moment ago: not all of their identities have been
 * released yet.
 */
async function firstThatStands(
  store: Store,
  owners: readonly LeadId[],
): Promise<{ readonly known?: FoundLead; readonly gone: ReadonlyMap<LeadId, Instant> }> {
  const gone = new Map<LeadId, Instant>()
  for (const owner of owners) {
    const known = await readLead(store, owner)
    const erasedAt = known?.stored.entity.erased?.at
    if (erasedAt === undefined) return known === undefined ? { gone } : { known, gone }
    gone.set(owner, erasedAt)
  }
  return { gone }
}

/**
 * Reads a lead with its touches and the tracks it has been in.
 * @param store where it is
 * @param id the lead's
 * @returns `undefined` when there is no such lead
 */
export async function readLead(store: Store, id: LeadId): Promise<FoundLead | undefined> {
  const records = await store.listLead(id)
  const stored = records.find((record) => isStored(record, 'lead'))
  if (!isStored(stored, 'lead')) return undefined
  return {
    stored,
    touches: records.flatMap(({ entity }) => (entity.type === 'touch' ? [entity] : [])),
    enrollments: records.flatMap(({ entity }) => (entity.type === 'enrollment' ? [entity] : [])),
  }
}

/**
 * Finds a lead by one identity; one that was erased is not found.
 * @param store where identities are
 * @param kind which identity
 * @param value normalised
 */
export async function findLead(store: Store, kind: Identity['kind'], value: string): Promise<Stored<Lead> | undefined> {
  const identity = await store.get({ type: 'identity', kind, digest: identityDigest(kind, value) })
  const lead = identity === undefined ? undefined : await store.get({ type: 'lead', id: identity.entity.lead })
  return lead === undefined || isErased(lead.entity) ? undefined : lead
}
