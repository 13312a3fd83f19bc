import { createMemoryStore, type MemoryStore, type Snapshot } from '../../shared/adapters/memory/store.ts'
import { minute } from '../../shared/domain/time.ts'
import type { Store } from '../../shared/ports/store.ts'
import { type Bindings, product } from './bindings.ts'
import { planClients } from './clients/plan.ts'
import { createRandom } from './core/random.ts'
import { type Drained, drain } from './drain.ts'
import { checkAll, type Violation } from './invariants/index.ts'
import { setUpWorkspace } from './workspace.ts'
import { createWorld, start, type World } from './world.ts'

/** A store to run on, whose content can be looked at afterwards. */
export interface Ground {
  readonly store: Store
  snapshot(): Promise<Snapshot>
}

/** What came of a run. */
export interface Outcome {
  readonly seed: number
  readonly world: World
  readonly drained: Drained
  readonly violations: readonly Violation[]
  /** Tells whether two runs were the same. */
  readonly digest: string
}

/** Makes a store in memory. */
export function memoryGround(): Ground {
  const store: MemoryStore = createMemoryStore()
  return { store, snapshot: async () => store.snapshot() }
}

/**
 * Runs one simulation: sets a workspace up, lets everything happen under faults, lets it come to rest without
 * them, and checks what must hold.
 * @param seed decides everything
 * @param bindings the product, or a product with a bug planted
 * @param ground the store
 */
export async function runSeed(
  seed: number,
  bindings: Bindings = product,
  ground: Ground = memoryGround(),
): Promise<Outcome> {
  const random = createRandom(seed)
  await setUpWorkspace({ store: ground.store, clock: { now: () => start } })
  const world = createWorld(random, ground.store, bindings)
  world.journal.record(
    'set-up',
    (await ground.store.listRoster()).map(({ entity }) => ({ kind: 'create', entity })),
  )
  const end = planClients(world)
  startTicks(world, end)
  await world.scheduler.runUntil(end)
  const drained = await drain(world)
  const content = await ground.snapshot()
  const violations = checkAll({ world, drained, content })
  return { seed, world, drained, violations, digest: world.trace.digest() }
}

/** The schedule runs the tick every minute; sometimes it misses one, or runs two. */
function startTicks(world: World, end: number): void {
  const { scheduler, faults } = world
  const run = (): void => {
    if (scheduler.elapsed() + minute < end) scheduler.after(minute, run)
    if (faults.strikes('tickMissed')) return
    void world.runTick()
    if (faults.strikes('tickDoubled')) void world.runTick()
  }
  scheduler.after(minute, run)
}
