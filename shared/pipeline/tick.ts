import type { TaskHolder } from '../domain/entity.ts'
import { driven } from '../domain/task.ts'
import type { TaskQueues } from '../ports/queue.ts'
import type { ItemKey, Store, Stored } from '../ports/store.ts'
import type { Ports } from './ports.ts'
import { drive, type SeenTask } from './relay.ts'

/** What one tick found. */
export interface TickReport {
  readonly driven: number
  readonly parked: number
  /** How long the longest overdue task had been due, in milliseconds. */
  readonly longestOverdue: number
}

/** How many tasks are looked at in one round. */
const roundSize = 100
/** How many rounds one tick makes at the most: it runs again in a minute. */
const mostRounds = 50
/** How many items are claimed at a time. */
const atATime = 10

/**
 * The tick, run every minute: drives every task that is due, each time with a longer wait before the next, and
 * parks what has been driven too often.
 * @param ports store and clock
 * @param queues the task queues
 */
export async function tick(ports: Pick<Ports, 'store' | 'clock'>, queues: TaskQueues): Promise<TickReport> {
  const now = ports.clock.now()
  let report: TickReport = { driven: 0, parked: 0, longestOverdue: 0 }
  for (let round = 0; round < mostRounds; round += 1) {
    const due = await ports.store.listDue(now, roundSize)
    const claims: Claim[] = []
    for (let start = 0; start < due.length; start += atATime) {
      claims.push(
        ...(await Promise.all(due.slice(start, start + atATime).map(({ key }) => claim(ports.store, key, now)))),
      )
    }
    const seen = claims.flatMap((claimed) => (claimed.kind === 'driven' ? [claimed.task] : []))
    await drive(queues, seen)
    report = {
      driven: report.driven + seen.length,
      parked: report.parked + claims.filter(({ kind }) => kind === 'parked').length,
      longestOverdue: Math.max(report.longestOverdue, ...due.map(({ dueAt }) => now - dueAt)),
    }
    if (due.length < roundSize || claims.every(({ kind }) => kind === 'gone')) break
  }
  return report
}

type Claim =
  | { readonly kind: 'driven'; readonly task: SeenTask }
  | { readonly kind: 'parked' }
  /** Done, or claimed by another tick, since the index was read. */
  | { readonly kind: 'gone' }

async function claim(store: Store, key: ItemKey, now: number): Promise<Claim> {
  const stored = await store.load(key)
  if (stored === undefined || !holdsTask(stored)) return { kind: 'gone' }
  const { task } = stored.entity
  if (task === undefined || task.parkedAt !== undefined || task.dueAt > now) return { kind: 'gone' }
  const next = driven(task, now)
  const result = await store.commit([{ kind: 'replace', stored, entity: { ...stored.entity, task: next } }])
  if (result.kind === 'conflict') return { kind: 'gone' }
  return next.parkedAt === undefined ? { kind: 'driven', task: { key, ...next } } : { kind: 'parked' }
}

function holdsTask(stored: Stored): stored is Stored<TaskHolder> {
  return 'task' in stored.entity
}
