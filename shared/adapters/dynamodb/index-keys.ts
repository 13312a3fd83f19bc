import type { Entity } from '../../domain/entity.ts'
import { bandOf, companyText, personText } from '../../domain/finding.ts'
import type { LeadId } from '../../domain/ids.ts'
import { type Lead, ownerOf } from '../../domain/lead.ts'
import type { Task } from '../../domain/task.ts'
import { type Instant, toIso } from '../../domain/time.ts'
import type { ItemKey } from '../../ports/store.ts'
import {
  broughtPartition,
  duePartition,
  indexes,
  indexShards,
  keyOf,
  leadsPartition,
  namePartition,
  ownerPartition,
  parked,
  shardOf,
  standingPartition,
} from './keys.ts'

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
    [indexes.standing.partitionKey]: standingPartition(entity.state.stage, bandOf(entity.score.value)),
    [indexes.campaign.partitionKey]: broughtPartition(entity.firstCampaign, shardOf(entity.id, indexShards)),
    ...nameKeysOf(entity, 'company'),
    ...nameKeysOf(entity, 'person'),
  }
}

function nameKeysOf(lead: Lead, by: 'company' | 'person'): Readonly<Record<string, string>> {
  const text = by === 'company' ? companyText(lead) : personText(lead)
  if (text === undefined) return {}
  return { [indexes[by].partitionKey]: namePartition(by, text), [indexes[by].sortKey]: nameSort(text, lead.id) }
}

/**
 * Sorts a lead among those whose names begin alike: a tab sorts before a space, so that the shorter name comes first.
 * @param text its folded name, or its company's
 * @param id the lead's
 */
export function nameSort(text: string, id: LeadId): string {
  return `${text}\t${id}`
}
