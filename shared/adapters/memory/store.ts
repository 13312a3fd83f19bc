import type { Tally } from '../../domain/campaign.ts'
import type { Entity, EntityType } from '../../domain/entity.ts'
import { type CommitResult, isStored, type ItemKey, type Ref, type Store, type Stored, type Write } from '../../ports/store.ts'
import { placeName, placeOf, planCommit, sumCounts } from '../commit-rules.ts'
import { keyOf } from '../dynamodb/keys.ts'
import { frozenCopy } from './frozen-copy.ts'
import { createLists } from './lists.ts'

/** Everything a memory store holds, in the order of its keys. */
export interface Snapshot {
  readonly entities: readonly Stored[]
  readonly tallies: readonly Tally[]
}

/** A store whose content can be looked at as a whole. */
export interface MemoryStore extends Store {
  /** All that is stored, for checks of what must always hold. */
  snapshot(): Snapshot
}

/** One place and what stands there. */
export interface Row {
  readonly key: ItemKey
  readonly stored: Stored
}

/** What the memory store keeps, by place (see `placeName`). */
export interface Content {
  readonly rows: Map<string, Row>
  readonly tallies: Map<string, Tally>
}

/**
 * Makes a store that lives in memory and behaves as the table does. Every call does its work at once,
 * before it returns its promise: whoever orders the calls orders the effects. What is read is frozen.
 */
export function createMemoryStore(): MemoryStore {
  const content: Content = { rows: new Map(), tallies: new Map() }
  const at = (key: ItemKey): Stored | undefined => content.rows.get(placeName(key))?.stored
  return {
    ...createLists(content),
    get: async <R extends Ref>(ref: R) => typed<R['type']>(at(keyOf(ref)), ref.type),
    load: async (key) => at(key),
    keyOf: (ref: Ref) => keyOf(ref),
    commit: async (writes) => commit(content, planCommit(writes)),
    snapshot: () => ({ entities: inOrder(content.rows).map((row) => row.stored), tallies: inOrder(content.tallies) }),
  }
}

/**
 * Lists a map's values in the order of its keys.
 * @param map anything by place
 */
export function inOrder<T>(map: ReadonlyMap<string, T>): readonly T[] {
  return [...map.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value)
}

function typed<Type extends EntityType>(stored: Stored | undefined, type: Type) {
  return isStored(stored, type) ? stored : undefined
}

function commit(content: Content, writes: readonly Write[]): CommitResult {
  for (const write of writes) {
    const existing = content.rows.get(placeName(placeOf(write)))?.stored
    if (holds(write, existing)) continue
    return { kind: 'conflict', write, ...(existing === undefined ? {} : { existing }) }
  }
  const copies = writes.map((write) => ('entity' in write ? { ...write, entity: frozenCopy(write.entity) } : write))
  for (const write of copies) apply(content, write)
  return { kind: 'committed' }
}

function holds(write: Write, existing: Stored | undefined): boolean {
  switch (write.kind) {
    case 'create':
      return existing === undefined
    case 'count':
      return true
    case 'replace':
    case 'require':
    case 'remove':
      return existing?.version === write.stored.version
  }
}

function apply(content: Content, write: Write): void {
  const key = placeOf(write)
  const put = (entity: Entity, version: number): void => {
    content.rows.set(placeName(key), Object.freeze({ key, stored: Object.freeze({ entity, version }) }))
  }
  switch (write.kind) {
    case 'create':
      return put(write.entity, 1)
    case 'replace':
      return put(write.entity, write.stored.version + 1)
    case 'remove':
      content.rows.delete(placeName(key))
      return
    case 'count': {
      const counts = Object.freeze(sumCounts(content.tallies.get(placeName(key))?.counts ?? {}, write.add))
      content.tallies.set(placeName(key), Object.freeze({ type: 'tally', ...write.tally, counts }))
      return
    }
    case 'require':
  }
}
