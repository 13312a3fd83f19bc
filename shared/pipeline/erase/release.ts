import type { LeadId } from '../../domain/ids.ts'
import type { Profile } from '../../domain/profile.ts'
import type { Instant } from '../../domain/time.ts'
import type { Store, Write } from '../../ports/store.ts'
import { identityDigest } from '../digest.ts'
import { type IdentityKey, suppressionDigest } from './suppression.ts'

/** Most writes that releasing one identity takes: itself, a note of deals that waited for it, its place on the list. */
export const writesOfRelease = 3

/**
 * Lists the identities that a person gave.
 * @param profile with e-mail and phone
 * @param externalIds what other systems call them
 */
export function identitiesOf(profile: Profile, externalIds: readonly string[]): readonly IdentityKey[] {
  const { email, phone } = profile
  return [
    ...(email === undefined ? [] : [{ kind: 'email', digest: identityDigest('email', email) } as const]),
    ...(phone === undefined ? [] : [{ kind: 'phone', digest: identityDigest('phone', phone) } as const]),
    ...externalIds.map((id) => ({ kind: 'externalId', digest: identityDigest('externalId', id) }) as const),
  ]
}

/** Whose identities are released, how they are hidden, and since when. */
export interface Release {
  readonly secret: string
  readonly leads: readonly LeadId[]
  readonly at: Instant
}

/**
 * Takes identities from an erased person, and puts them on the suppression list. One that is somebody else's stays
 * theirs, and off the list.
 * @param store where they are
 * @param identities which; the same one twice is one
 * @param release whose
 */
export async function releaseWrites(
  store: Store,
  identities: readonly IdentityKey[],
  release: Release,
): Promise<readonly Write[]> {
  const unique = new Map(identities.map((identity) => [`${identity.kind} ${identity.digest}`, identity]))
  const writes = await Promise.all([...unique.values()].map((identity) => releaseOne(store, identity, release)))
  return writes.flat()
}

async function releaseOne(
  store: Store,
  identity: IdentityKey,
  { secret, leads, at }: Release,
): Promise<readonly Write[]> {
  const hidden = { type: 'suppression', kind: identity.kind, digest: suppressionDigest(secret, identity) } as const
  const [owned, note, listed] = await Promise.all([
    store.get({ type: 'identity', ...identity }),
    store.get({ type: 'awaitedLead', ...identity }),
    store.get(hidden),
  ])
  if (owned !== undefined && !leads.includes(owned.entity.lead)) return []
  // Deals that wait under it look for their lead themselves now and then, and find that it was erased.
  const gone = [owned, note].flatMap((stored): readonly Write[] =>
    stored === undefined ? [] : [{ kind: 'remove', stored }],
  )
  const entity = { ...hidden, since: at }
  if (listed === undefined) return [...gone, { kind: 'create', entity }]
  return listed.entity.since >= at ? gone : [...gone, { kind: 'replace', stored: listed, entity }]
}
