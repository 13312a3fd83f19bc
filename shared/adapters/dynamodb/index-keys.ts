import type { Entity } from '../../domain/entity.ts'
import { ownerOf } from '../../domain/lead.ts'
import type { Task } from '../../domain/task.ts'
import { type Instant, toIso } from '../../domain/time.ts'
import type { ItemKey } from '../../ports/store.ts'
import { duePartition, indexes, indexShards, keyOf, leadsPartition, ownerPartition, parked, shardOf } from './keys.ts'

/**
 * Finds the task an entity holds, if it is of a kind that can and has one.
 * @param entity anything stored
 */
export function taskOf(entity: Entity): Task | undefined {
  return 'task' in entity ? entity.task : undefined
}

/**
 * Sorts a task into the due index: by time, ties by place, so that every reader sees one order.
 * @param dueAt when the task is due
 * @param key the item it lives on
 */
export function dueSort(dueAt: Instant, key: ItemKey): string {
  return `${toIso(dueAt)}#${key.partition}#${key.sort}`
}

/**
 * Reads the time back out of a key that `dueSort` made.
 * @param sort a sort key of the due index
 */
export function dueTime(sort: string): Instant {
  return Date.parse(sort.slice(0, sort.indexOf('#')))
}

/**
 * Says in which indexes an entity stands, and where.
 * @param entity anything stored
 * @returns the attributes of every index it is in, and no others: the indexes are sparse
 */
export function indexKeysOf(entity: Entity): Readonly<Record<string, string>> {
  return { ...dueKeysOf(entity), ...leadKeysOf(entity) }
}

function dueKeysOf(entity: Entity): Readonly<Record<string, string>> {
  const task = taskOf(entity)
  if (task === undefined) return {}
  const key = keyOf(entity)
  return {
    [indexes.due.partitionKey]:
      task.parkedAt === undefined ? duePartition(shardOf(key.partition, indexShards)) : parked,
    [indexes.due.sortKey]: dueSort(task.dueAt, key),
  }
}

function leadKeysOf(entity: Entity): Readonly<Record<string, string>> {
  // A lead that was merged into another is in no list: the other is.
  if (entity.type !== 'lead' || entity.merged !== undefined) return {}
  const owner = ownerOf(entity)
  return {
    [indexes.leads.partitionKey]: leadsPartition(shardOf(entity.id, indexShards)),
    [indexes.leads.sortKey]: entity.id,
    ...(owner === undefined
      ? {}
      : { [indexes.owner.partitionKey]: ownerPartition(owner), [indexes.owner.sortKey]: entity.id }),
  }
}
