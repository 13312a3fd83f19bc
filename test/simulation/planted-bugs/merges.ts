import type { EntityType } from '../../../shared/domain/entity.ts'
import type { Lead } from '../../../shared/domain/lead.ts'
import { isStored, type Ref, type Store, type Stored, type Write } from '../../../shared/ports/store.ts'
import type { Bindings } from '../bindings.ts'
import { committing, type PlantedBug, withStoreOf } from './bug.ts'

/** Mistakes in how two leads become one. */
export const mergeBugs: readonly PlantedBug[] = [
  {
    name: 'a lead that was merged is taken for one of its own',
    caughtBy: 'merges',
    plant: (bindings) => ({ ...bindings, rawStore: (store) => forgettingMerges(bindings.rawStore(store)) }),
  },
  {
    name: 'a merge leaves the offer of the lead that goes open',
    caughtBy: 'merges',
    plant: (bindings) => merging(bindings, (writes) => writes.filter((write) => !isOffer(write))),
  },
  {
    name: 'a merge forgets who opted out',
    caughtBy: 'merges',
    plant: (bindings) => merging(bindings, (writes) => writes.map(withoutOptOut)),
  },
  {
    name: 'a merge counts both leads on',
    caughtBy: 'promise 8',
    plant: (bindings) => merging(bindings, (writes) => writes.filter(({ kind }) => kind !== 'count')),
  },
  {
    name: 'a merge gives the deals of either only the touches of their own',
    caughtBy: 'promise 8',
    plant: (bindings) =>
      withStoreOf(bindings, 'attribute', (store) => ({
        ...store,
        listLead: async (id) =>
          (await store.listLead(id)).filter(({ entity }) => entity.type === 'lead' || entity.leadId === id),
      })),
  },
]

function merging(bindings: Bindings, change: (writes: readonly Write[]) => readonly Write[]): Bindings {
  return {
    ...bindings,
    mergeLeads: (ports, survivor, absorbed) => {
      const store = committing(ports.store, (writes, usual) => usual(change(writes)))
      return bindings.mergeLeads({ ...ports, store }, survivor, absorbed)
    },
  }
}

function forgettingMerges(store: Store): Store {
  return {
    ...store,
    get: async <R extends Ref>(ref: R) => shown<R['type']>(await store.get(ref), ref.type),
    listLead: async (id) =>
      (await store.listLead(id)).map((stored) => (isStored(stored, 'lead') ? unmerged(stored) : stored)),
  }
}

function shown<Type extends EntityType>(stored: Stored | undefined, type: Type) {
  const found = isStored(stored, 'lead') ? unmerged(stored) : stored
  return isStored(found, type) ? found : undefined
}

function unmerged(stored: Stored<Lead>): Stored<Lead> {
  const { merged: _forgotten, ...entity } = stored.entity
  return { ...stored, entity }
}

function isOffer(write: Write): boolean {
  return write.kind === 'replace' && write.entity.type === 'assignment'
}

function withoutOptOut(write: Write): Write {
  if (write.kind !== 'replace' || !isStored(write.stored, 'lead') || write.entity.type !== 'lead') return write
  if (write.stored.entity.optOut !== undefined) return write
  const { optOut: _forgotten, ...entity } = write.entity
  return { ...write, entity }
}
