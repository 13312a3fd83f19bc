import type { TaskKind } from '../../../shared/domain/task.ts'
import type { CommitResult, Store, Stored, Write } from '../../../shared/ports/store.ts'
import type { Bindings } from '../bindings.ts'

/** A mistake somebody might make, put in from outside: by something broken around a port or in place of a stage. */
export interface PlantedBug {
  readonly name: string
  /** The promise whose invariant must notice, such as `promise 2`. */
  readonly caughtBy: string
  /** Puts the mistake into a product; called anew for each run. */
  readonly plant: (bindings: Bindings) => Bindings
}

/** How a store commits. */
export type Committing = Store['commit']

/**
 * Gives a stage another store than the others have.
 * @param bindings the product
 * @param kind whose stage
 * @param wrap makes the store it gets from the store it would get
 */
export function withStoreOf(bindings: Bindings, kind: TaskKind, wrap: (store: Store) => Store): Bindings {
  const work = bindings.tasks[kind]
  const broken: Bindings['tasks'][TaskKind] = (ports, message) => work({ ...ports, store: wrap(ports.store) }, message)
  const { countTogether } = bindings
  return {
    ...bindings,
    tasks: { ...bindings.tasks, [kind]: broken },
    countTogether: (ports, messages) =>
      countTogether(kind === 'report' ? { ...ports, store: wrap(ports.store) } : ports, messages),
  }
}

/**
 * Makes a store that commits in another way.
 * @param store a store
 * @param commit how it commits; gets the usual way
 */
export function committing(
  store: Store,
  commit: (writes: readonly Write[], usual: Committing) => Promise<CommitResult>,
): Store {
  return { ...store, commit: (writes) => commit(writes, store.commit) }
}

/**
 * Makes a store whose `load` shows something else than what is there.
 * @param store a store
 * @param change what it shows
 */
export function showing(store: Store, change: (found: Stored, key: Parameters<Store['load']>[0]) => Stored): Store {
  return {
    ...store,
    load: async (key) => {
      const found = await store.load(key)
      return found === undefined ? undefined : change(found, key)
    },
  }
}

/** Tells a commit in which a mail is claimed. */
export function isClaim(writes: readonly Write[]): boolean {
  return writes.some(
    (write) => write.kind === 'replace' && write.entity.type === 'mail' && write.entity.state.status === 'claimed',
  )
}

/**
 * Gives a write the version that stands now, so that it relies on nothing.
 * @param store where it stands
 * @param write any write
 */
export async function relyingOnNothing(store: Store, write: Write): Promise<Write> {
  if (write.kind !== 'replace' && write.kind !== 'require' && write.kind !== 'remove') return write
  const now = await store.load(store.keyOf(write.stored.entity))
  return now === undefined ? write : { ...write, stored: { ...write.stored, version: now.version } }
}
