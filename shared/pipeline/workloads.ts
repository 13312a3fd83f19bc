import type { RepId } from '../domain/ids.ts'
import type { Workload } from '../domain/roster.ts'
import { emptyWorkload, holderOf } from '../domain/workload.ts'
import type { Store, Stored, Write } from '../ports/store.ts'

/**
 * Adds to a commit what it does to the reps' plates: a lead that comes to a rep or leaves them is counted in the same
 * transaction, whoever moves it. Every use case's writes go through here, so that none can forget it.
 * @param store where workloads are read
 * @param writes what is to be committed; a workload among them is counted on
 */
export async function withWorkloads(store: Store, writes: readonly Write[]): Promise<readonly Write[]> {
  const changes = [...openChanges(writes)].filter(([, change]) => change !== 0)
  if (changes.length === 0) return writes
  const found = await Promise.all(
    changes.map(([rep]) => (writtenFor(writes, rep) === undefined ? store.get({ type: 'workload', rep }) : undefined)),
  )
  const counted = changes.map(([rep, change], index): Write => {
    const written = writtenFor(writes, rep)
    if (written !== undefined) return { ...written, entity: withOpen(written.entity, change) }
    return workloadWrite(found[index], withOpen(found[index]?.entity ?? emptyWorkload(rep), change))
  })
  return [...writes.filter((write) => !changes.some(([rep]) => writtenFor([write], rep) !== undefined)), ...counted]
}

/**
 * Writes what a rep has on their plate.
 * @param stored as read; absent when they never had anything
 * @param entity as it is now
 */
export function workloadWrite(stored: Stored<Workload> | undefined, entity: Workload): WorkloadWrite {
  return stored === undefined ? { kind: 'create', entity } : { kind: 'replace', stored, entity }
}

/** A write of a workload. */
export type WorkloadWrite = Extract<Write, { readonly kind: 'create' | 'replace' }> & { readonly entity: Workload }

/** How many more, or fewer, leads each rep has after the writes. */
function openChanges(writes: readonly Write[]): ReadonlyMap<RepId, number> {
  const changes = new Map<RepId, number>()
  const add = (rep: RepId | undefined, change: number): void => {
    if (rep !== undefined) changes.set(rep, (changes.get(rep) ?? 0) + change)
  }
  for (const write of writes) {
    if (write.kind === 'replace' && write.stored.entity.type === 'lead') add(holderOf(write.stored.entity), -1)
    if ((write.kind === 'create' || write.kind === 'replace') && write.entity.type === 'lead')
      add(holderOf(write.entity), 1)
  }
  return changes
}

function writtenFor(writes: readonly Write[], rep: RepId): WorkloadWrite | undefined {
  for (const write of writes) {
    if (write.kind !== 'create' && write.kind !== 'replace') continue
    const { entity } = write
    if (entity.type === 'workload' && entity.rep === rep) return { ...write, entity }
  }
  return undefined
}

function withOpen(workload: Workload, change: number): Workload {
  return { ...workload, open: Math.max(0, workload.open + change) }
}
