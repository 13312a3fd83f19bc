import { placeName } from '../../shared/adapters/commit-rules.ts'
import type { Task } from '../../shared/domain/task.ts'
import { minute } from '../../shared/domain/time.ts'
import type { ItemKey } from '../../shared/ports/store.ts'
import type { World } from './world.ts'

/** The most ticks it may take until everything has come to rest. */
const mostTicks = 600

/** What was seen while everything came to rest without faults. */
export interface Drained {
  readonly ticks: number
  /** Dead letters from the time of faults. */
  readonly deadLetters: number
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
    lateDeadLetters: queues.dead.length,
    stuck: [...first.stuck, ...second.stuck],
    parked: tasks.filter(({ task }) => task.parkedAt !== undefined).map(named),
    left: tasks.filter(({ task }) => task.parkedAt === undefined).map(named),
  }
}

interface Entry {
  readonly key: ItemKey
  readonly task: Task
}

function named({ key, task }: Entry): string {
  return `${task.kind} ${task.id} at ${key.partition}/${key.sort}`
}

async function tickUntilQuiet(world: World): Promise<{ readonly ticks: number; readonly stuck: readonly string[] }> {
  const { scheduler, journal } = world
  const stuck = new Set<string>()
  let seenDue: ReadonlyMap<string, number> = new Map()
  let ticks = 0
  for (; ticks < mostTicks; ticks += 1) {
    const waiting = journal.tasks().filter(({ task }) => task.parkedAt === undefined)
    if (waiting.length === 0) break
    const next = Math.min(...waiting.map(({ task }) => task.dueAt))
    scheduler.jump(Math.max(0, next - scheduler.clock.now()) + world.random.between(0, minute))
    const due = waiting.filter(({ task }) => task.dueAt <= scheduler.clock.now())
    const ticked = world.runTick()
    await scheduler.runOut()
    await ticked
    const standing = new Set(journal.tasks().map(nameOf))
    const seen = new Map(due.filter((entry) => standing.has(nameOf(entry))).map((entry) => [nameOf(entry), (seenDue.get(nameOf(entry)) ?? 0) + 1]))
    for (const [name, times] of seen) if (times >= 2) stuck.add(name)
    seenDue = new Map([...seenDue, ...seen])
  }
  return { ticks, stuck: [...stuck] }
}

function nameOf({ key, task }: Entry): string {
  return `${task.kind} ${task.id} at ${placeName(key).replace('\n', '/')}`
}
