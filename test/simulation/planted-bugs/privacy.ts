import { isErased } from '../../../shared/domain/lead.ts'
import type { Ref, Write } from '../../../shared/ports/store.ts'
import { committing, type PlantedBug, withStoreOf } from './bug.ts'

/** Mistakes in erasing. */
export const privacyBugs: readonly PlantedBug[] = [
  {
    name: 'what a person sent is left when they are erased',
    caughtBy: 'promise 11',
    plant: (bindings) =>
      withStoreOf(bindings, 'job', (store) =>
        committing(store, (writes, usual) => usual(writes.filter((write) => !isOf(write, 'submission')))),
      ),
  },
  {
    name: 'an erasure passes over the deals',
    caughtBy: 'promise 11',
    plant: (bindings) =>
      withStoreOf(bindings, 'job', (store) =>
        committing(store, (writes, usual) => usual(writes.filter((write) => !isOf(write, 'opportunity')))),
      ),
  },
  {
    name: 'qualify does not look at the suppression list',
    caughtBy: 'promise 11',
    plant: (bindings) =>
      withStoreOf(bindings, 'qualify', (store) => ({
        ...store,
        get: async <R extends Ref>(ref: R) => (ref.type === 'suppression' ? undefined : store.get(ref)),
      })),
  },
  {
    name: 'the touches of an erased lead are removed: its deals are credited to nobody when they change',
    caughtBy: 'promise 8',
    plant: (bindings) =>
      withStoreOf(bindings, 'job', (store) =>
        committing(store, (writes, usual) =>
          usual(writes.map((write) => (isOf(write, 'touch') ? removing(write) : write))),
        ),
      ),
  },
  {
    name: 'a rep keeps what they had of a lead that was erased',
    caughtBy: 'workloads',
    plant: (bindings) => ({
      ...bindings,
      startErasure: (ports, id) => {
        const store = committing(ports.store, (writes, usual) =>
          usual(
            writes.map((write) =>
              write.kind === 'replace' && write.entity.type === 'lead' && isErased(write.entity)
                ? { ...write, stored: { ...write.stored, entity: write.entity } }
                : write,
            ),
          ),
        )
        return bindings.startErasure({ ...ports, store }, id)
      },
    }),
  },
]

function isOf(write: Write, type: string): write is Extract<Write, { readonly kind: 'replace' }> {
  return write.kind === 'replace' && write.entity.type === type
}

function removing({ stored }: Extract<Write, { readonly kind: 'replace' }>): Write {
  return { kind: 'remove', stored }
}
