import { placeName } from '../../../shared/adapters/commit-rules.ts'
import { taskOf } from '../../../shared/adapters/dynamodb/index-keys.ts'
import { keyOf } from '../../../shared/adapters/dynamodb/keys.ts'
import type { Entity, EntityOf, EntityType } from '../../../shared/domain/entity.ts'
import type { Task } from '../../../shared/domain/task.ts'
import type { Duration, Instant } from '../../../shared/domain/time.ts'
import type { ItemKey, Write } from '../../../shared/ports/store.ts'

/** An entity that was written, with what stood there before. */
export interface Change {
  readonly key: ItemKey
  readonly before?: Entity
  readonly after?: Entity
}

/** One transaction that took effect. */
export interface Commit {
  /** Counted from 1; every commit and every accepted mail has its own. */
  readonly sequence: number
  readonly by: string
  readonly elapsed: Duration
  readonly at: Instant
  readonly changes: readonly Change[]
}

/** What has been written, in order, and what stands now. */
export interface Journal {
  readonly commits: readonly Commit[]
  /** The next number in the order of everything that took effect. */
  nextSequence(): number
  record(by: string, writes: readonly Write[]): Commit
  /** All entities of a type as they stand now, by place. */
  all<Type extends EntityType>(type: Type): readonly EntityOf<Type>[]
  /** All tasks that stand now. */
  tasks(): readonly { readonly key: ItemKey; readonly task: Task }[]
}

/**
 * Starts a journal.
 * @param time tells how much time has passed and what the clock shows
 */
export function createJournal(time: { elapsed(): Duration; now(): Instant }): Journal {
  const commits: Commit[] = []
  const standing = new Map<string, Entity>()
  let sequence = 0
  const nextSequence = (): number => {
    sequence += 1
    return sequence
  }
  const change = (write: Write): readonly Change[] => {
    if (write.kind === 'count' || write.kind === 'add' || write.kind === 'require') return []
    const after = write.kind === 'remove' ? undefined : write.entity
    const key = keyOf(after ?? (write.kind === 'create' ? write.entity : write.stored.entity))
    const place = placeName(key)
    const before = standing.get(place)
    if (after === undefined) standing.delete(place)
    else standing.set(place, after)
    return [{ key, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }]
  }
  return {
    commits,
    nextSequence,
    record: (by, writes) => {
      const [elapsed, at] = [time.elapsed(), time.now()]
      const commit = { sequence: nextSequence(), by, elapsed, at, changes: writes.flatMap(change) }
      commits.push(commit)
      return commit
    },
    all: (type) => ofType([...standing.values()], type),
    tasks: () =>
      [...standing.values()].flatMap((entity) => {
        const task = taskOf(entity)
        return task === undefined ? [] : [{ key: keyOf(entity), task }]
      }),
  }
}

/**
 * Picks the entities of a type.
 * @param entities any entities
 * @param type the type wanted
 */
export function ofType<Type extends EntityType>(entities: readonly Entity[], type: Type): readonly EntityOf<Type>[] {
  return entities.filter((entity): entity is EntityOf<Type> => entity.type === type)
}
