import type { Store, Write } from '../ports/store.ts'
import { Contended } from './task-work.ts'
import { withWorkloads } from './workloads.ts'

/** How often a request is decided anew when what it read was changed meanwhile. */
const maximumConflicts = 20

/**
 * Decides on fresh reads and commits; when something it relied on was changed meanwhile, decides again.
 * For requests; tasks go through `doTask`.
 * @param store where it is written
 * @param decide reads, and says what to answer and what to write; nothing to write is fine
 * @returns the answer that belongs to what was written
 * @throws Contended when others kept changing it
 */
export async function commitFresh<Result>(
  store: Store,
  decide: () => Promise<{ readonly result: Result; readonly writes: readonly Write[] }>,
): Promise<Result> {
  for (let conflicts = 0; conflicts < maximumConflicts; conflicts += 1) {
    const { result, writes } = await decide()
    if (writes.length === 0) return result
    if ((await store.commit(await withWorkloads(store, writes))).kind === 'committed') return result
  }
  throw new Contended(`A request was tried ${maximumConflicts} times against concurrent changes`)
}
