import type { Entity, EntityOf } from '../domain/entity.ts'
import type { Store } from '../ports/store.ts'
import { commitFresh } from './fresh.ts'

/** What people set up and change as a whole. */
type SetupRecord = EntityOf<'rep' | 'webhookSource'>

/**
 * Creates a rep or webhook source, or replaces it.
 * @param store where it is kept
 * @param entity as it is to be
 * @returns whether it is new
 */
export function putRecord(store: Store, entity: SetupRecord): Promise<'created' | 'changed'> {
  return commitFresh<'created' | 'changed'>(store, async () => {
    const stored = await store.get<SetupRecord & Entity>(entity)
    if (stored === undefined) return { result: 'created', writes: [{ kind: 'create', entity }] }
    return { result: 'changed', writes: [{ kind: 'replace', stored, entity }] }
  })
}
