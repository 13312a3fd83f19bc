import { placeName } from '../../../shared/adapters/commit-rules.ts'
import { moveTo } from '../../../shared/domain/lead.ts'
import { readOffer } from '../../../shared/pipeline/respond.ts'
import type { Ref, Store, Stored, Write } from '../../../shared/ports/store.ts'
import { committing, type PlantedBug, relyingOnNothing, withStoreOf } from './bug.ts'

/** Mistakes in how leads change hands and deals are credited. */
export const salesBugs: readonly PlantedBug[] = [
  {
    name: 'the rotation is read from a cache, and written without looking',
    caughtBy: 'promise 5',
    plant: (bindings) => {
      const cache = new Map<string, Stored>()
      return withStoreOf(bindings, 'route', (store) =>
        committing(cached(store, cache), async (writes, usual) =>
          usual(await Promise.all(writes.map((write) => (isRotation(write) ? relyingOnNothing(store, write) : write)))),
        ),
      )
    },
  },
  {
    name: 'a lead that leaves a rep is not taken off their plate',
    caughtBy: 'workloads',
    plant: (bindings) => ({
      ...bindings,
      rawStore: (store) =>
        committing(bindings.rawStore(store), (writes, usual) =>
          usual(writes.filter((write) => write.kind !== 'replace' || write.entity.type !== 'workload')),
        ),
    }),
  },
  {
    name: 'what a lead adds to the reports is added without taking off what it added before',
    caughtBy: 'reports',
    plant: (bindings) =>
      withStoreOf(bindings, 'report', (store) => ({
        ...store,
        load: async (key) => {
          const found = await store.load(key)
          return found?.entity.type === 'reportEntry' ? { ...found, entity: { ...found.entity, counted: {} } } : found
        },
      })),
  },
  {
    name: 'an offer is accepted without a look at its state',
    caughtBy: 'promise 4',
    plant: (bindings) => ({
      ...bindings,
      respond: async (ports, id, answer) => {
        const offer = await readOffer(ports.store, id)
        if (offer === undefined || answer.kind !== 'accept') return bindings.respond(ports, id, answer)
        const now = ports.clock.now()
        const { task: _timer, ...open } = offer.assignment.entity
        const assignment = { ...open, state: { status: 'accepted', at: now } } as const
        const lead = moveTo(offer.lead.entity, { stage: 'working', owner: open.rep, assignment: open.id }, now)
        await ports.store.commit([
          { kind: 'replace', stored: offer.assignment, entity: assignment },
          { kind: 'replace', stored: offer.lead, entity: lead },
        ])
        return { kind: 'done', assignment, lead }
      },
    }),
  },
  {
    name: 'a conflict is taken for success when a rep answers',
    caughtBy: 'promise 4',
    plant: ({ respond, ...bindings }) => ({
      ...bindings,
      respond: (ports, id, answer) => {
        const store = committing(ports.store, async (writes, usual) => {
          await usual(writes)
          return { kind: 'committed' }
        })
        return respond({ ...ports, store }, id, answer)
      },
    }),
  },
  {
    name: 'credits are settled without what stands in the ledger',
    caughtBy: 'promise 8',
    plant: (bindings) =>
      withStoreOf(bindings, 'attribute', (store) => ({
        ...store,
        get: async <R extends Ref>(ref: R) => (ref.type === 'credit' ? undefined : store.get(ref)),
      })),
  },
  {
    name: 'a deal is not credited anew when a touch comes late',
    caughtBy: 'promise 8',
    plant: (bindings) => ({
      ...bindings,
      rawStore: (store) =>
        committing(bindings.rawStore(store), (writes, usual) => {
          const records = writes.some((write) => write.kind === 'create' && write.entity.type === 'touch')
          return usual(records ? writes.filter((write) => !isOnlyRecredited(write)) : writes)
        }),
    }),
  },
  {
    name: 'a refund is not taken off what campaigns earned',
    caughtBy: 'promise 8',
    plant: (bindings) => ({
      ...bindings,
      refundOpportunity: (ports, id, refund) => {
        const store = committing(ports.store, (writes, usual) => usual(writes.map(withoutAttributeTask)))
        return bindings.refundOpportunity({ ...ports, store }, id, refund)
      },
    }),
  },
  {
    name: 'counters are added to outside the transaction, and again at each try',
    caughtBy: 'promise 8',
    plant: (bindings) =>
      withStoreOf(bindings, 'qualify', (store) =>
        committing(store, async (writes, usual) => {
          await usual(writes.filter(({ kind }) => kind === 'count'))
          return usual(writes.filter(({ kind }) => kind !== 'count'))
        }),
      ),
  },
]

function isOnlyRecredited(write: Write): boolean {
  return write.kind === 'replace' && write.entity.type === 'opportunity'
}

function withoutAttributeTask(write: Write): Write {
  if (write.kind !== 'replace' || write.entity.type !== 'opportunity') return write
  const { task: _never, ...entity } = write.entity
  return { ...write, entity }
}

function isRotation(write: Parameters<Store['commit']>[0][number]): boolean {
  return write.kind === 'replace' && write.entity.type === 'rotation'
}

/** A store that reads each rotation at most every third time, and shows what it read before. */
function cached(store: Store, cache: Map<string, Stored>): Store {
  let reads = 0
  const older = <Found extends Stored>(found: Found): Found => {
    reads += 1
    const place = placeName(store.keyOf(found.entity))
    const before = cache.get(place)
    cache.set(place, found)
    return before === undefined || reads % 3 === 0 ? found : { ...found, entity: before.entity }
  }
  return {
    ...store,
    get: async <R extends Ref>(ref: R) => {
      const found = await store.get(ref)
      return ref.type !== 'rotation' || found === undefined ? found : older(found)
    },
  }
}
