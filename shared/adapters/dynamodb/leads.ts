import type { RepId } from '../../domain/ids.ts'
import { type Lead, ownerOf } from '../../domain/lead.ts'
import type { ItemKey, LeadPage } from '../../ports/store.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { batchGet } from './batch.ts'
import type { Table } from './capacity.ts'
import { fromItem, fromKey, textOf } from './item.ts'
import { indexes, indexShards, leadsPartition, ownerPartition } from './keys.ts'
import { query, queryCount } from './query.ts'

/** What page of which leads is wanted. */
export interface LeadFilter {
  readonly owner?: RepId
  readonly cursor?: string
  readonly limit: number
}

/** Where a lead stands in a list: its id sorts by the time it was made. */
interface Entry {
  readonly id: string
  readonly key: ItemKey
}

/**
 * Reads a page of leads, newest first, from the shards of the list or from an owner's.
 * @param table where
 * @param filter which page
 * @throws InvalidCursor when the cursor is not one of ours
 */
export async function listLeads(table: Table, filter: LeadFilter): Promise<LeadPage> {
  const { owner, cursor, limit } = filter
  const found = await entriesBefore(table, owner, cursor === undefined ? undefined : readCursor(cursor), limit + 1)
  const page = found.slice(0, limit)
  const leads = await readLeads(table, page, owner)
  const end = page.at(-1)
  return end === undefined || found.length <= limit ? { leads } : { leads, cursor: writeCursor(end.id) }
}

/**
 * Counts leads in the index, without reading them.
 * @param table where
 * @param owner whose; everybody's when absent
 */
export async function countLeads(table: Table, owner: RepId | undefined): Promise<number> {
  const index = owner === undefined ? indexes.leads : indexes.owner
  const counts = await Promise.all(partitionsOf(owner).map((partition) => queryCount(table, { index, partition })))
  return counts.reduce((sum, count) => sum + count, 0)
}

async function entriesBefore(
  table: Table,
  owner: RepId | undefined,
  before: string | undefined,
  limit: number,
): Promise<readonly Entry[]> {
  const index = owner === undefined ? indexes.leads : indexes.owner
  // The range includes its end, which the page before had already: one more is read.
  const range = {
    index,
    order: 'descending' as const,
    limit: limit + 1,
    ...(before === undefined ? {} : { to: before }),
  }
  const found = await Promise.all(partitionsOf(owner).map((partition) => query(table, { ...range, partition })))
  return found
    .flat()
    .map((item) => ({ id: textOf(item, index.sortKey), key: fromKey(item) }))
    .filter(({ id }) => id !== before)
    .sort(newestFirst)
    .slice(0, limit)
}

function partitionsOf(owner: RepId | undefined): readonly string[] {
  if (owner !== undefined) return [ownerPartition(owner)]
  return Array.from({ length: indexShards }, (_, shard) => leadsPartition(shard))
}

/** An index may lag behind: a lead that changed hands since, or was merged into another, is left out. */
async function readLeads(table: Table, page: readonly Entry[], owner: RepId | undefined): Promise<readonly Lead[]> {
  const items = await batchGet(
    table,
    page.map(({ key }) => key),
  )
  return items
    .map((item) => fromItem(item).entity)
    .filter((entity) => entity.type === 'lead')
    .filter((lead) => lead.merged === undefined && (owner === undefined || ownerOf(lead) === owner))
    .sort(newestFirst)
}

function newestFirst(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? 1 : -1
}
