import type { TaskHolder } from '../domain/entity.ts'
import { bulkLease, type TaskKind, taskKinds } from '../domain/task.ts'
import type { ItemKey, Store, Stored, TaskEntry } from '../ports/store.ts'
import type { Ports } from './ports.ts'
import { countClocks, type RunningClocks } from './running-clocks.ts'

/** How many tasks are counted at the most. */
const mostCounted = 20_000

/** What is to be done now, and what waits for the operator. */
export interface TaskOverview {
  /** Tasks that are due, or are being done, by kind. At most 20,000 in all are counted. */
  readonly due: readonly { readonly kind: TaskKind; readonly count: number }[]
  /** True when there are more due than were counted. */
  readonly more: boolean
  readonly parked: readonly TaskEntry[]
  readonly clocks: RunningClocks
}

/**
 * Counts the tasks that are due or being done and the SLA clocks that run, and lists the tasks that are parked.
 * @param ports store and clock
 */
export async function overviewTasks(ports: Pick<Ports, 'store' | 'clock'>): Promise<TaskOverview> {
  const [due, parked, clocks] = await Promise.all([
    ports.store.listDue(ports.clock.now() + bulkLease, mostCounted),
    ports.store.listParked(100),
    countClocks(ports),
  ])
  const byKind = taskKinds.map((kind) => ({ kind, count: due.filter((entry) => entry.kind === kind).length }))
  return { due: byKind, more: due.length === mostCounted, parked, clocks }
}

/**
 * Takes parked tasks back to work: the next tick drives them.
 * @param ports store and clock
 * @returns how many
 */
export async function redriveParked(ports: Pick<Ports, 'store' | 'clock'>): Promise<number> {
  const parked = await ports.store.listParked(100)
  const done = await Promise.all(parked.map(({ key }) => redrive(ports.store, key, ports.clock.now())))
  return done.filter((was) => was).length
}

async function redrive(store: Store, key: ItemKey, now: number): Promise<boolean> {
  const stored = await store.load(key)
  if (stored === undefined || !holdsParked(stored)) return false
  const { parkedAt: _parked, ...task } = stored.entity.task
  const again = { ...task, attempts: 0, dueAt: now }
  const result = await store.commit([{ kind: 'replace', stored, entity: { ...stored.entity, task: again } }])
  return result.kind === 'committed'
}

type ParkedHolder = TaskHolder & { readonly task: NonNullable<TaskHolder['task']> }

function holdsParked(stored: Stored): stored is Stored<ParkedHolder> {
  return 'task' in stored.entity && stored.entity.task?.parkedAt !== undefined
}
