import { type PossibleDuplicate, possibleDuplicates } from '../domain/duplicates.ts'
import type { LeadId } from '../domain/ids.ts'
import { type Identity, isErased, type Lead, ownerOf } from '../domain/lead.ts'
import { present } from '../domain/present.ts'
import type { Store } from '../ports/store.ts'
import { findLead } from './identities.ts'

/** Most external ids that are looked up, and most leads whose names are compared: the newest, and the newest of the owner. */
const most = { externalIds: 10, listed: 20, newest: 100 }

/**
 * Finds leads that may be the same person: by identities, by submissions that named both, and by name among the newest
 * leads and those of the same owner. What it reads is bounded, however many leads there are.
 * @param store where they are
 * @param id the lead's
 * @returns `undefined` when there is no such lead
 */
export async function findDuplicates(store: Store, id: LeadId): Promise<readonly PossibleDuplicate[] | undefined> {
  const lead = (await store.get({ type: 'lead', id }))?.entity
  if (lead === undefined || isErased(lead)) return undefined
  const [owners, listed, others] = await Promise.all([
    identityOwners(store, lead),
    Promise.all(lead.possibleDuplicates.slice(-most.listed).map((other) => store.get({ type: 'lead', id: other }))),
    lead.profile.lastName === undefined ? [] : recentLeads(store, lead),
  ])
  return possibleDuplicates(lead, {
    owners,
    listed: listed.flatMap((stored) => (stored === undefined || isErased(stored.entity) ? [] : [stored.entity])),
    others,
  })
}

async function identityOwners(store: Store, { profile, externalIds }: Lead) {
  const identities: readonly (readonly [Identity['kind'], string | undefined])[] = [
    ['email', profile.email],
    ['phone', profile.phone],
    ...externalIds.slice(-most.externalIds).map((value) => ['externalId', value] as const),
  ]
  const found = await Promise.all(
    identities.map(async ([kind, value]) => {
      const stored = value === undefined ? undefined : await findLead(store, kind, value)
      return stored === undefined ? [] : [{ kind, lead: stored.entity }]
    }),
  )
  return found.flat()
}

async function recentLeads(store: Store, lead: Lead): Promise<readonly Lead[]> {
  const owner = ownerOf(lead)
  const pages = await Promise.all([
    store.listLeads({ limit: most.newest }),
    ...(owner === undefined ? [] : [store.listLeads({ limit: most.newest, ...present({ owner }) })]),
  ])
  return pages.flatMap(({ leads }) => leads.filter((other) => !isErased(other)))
}
