import type { Entity } from '../../../shared/domain/entity.ts'
import type { Write } from '../../../shared/ports/store.ts'
import { committing, type PlantedBug, showing, withStoreOf } from './bug.ts'

/** Mistakes in how tasks are driven. */
export const taskBugs: readonly PlantedBug[] = [
  {
    name: 'the tick overlooks submissions, so that a lost message is never made good',
    caughtBy: 'promise 12',
    plant: (bindings) => ({
      ...bindings,
      tick: (ports, queues) => {
        const listDue = async (...[until, limit]: Parameters<typeof ports.store.listDue>) =>
          (await ports.store.listDue(until, limit)).filter(({ kind }) => kind !== 'qualify')
        return bindings.tick({ ...ports, store: { ...ports.store, listDue } }, queues)
      },
    }),
  },
  {
    name: 'the tick takes every task for claimed by another, and drives nothing',
    caughtBy: 'promise 12',
    plant: (bindings) => ({
      ...bindings,
      tick: (ports, queues) =>
        bindings.tick(
          { ...ports, store: committing(ports.store, async () => ({ kind: 'conflict', write: nothing })) },
          queues,
        ),
    }),
  },
  {
    name: 'a message of an earlier deadline is taken for the current one',
    caughtBy: 'promise 6',
    plant: (bindings) => {
      const work = bindings.tasks.sla
      const taken: typeof work = (ports, message) => {
        const store = showing(ports.store, (found) => {
          const { entity } = found
          if (entity.type !== 'assignment' || entity.task === undefined) return found
          return { ...found, entity: { ...entity, task: { ...entity.task, id: message.taskId } } }
        })
        return work({ ...ports, store }, message)
      }
      return { ...bindings, tasks: { ...bindings.tasks, sla: taken } }
    },
  },
  {
    name: 'imported history takes the route task off a hot lead that waits for its rep',
    caughtBy: 'promise 6',
    plant: (bindings) =>
      withStoreOf(bindings, 'qualify', (store) =>
        committing(store, (writes, usual) => {
          const ofHistory = writes.some((write) => write.kind === 'replace' && isHistoryRow(write.entity))
          return usual(ofHistory ? writes.map(withoutRouteTask) : writes)
        }),
      ),
  },
  {
    name: 'a rep who leaves keeps the leads they are working',
    caughtBy: 'promise 12',
    plant: (bindings) =>
      withStoreOf(bindings, 'job', (store) => ({
        ...store,
        listLeads: async (filter) => {
          const page = await store.listLeads(filter)
          return { ...page, leads: page.leads.filter(({ state }) => state.stage !== 'working') }
        },
      })),
  },
  {
    name: 'a version that came while leads were being scored does not stop the one before',
    caughtBy: 'promise 12',
    plant: (bindings) =>
      withStoreOf(bindings, 'job', (store) => ({
        ...store,
        commit: async (writes) => {
          const stops = writes.some((write) => write.kind === 'replace' && isStoppedJob(write.entity))
          return stops ? { kind: 'conflict', write: nothing } : store.commit(writes)
        },
      })),
  },
  {
    name: 'a lead that is handed on gets no route task',
    caughtBy: 'promise 6',
    plant: (bindings) =>
      withStoreOf(bindings, 'sla', (store) =>
        committing(store, (writes, usual) => usual(writes.map(withoutRouteTask))),
      ),
  },
]

function withoutRouteTask(write: Write): Write {
  if (write.kind !== 'replace' || write.entity.type !== 'lead') return write
  const { task: _forgotten, ...entity } = write.entity
  return { ...write, entity }
}

function isStoppedJob(entity: Entity): boolean {
  return entity.type === 'job' && entity.state.status === 'stopped'
}

function isHistoryRow(entity: Entity): boolean {
  return entity.type === 'submission' && entity.mode === 'history'
}

const nothing = { kind: 'count', tally: { campaign: '', day: '', shard: 0 }, add: {} } as const
