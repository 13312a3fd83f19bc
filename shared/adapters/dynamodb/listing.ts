import type { Tally, TallyGrain } from '../../domain/campaign.ts'
import type { EntityOf, EntityType } from '../../domain/entity.ts'
import type { CampaignId } from '../../domain/ids.ts'
import type { Counters } from '../../domain/report-entry.ts'
import { toIso } from '../../domain/time.ts'
import { type CreditRange, isStored, type Store, type Stored, type TaskEntry } from '../../ports/store.ts'
import { isLeadRecord } from '../lead-records.ts'
import type { Table } from './capacity.ts'
import { fromCounterItem, fromTallyItem } from './counter-item.ts'
import { findLeads } from './find-leads.ts'
import { dueTime } from './index-keys.ts'
import { fromItem, fromKey, textOf } from './item.ts'
import {
  campaignPartition,
  campaigns,
  counterPartition,
  creditSort,
  duePartition,
  indexes,
  indexShards,
  jobs,
  kindAt,
  last,
  leadPartition,
  parked,
  roster,
  tallyPrefix,
  teams,
  workloads,
} from './keys.ts'
import { countLeads, listLeads } from './leads.ts'
import { query, type Range } from './query.ts'

/** The part of a store that lists. */
export type Lists = Omit<Store, 'get' | 'load' | 'keyOf' | 'commit'>

/**
 * Makes the listing half of a store.
 * @param table where to read
 */
export function createLists(table: Table): Lists {
  return {
    listLead: async (lead) =>
      (await query(table, { partition: leadPartition(lead) })).map(fromItem).filter(isLeadRecord),
    listLeads: (filter) => listLeads(table, filter),
    findLeads: (finder, page) => findLeads(table, finder, page),
    countLeads: (filter) => countLeads(table, filter.owner),
    listRoster: () => listType(table, { partition: roster }, 'rep'),
    listTeams: () => listType(table, { partition: teams }, 'team'),
    listWorkloads: () => listType(table, { partition: workloads }, 'workload'),
    listCampaigns: () => listType(table, { partition: campaigns }, 'campaign'),
    listCounters: (dimension, from, to) => listCounters(table, dimension, from, to),
    listTallies: (campaign, from, to, by) => listTallies(table, { campaign, from, to, by }),
    listSpend: (campaign, from = '', to = last) =>
      listType(table, { partition: campaignPartition(campaign), from: `SPEND#${from}`, to: `SPEND#${to}` }, 'spend'),
    listCredits: (campaign) =>
      listType(table, { partition: campaignPartition(campaign), from: 'CREDIT#', to: `CREDIT#${last}` }, 'credit'),
    listLatestCredits: (campaign, range) => listLatestCredits(table, campaign, range),
    listJobs: (limit) => listType(table, { partition: jobs, order: 'descending', limit }, 'job'),
    listDue: (until, limit) => listTasks(table, shards(duePartition), limit, `${toIso(until)}${last}`),
    listParked: (limit) => listTasks(table, [parked], limit),
  }
}

async function listType<Type extends EntityType>(
  table: Table,
  range: Range,
  type: Type,
): Promise<readonly Stored<EntityOf<Type>>[]> {
  return (await query(table, range)).map(fromItem).filter((stored) => isStored(stored, type))
}

function listLatestCredits(table: Table, campaign: CampaignId, { from, to, after, limit }: CreditRange) {
  // No key equals either end, because a deal, or a basis, follows: `from` is inclusive so, the upper end exclusive.
  const before = to === undefined ? `CREDIT#${last}` : creditSort(to)
  const range = {
    partition: campaignPartition(campaign),
    from: from === undefined ? 'CREDIT#' : creditSort(from),
    to: after === undefined ? before : creditSort(after.at, after.opportunity),
    order: 'descending' as const,
    limit,
  }
  return listType(table, range, 'credit')
}

async function listTallies(
  table: Table,
  wanted: {
    readonly campaign: CampaignId
    readonly from: string | undefined
    readonly to: string | undefined
    readonly by: TallyGrain | undefined
  },
): Promise<readonly Tally[]> {
  const { campaign, from = '', to = last, by = 'day' } = wanted
  // No key equals the upper end, because a shard follows the day: the range excludes that day.
  const range = {
    partition: campaignPartition(campaign),
    from: `${tallyPrefix[by]}${from}`,
    to: `${tallyPrefix[by]}${to}`,
  }
  return (await query(table, range)).map((item) => {
    const [, day = '', shard] = fromKey(item).sort.split('#')
    return fromTallyItem(item, { campaign, day, shard: Number(shard) })
  })
}

async function listCounters(table: Table, dimension: string, from = '', to = last): Promise<readonly Counters[]> {
  // No key equals the upper end, because a value follows the period: the range excludes that period.
  const found = await query(table, { partition: counterPartition(dimension), from, to })
  return found.map((item) => fromCounterItem(item, dimension))
}

async function listTasks(
  table: Table,
  partitions: readonly string[],
  limit: number,
  to?: string,
): Promise<readonly TaskEntry[]> {
  const range = { index: indexes.due, limit, ...(to === undefined ? {} : { to }) }
  const found = await Promise.all(partitions.map((partition) => query(table, { ...range, partition })))
  const sorted = found.flat().map((item) => ({ sort: textOf(item, indexes.due.sortKey), key: fromKey(item) }))
  sorted.sort((one, other) => (one.sort < other.sort ? -1 : 1))
  return sorted.slice(0, limit).map(({ sort, key }) => ({ key, kind: kindAt(key), dueAt: dueTime(sort) }))
}

function shards(name: (shard: number) => string): readonly string[] {
  return Array.from({ length: indexShards }, (_, shard) => name(shard))
}
