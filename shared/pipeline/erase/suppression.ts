import type { ErasureKey } from '../../domain/erasure.ts'
import type { Identity } from '../../domain/lead.ts'
import type { Instant } from '../../domain/time.ts'
import type { Store, Write } from '../../ports/store.ts'
import { keyedDigest } from '../digest.ts'

/** An e-mail, phone or external id, by its digest; see `identityDigest`. */
export type IdentityKey = Pick<Identity, 'kind' | 'digest'>

/**
 * Hides an identity behind the installation's own key: unlike an identity's digest, nobody without the key can try
 * addresses until one fits.
 * @param secret the key of the suppression list
 * @param identity which
 * @see https://www.rfc-editor.org/rfc/rfc2104
 */
export function suppressionDigest(secret: string, { kind, digest }: IdentityKey): string {
  return keyedDigest(secret, 'suppression', kind, digest)
}

/**
 * Reads the key of the suppression list.
 * @param store where it is
 * @returns `undefined` while nobody was ever erased
 */
export async function erasureSecret(store: Store): Promise<string | undefined> {
  return (await store.get({ type: 'erasureKey' }))?.entity.secret
}

/** The key of the suppression list, and what writes it where it is new. */
export interface SecretToWrite {
  readonly secret: string
  readonly writes: readonly Write[]
}

/**
 * Reads the key of the suppression list, or makes it: from the workspace's signing key, once. It is kept apart, so that
 * the list can still be read after the signing key was replaced.
 * @param store where both are
 * @throws Error when the workspace was never set up
 */
export async function secretForErasing(store: Store): Promise<SecretToWrite> {
  const known = await erasureSecret(store)
  if (known !== undefined) return { secret: known, writes: [] }
  const signing = await store.get({ type: 'signingKey' })
  if (signing === undefined) throw new Error('The workspace has no signing key: it was never set up')
  const entity: ErasureKey = { type: 'erasureKey', secret: keyedDigest(signing.entity.secret, 'erasure key') }
  return { secret: entity.secret, writes: [{ kind: 'create', entity }] }
}

/**
 * Tells since when identities are on the suppression list.
 * @param store where the list is
 * @param identities which; read them before this is called, so that a person erased meanwhile is found either way
 * @returns for each when it was erased, or `undefined` when it is not on the list
 */
export async function suppressedSince(
  store: Store,
  identities: readonly IdentityKey[],
): Promise<readonly (Instant | undefined)[]> {
  if (identities.length === 0) return []
  const secret = await erasureSecret(store)
  if (secret === undefined) return identities.map(() => undefined)
  const found = await Promise.all(
    identities.map((identity) =>
      store.get({ type: 'suppression', kind: identity.kind, digest: suppressionDigest(secret, identity) }),
    ),
  )
  return found.map((stored) => stored?.entity.since)
}
