import type { Store, Write } from '../../../shared/ports/store.ts'
import { committing, type PlantedBug, relyingOnNothing, withStoreOf } from './bug.ts'

/** Mistakes in how things are written. */
export const storageBugs: readonly PlantedBug[] = [
  {
    name: 'creating overwrites what is there: the condition was dropped',
    caughtBy: 'promise 2',
    plant: (bindings) => ({
      ...bindings,
      rawStore: (store) =>
        committing(store, async (writes, usual) =>
          usual(await Promise.all(writes.map((write) => overwriting(store, write)))),
        ),
    }),
  },
  {
    name: 'the version check is ignored: the last writer wins',
    caughtBy: 'promise 4',
    plant: (bindings) => ({
      ...bindings,
      rawStore: (store) =>
        committing(store, async (writes, usual) =>
          usual(await Promise.all(writes.map((write) => relyingOnNothing(store, write)))),
        ),
    }),
  },
  {
    name: 'each delivery of a submission gets a key of its own: the dedupe is skipped',
    caughtBy: 'promise 2',
    plant: (bindings) => {
      const keyless = (store: Store): Store => committing(store, (writes, usual) => usual(writes.map(withOwnKey)))
      const { submitForm, recordCall, receiveLead, importLeads } = bindings
      return {
        ...bindings,
        submitForm: (ports, post) => submitForm({ ...ports, store: keyless(ports.store) }, post),
        recordCall: (ports, record) => recordCall({ ...ports, store: keyless(ports.store) }, record),
        receiveLead: (ports, source, lead) => receiveLead({ ...ports, store: keyless(ports.store) }, source, lead),
        importLeads: (ports, batch) => importLeads({ ...ports, store: keyless(ports.store) }, batch),
      }
    },
  },
  {
    name: 'the submission is completed first and its effects are written after: the order was swapped',
    caughtBy: 'promise 1',
    plant: (bindings) =>
      withStoreOf(bindings, 'qualify', (store) =>
        committing(store, async ([holder, ...effects], usual) => {
          const completed = holder === undefined ? ({ kind: 'committed' } as const) : await usual([holder])
          return completed.kind === 'conflict' ? completed : usual(effects)
        }),
      ),
  },
  {
    name: 'a new lead is written without its identities',
    caughtBy: 'promise 3',
    plant: (bindings) =>
      withStoreOf(bindings, 'qualify', (store) =>
        committing(store, (writes, usual) =>
          usual(writes.filter((write) => !(write.kind === 'create' && write.entity.type === 'identity'))),
        ),
      ),
  },
]

async function overwriting(store: Store, write: Write): Promise<Write> {
  if (write.kind !== 'create') return write
  const stored = await store.load(store.keyOf(write.entity))
  return stored === undefined ? write : { kind: 'replace', stored, entity: write.entity }
}

function withOwnKey(write: Write): Write {
  if (write.kind !== 'create' || write.entity.type !== 'submission') return write
  return { kind: 'create', entity: { ...write.entity, key: write.entity.id } }
}
