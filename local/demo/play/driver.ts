import { placeName } from '../../../shared/adapters/commit-rules.ts'
import { taskOf } from '../../../shared/adapters/dynamodb/index-keys.ts'
import { keyOf } from '../../../shared/adapters/dynamodb/keys.ts'
import type { Entity } from '../../../shared/domain/entity.ts'
import type { Task } from '../../../shared/domain/task.ts'
import { type Instant, minute } from '../../../shared/domain/time.ts'
import { type StagePorts, stages } from '../../../shared/pipeline/stages.ts'
import type { ItemKey, Store } from '../../../shared/ports/store.ts'
import type { Random } from '../story/random.ts'
import type { Agenda } from './agenda.ts'

/** Does what the stream, the relay, the queues and the tick do: has each task's stage run when it is due. */
export interface Driver {
  /** Takes in that something was written. */
  see(entity: Entity): void
  /** Does what was left for the end. */
  finish(): Promise<void>
}

/** How long a task that is due now takes through stream, relay and queue, in milliseconds. */
const leastTravel = 40
const mostTravel = 450

/**
 * Makes a driver. Its stages are the product's own; only what carries a task to them is played.
 * @param agenda when things happen
 * @param random how long tasks travel
 * @param ports what the stages get; asked for when the first of them runs
 */
export function createDriver(agenda: Agenda, random: Random, ports: () => StagePorts): Driver {
  const waiting = new Map<string, string>()
  const leftForTheEnd = new Map<string, () => Promise<void>>()
  const run = async (key: ItemKey, place: string, seen: string): Promise<void> => {
    if (waiting.get(place) !== seen) return
    waiting.delete(place)
    const task = await taskAt(ports().store, key)
    if (task === undefined || markOf(task) !== seen) return
    await stages[task.kind](ports(), { kind: task.kind, taskId: task.id, ...key })
  }
  return {
    see: (entity) => {
      const task = taskOf(entity)
      if (task === undefined || task.parkedAt !== undefined) return
      const key = keyOf(entity)
      const place = placeName(key)
      const seen = markOf(task)
      if (waiting.get(place) === seen) return
      waiting.set(place, seen)
      // What a lead adds to the reports is worked out from all that is known of it: once, at the end, does.
      if (task.kind === 'report') leftForTheEnd.set(place, () => run(key, place, seen))
      else agenda.plan(drivenAt(task, agenda.now(), random), () => run(key, place, seen))
    },
    finish: async () => {
      const left = [...leftForTheEnd.values()]
      leftForTheEnd.clear()
      for (const work of left) await work()
    },
  }
}

/** A task that waits is driven by the first tick after its time, and ticks come every minute. */
function drivenAt({ immediate, dueAt }: Task, now: Instant, random: Random): Instant {
  const travel = random.between(leastTravel, mostTravel)
  return immediate ? now + travel : Math.ceil(Math.max(dueAt, now) / minute) * minute + travel
}

function markOf({ id, dueAt }: Task): string {
  return `${id}@${dueAt}`
}

async function taskAt(store: Store, key: ItemKey): Promise<Task | undefined> {
  const stored = await store.load(key)
  return stored === undefined ? undefined : taskOf(stored.entity)
}
