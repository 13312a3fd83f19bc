import type { Outcome } from '../../shared/domain/opportunity.ts'
import type { Task } from '../../shared/domain/task.ts'
import { minute } from '../../shared/domain/time.ts'
import { identityDigest } from '../../shared/pipeline/digest.ts'
import type { ItemKey } from '../../shared/ports/store.ts'
import type { Journal } from './core/journal.ts'
import type { World } from './world.ts'

/** The most ticks it may take until everything has come to rest. */
const mostTicks = 600

/** What was seen while everything came to rest without faults. */
export interface Drained {
  readonly ticks: number
  /** Dead letters from the time of faults. */
  readonly deadLetters: number
  /** Tasks that were parked in the time of faults. */
  readonly parkedBefore: readonly string[]
  /** Dead letters although nothing went wrong any more. */
  readonly lateDeadLetters: number
  /** Tasks that were still there two ticks after they were due although nothing went wrong any more. */
  readonly stuck: readonly string[]
  /** Tasks parked at the end, after the operator had them driven again. */
  readonly parked: readonly string[]
  /** Tasks that are neither done nor parked at the end. */
  readonly left: readonly string[]
}

/**
 * Lets everything come to rest: no faults, nobody does anything new, the clock moves on from due task to due task,
 * with ticks. Once it is quiet the operator drives again what was parked and puts the dead letters back.
 * @param world after its run
 */
export async function drain(world: World): Promise<Drained> {
  const { faults, scheduler, queues, readers, bindings } = world
  faults.stop()
  readers.splice(0)
  await scheduler.runOut()
  const deadLetters = queues.dead.length
  const parkedBefore = world.journal.tasks().filter(isParked).map(named)
  queues.redrive()
  const first = await tickUntilQuiet(world)
  const redriven = world.request('redrive', (ports) => bindings.redriveParked(ports))
  await scheduler.runOut()
  await redriven
  const second = await tickUntilQuiet(world)
  const tasks = world.journal.tasks()
  return {
    ticks: first.ticks + second.ticks,
    deadLetters,
    parkedBefore,
    lateDeadLetters: queues.dead.length,
    stuck: [...first.stuck, ...second.stuck],
    parked: tasks.filter(isParked).map(named),
    left: tasks.filter((entry) => !isParked(entry)).map(named),
  }
}

/**
 * Finds the tasks of deals whose leads have not come yet: they wait, and are parked after a while.
 * @param journal of the run
 * @returns their ids
 */
export function waitingForLeads(journal: Journal): ReadonlySet<string> {
  const known = new Set(journal.all('identity').map(({ kind, digest }) => `${kind} ${digest}`))
  const isKnown = ({ externalLeadId = '', emailDigest = '' }: Outcome['deal']): boolean =>
    known.has(`externalId ${identityDigest('externalId', externalLeadId)}`) || known.has(`email ${emailDigest}`)
  const waiting = journal.all('outcome').filter(({ deal }) => !isKnown(deal))
  return new Set(waiting.flatMap(({ task }) => (task === undefined ? [] : [task.id])))
}

interface Entry {
  readonly key: ItemKey
  readonly task: Task
}

function isParked({ task }: Entry): boolean {
  return task.parkedAt !== undefined
}

function named({ key, task }: Entry): string {
  return `${task.kind} ${task.id} at ${key.partition}/${key.sort}`
}

async function tickUntilQuiet(world: World): Promise<{ readonly ticks: number; readonly stuck: readonly string[] }> {
  const { scheduler, journal } = world
  const stuck = new Set<string>()
  const survivors = new Set<string>()
  let ticks = 0
  for (; ticks < mostTicks; ticks += 1) {
    const waiting = journal.tasks().filter((entry) => !isParked(entry))
    if (waiting.length === 0) break
    const next = Math.min(...waiting.map(({ task }) => task.dueAt))
    scheduler.jump(Math.max(0, next - scheduler.clock.now()) + world.random.between(0, minute))
    const due = waiting.filter(({ task }) => task.dueAt <= scheduler.clock.now())
    const ticked = world.runTick()
    await scheduler.runOut()
    await ticked
    const leadless = waitingForLeads(journal)
    const standing = new Set(
      journal
        .tasks()
        .filter(({ task }) => !leadless.has(task.id))
        .map(named),
    )
    for (const name of due.map(named).filter((one) => standing.has(one))) {
      if (survivors.has(name)) stuck.add(name)
      survivors.add(name)
    }
  }
  return { ticks, stuck: [...stuck] }
}
