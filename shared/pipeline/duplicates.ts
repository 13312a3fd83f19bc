import { type PossibleDuplicate, possibleDuplicates } from '../domain/duplicates.ts'
import { firstCharacters, folded } from '../domain/finding.ts'
import type { LeadId } from '../domain/ids.ts'
import { type Identity, isErased, type Lead } from '../domain/lead.ts'
import type { Store } from '../ports/store.ts'
import { findLead } from './identities.ts'

/** Most external ids and listed leads that are looked up, and most leads whose names are compared. */
const most = { externalIds: 10, listed: 20, named: 100 }

/**
 * Finds leads that may be the same person: by identities, by submissions that named both, and by name and company. What it
 * reads is bounded, however many leads there are.
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
    namesOf(store, lead),
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

/** Leads whose name begins as this one's last name does; whose it is, first name and company tell. */
async function namesOf(store: Store, { profile }: Lead): Promise<readonly Lead[]> {
  const lastName = folded(profile.lastName ?? '')
  if (firstCharacters(lastName) === undefined) return []
  const { leads } = await store.findLeads({ by: 'person', prefixes: [lastName] }, { limit: most.named })
  return leads.filter((other) => !isErased(other))
}
