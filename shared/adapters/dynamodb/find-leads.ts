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
  const entries = await ranges(
    table,
    partitionsOf(finder).map((partition) => ({
      partition,
      order: 'descending',
      // The range includes its end, which the page before had already: one more is read.
      limit: limit + 2,
      ...(before === undefined ? {} : { to: before }),
    })),
    index,
  )
  const found = entries
    .filter(({ sort }) => sort !== before)
    .toSorted((one, other) => (one.sort < other.sort ? 1 : -1))
    .slice(0, limit + 1)
  return await pageOf(table, finder, found, limit, writeCursor)
}

async function byName(table: Table, finder: ByName, { cursor, limit }: Page): Promise<LeadPage> {
  const after = cursor === undefined ? undefined : readNameCursor(cursor)
  const wanted = finder.prefixes.filter((prefix) => after === undefined || `${prefix}${lastText}` > after)
  const entries = await ranges(
    table,
    wanted.map((prefix) => ({
      partition: namePartition(finder.by, prefix),
      from: after !== undefined && after > prefix ? after : prefix,
      to: `${prefix}${lastText}`,
      limit: limit + 2,
    })),
    indexes[finder.by],
  )
  const found = entries
    .filter(({ sort }) => sort !== after)
    .toSorted((one, other) => (one.sort < other.sort ? -1 : 1))
    .slice(0, limit + 1)
  return await pageOf(table, finder, found, limit, writeNameCursor)
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
): Promise<readonly Entry[]> {
  const found = await Promise.all(wanted.map((range) => query(table, { ...range, index })))
  return found.flat().map((item) => ({ sort: textOf(item, index.sortKey), item }))
}

/** An index may lag behind, and a band holds lower scores too: what does not fit any more is left out. */
async function pageOf(
  table: Table,
  finder: LeadFinder,
  found: readonly Entry[],
  limit: number,
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
  return end === undefined || found.length <= limit
    ? { leads: inOrder }
    : { leads: inOrder, cursor: cursorAt(end.sort) }
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
