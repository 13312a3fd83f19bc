import { bandOf, scoreBands } from '../../domain/finding.ts'
import { type Lead, stages } from '../../domain/lead.ts'
import type { LeadFinder, LeadPage } from '../../ports/store.ts'
import { readCursor, readNameCursor, writeCursor, writeNameCursor } from '../cursor.ts'
import { isFoundBy } from '../found-leads.ts'
import { batchGet } from './batch.ts'
import type { Table } from './capacity.ts'
import { fromItem, fromKey, type Item, textOf } from './item.ts'
import {
  broughtPartition,
  indexes,
  indexShards,
  lastText,
  leadPartition,
  namePartition,
  standingPartition,
} from './keys.ts'
import { query, type Range } from './query.ts'

/** A page that is wanted. */
interface Page {
  readonly cursor?: string
  readonly limit: number
}

type ByTime = Extract<LeadFinder, { readonly by: 'standing' | 'campaign' }>
type ByName = Extract<LeadFinder, { readonly by: 'company' | 'person' }>

/**
 * Reads a page of the leads that are found by something. What it costs depends on the page: every partition that may
 * hold some of them is asked for as many as the page has.
 * @param table where
 * @param finder by what
 * @param page which page
 * @throws InvalidCursor when the cursor is not one of ours
 */
export function findLeads(table: Table, finder: LeadFinder, page: Page): Promise<LeadPage> {
  return finder.by === 'standing' || finder.by === 'campaign'
    ? newestFirst(table, finder, page)
    : byName(table, finder, page)
}

async function newestFirst(table: Table, finder: ByTime, { cursor, limit }: Page): Promise<LeadPage> {
  const before = cursor === undefined ? undefined : readCursor(cursor)
  const index = indexes[finder.by]
  const partitions = partitionsOf(finder)
  const each = mostOfEach(partitions.length, limit)
  const range = { order: 'descending' as const, limit: each, ...(before === undefined ? {} : { to: before }) }
  const lists = await ranges(
    table,
    partitions.map((partition) => ({ ...range, partition })),
    index,
  )
  // A list that was cut off says nothing of what comes after its end: up to there the page is whole.
  const ends = lists.flatMap((list) => (list.length < each ? [] : [list.at(-1)?.sort ?? '']))
  const whole = ends.reduce((one, other) => (one > other ? one : other), '')
  const found = lists
    .flat()
    .filter(({ sort }) => sort !== before && sort >= whole)
    .toSorted((one, other) => (one.sort < other.sort ? 1 : -1))
  return await pageOf(table, finder, { found, limit, isCut: ends.length > 0 }, writeCursor)
}

/**
 * How many are asked for of each list: what the page needs, and one more to know whether there is more; the range
 * includes its end, which the page before had already. Of many lists fewer each are enough.
 */
function mostOfEach(lists: number, limit: number): number {
  return lists <= indexShards ? limit + 2 : Math.max(4, Math.ceil((limit + 2) / 3))
}

async function byName(table: Table, finder: ByName, { cursor, limit }: Page): Promise<LeadPage> {
  const after = cursor === undefined ? undefined : readNameCursor(cursor)
  const wanted = finder.prefixes.filter((prefix) => after === undefined || `${prefix}${lastText}` > after)
  const lists = await ranges(
    table,
    wanted.map((prefix) => ({
      partition: namePartition(finder.by, prefix),
      from: after !== undefined && after > prefix ? after : prefix,
      to: `${prefix}${lastText}`,
      limit: limit + 2,
    })),
    indexes[finder.by],
  )
  const found = lists
    .flat()
    .filter(({ sort }) => sort !== after)
    .toSorted((one, other) => (one.sort < other.sort ? -1 : 1))
  return await pageOf(table, finder, { found, limit, isCut: false }, writeNameCursor)
}

/** Where a lead stands in an index. */
interface Entry {
  readonly sort: string
  readonly item: Item
}

async function ranges(
  table: Table,
  wanted: readonly Omit<Range, 'index'>[],
  index: NonNullable<Range['index']>,
): Promise<readonly (readonly Entry[])[]> {
  const found = await Promise.all(wanted.map((range) => query(table, { ...range, index })))
  return found.map((list) => list.map((item) => ({ sort: textOf(item, index.sortKey), item })))
}

/** An index may lag behind, and a band holds lower scores too: what does not fit any more is left out. */
async function pageOf(
  table: Table,
  finder: LeadFinder,
  { found, limit, isCut }: { readonly found: readonly Entry[]; readonly limit: number; readonly isCut: boolean },
  cursorAt: (sort: string) => string,
): Promise<LeadPage> {
  const page = found.slice(0, limit)
  const items = await batchGet(
    table,
    page.map(({ item }) => fromKey(item)),
  )
  const leads = new Map(
    items
      .map((item) => fromItem(item).entity)
      .flatMap((lead) => (lead.type === 'lead' ? [[leadPartition(lead.id), lead] as const] : [])),
  )
  const inOrder = page.flatMap(({ item }): readonly Lead[] => {
    const lead = leads.get(fromKey(item).partition)
    return lead !== undefined && isFoundBy(lead, finder) ? [lead] : []
  })
  const end = page.at(-1)
  if (end === undefined || (found.length <= limit && !isCut)) return { leads: inOrder }
  return { leads: inOrder, cursor: cursorAt(end.sort) }
}

function partitionsOf(finder: ByTime): readonly string[] {
  if (finder.by === 'campaign')
    return Array.from({ length: indexShards }, (_, shard) => broughtPartition(finder.campaign, shard))
  const lowest = bandOf(finder.minScore ?? 0)
  const bands = scoreBands.filter((band) => band >= lowest)
  return stages
    .filter((stage) => finder.stage === undefined || stage === finder.stage)
    .flatMap((stage) => bands.map((band) => standingPartition(stage, band)))
}
