import type { Entity } from '../../shared/domain/entity.ts'
import {
  type CommitResult,
  type Ref,
  type Store,
  type Stored,
  StoreUnavailable,
  type Write,
} from '../../shared/ports/store.ts'

/** Writes that put entities where nothing is. */
export function creates(...entities: readonly Entity[]): readonly Write[] {
  return entities.map((entity) => ({ kind: 'create', entity }))
}

/** Commits, again and again while the store is too busy, as a retried task does. */
export async function commitPatiently(store: Store, writes: readonly Write[]): Promise<CommitResult> {
  for (;;) {
    try {
      return await store.commit(writes)
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
    }
  }
}

/** Creates entities and reads the first one back. */
export async function stored<E extends Entity & Ref>(store: Store, entity: E): Promise<Stored> {
  const result = await store.commit(creates(entity))
  const found = await store.load(store.keyOf(entity))
  if (result.kind !== 'committed' || found === undefined) throw new Error('not stored')
  return found
}
