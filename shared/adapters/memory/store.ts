import type { Tally } from '../../domain/campaign.ts'
import type { Entity, EntityType } from '../../domain/entity.ts'
import type { Counters } from '../../domain/report-entry.ts'
import {
  type CommitResult,
  type ItemKey,
  isStored,
  type Ref,
  type Store,
  type Stored,
  type Write,
} from '../../ports/store.ts'
import { placeName, placeOf, planCommit, sumCounts, sumNamed } from '../commit-rules.ts'
import { keyOf } from '../dynamodb/keys.ts'
import { type Content, inOrder, putRow, type Row, removeRow } from './content.ts'
import { frozenCopy } from './frozen-copy.ts'
import { createLists } from './lists.ts'

/** Everything a memory store holds, in the order of its keys. */
export interface Snapshot {
  readonly entities: readonly Stored[]
  readonly tallies: readonly Tally[]
  readonly counters: readonly Counters[]
}

/** A store whose content can be looked at as a whole. */
export interface MemoryStore extends Store {
  /** All that is stored, for checks of what must always hold. */
  snapshot(): Snapshot
}

/**
 * Makes a store that lives in memory and behaves as the table does. Every call does its work at once,
 * before it returns its promise: whoever orders the calls orders the effects. What is read is frozen.
 */
export function createMemoryStore(): MemoryStore {
  const content: Content = { rows: new Map(), partitions: new Map(), tallies: new Map(), counters: new Map() }
  const at = (key: ItemKey): Stored | undefined => content.rows.get(placeName(key))?.stored
  return {
    ...createLists(content),
    get: async <R extends Ref>(ref: R) => typed<R['type']>(at(keyOf(ref)), ref.type),
    load: async (key) => at(key),
    keyOf: (ref: Ref) => keyOf(ref),
    commit: async (writes) => commit(content, planCommit(writes)),
    snapshot: () => ({
      entities: inOrder(content.rows).map((row) => row.stored),
      tallies: inOrder(content.tallies),
      counters: inOrder(content.counters),
    }),
  }
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
    case 'add':
      return true
    case 'replace':
    case 'require':
    case 'remove':
      return existing?.version === write.stored.version
  }
}

function apply(content: Content, write: Write): void {
  const key = placeOf(write)
  const place = placeName(key)
  if (write.kind === 'create') putRow(content, place, rowOf(key, write.entity, 1))
  if (write.kind === 'replace') putRow(content, place, rowOf(key, write.entity, write.stored.version + 1))
  if (write.kind === 'remove') removeRow(content, place, key.partition)
  if (write.kind === 'count') {
    const counts = Object.freeze(sumCounts(content.tallies.get(place)?.counts ?? {}, write.add))
    content.tallies.set(place, Object.freeze({ type: 'tally', ...write.tally, counts }))
  }
  if (write.kind === 'add') {
    const counts = Object.freeze(sumNamed(content.counters.get(place)?.counts ?? {}, write.add))
    content.counters.set(place, Object.freeze({ type: 'counters', ...write.counter, counts }))
  }
}

function rowOf(key: ItemKey, entity: Entity, version: number): Row {
  return Object.freeze({ key, stored: Object.freeze({ entity, version }) })
}
