import { type Tally, tallyGrain } from '../../domain/campaign.ts'
import type { EntityOf, EntityType } from '../../domain/entity.ts'
import { companyText, personText } from '../../domain/finding.ts'
import { type Lead, ownerOf } from '../../domain/lead.ts'
import { scopeParts } from '../../domain/report-entry.ts'
import {
  type CreditRange,
  isStored,
  type LeadFinder,
  type LeadPage,
  type Store,
  type Stored,
  type TaskEntry,
} from '../../ports/store.ts'
import { readCursor, readNameCursor, writeCursor, writeNameCursor } from '../cursor.ts'
import { dueSort, nameSort, taskOf } from '../dynamodb/index-keys.ts'
import {
  campaignPartition,
  campaigns,
  creditSort,
  jobs,
  keyOf,
  leadPartition,
  roster,
  teams,
  workloads,
} from '../dynamodb/keys.ts'
import { isFoundBy } from '../found-leads.ts'
import { isLeadRecord } from '../lead-records.ts'
import { type Content, inOrder, type Row } from './content.ts'

/** The part of a store that lists. */
export type Lists = Pick<
  Store,
  | 'listLead'
  | 'listLeads'
  | 'findLeads'
  | 'countLeads'
  | 'listRoster'
  | 'listTeams'
  | 'listWorkloads'
  | 'listCampaigns'
  | 'listTallies'
  | 'listCounters'
  | 'listSpend'
  | 'listCredits'
  | 'listLatestCredits'
  | 'listJobs'
  | 'listDue'
  | 'listParked'
>

/**
 * Makes the listing half of a memory store.
 * @param content what is stored; read anew at each call
 */
export function createLists(content: Content): Lists {
  return {
    listLead: async (lead) => inPartition(content, leadPartition(lead)).filter(isLeadRecord),
    listLeads: async ({ owner, cursor, limit }) => {
      const before = cursor === undefined ? undefined : readCursor(cursor)
      const found = leadsOf(content, owner).filter((lead) => before === undefined || lead.id < before)
      const leads = found.slice(0, limit)
      const end = leads.at(-1)
      return end === undefined || found.length <= limit ? { leads } : { leads, cursor: writeCursor(end.id) }
    },
    findLeads: async (finder, page) => foundLeads(content, finder, page),
    countLeads: async ({ owner }) => leadsOf(content, owner).length,
    listRoster: async () => ofType(inPartition(content, roster), 'rep'),
    listTeams: async () => ofType(inPartition(content, teams), 'team'),
    listWorkloads: async () => ofType(inPartition(content, workloads), 'workload'),
    listCampaigns: async () => ofType(inPartition(content, campaigns), 'campaign'),
    listTallies: async (campaign, from, to, by = 'day') =>
      talliesOf(content, campaign).filter((tally) => tallyGrain(tally) === by && isBetween(tally.day, from, to)),
    listCounters: async (dimension, from, to) =>
      inOrder(content.counters).filter(
        ({ scope, period }) => scopeParts(scope).dimension === dimension && isBetween(period, from, to),
      ),
    listSpend: async (campaign, from, to) =>
      ofType(inPartition(content, campaignPartition(campaign)), 'spend').filter(
        ({ entity }) => (from === undefined || entity.month >= from) && (to === undefined || entity.month <= to),
      ),
    listCredits: async (campaign) => ofType(inPartition(content, campaignPartition(campaign)), 'credit'),
    listLatestCredits: async (campaign, range) => latestCredits(content, campaign, range),
    listJobs: async (limit) => ofType(inPartition(content, jobs), 'job').toReversed().slice(0, limit),
    listDue: async (until, limit) =>
      tasksOf(content, false)
        .filter((entry) => entry.dueAt <= until)
        .slice(0, limit),
    listParked: async (limit) => tasksOf(content, true).slice(0, limit),
  }
}

function inPartition(content: Content, partition: string): readonly Stored[] {
  return inOrder(content.partitions.get(partition) ?? new Map<string, Row>()).map((row) => row.stored)
}

function ofType<Type extends EntityType>(rows: readonly Stored[], type: Type): readonly Stored<EntityOf<Type>>[] {
  return rows.filter((stored) => isStored(stored, type))
}

function leadsOf(content: Content, owner: string | undefined): readonly Lead[] {
  const leads: Lead[] = []
  for (const { stored } of content.rows.values()) {
    if (stored.entity.type !== 'lead' || stored.entity.merged !== undefined) continue
    if (owner === undefined || ownerOf(stored.entity) === owner) leads.push(stored.entity)
  }
  return leads.sort((one, other) => (one.id < other.id ? 1 : -1))
}

function foundLeads(
  content: Content,
  finder: LeadFinder,
  { cursor, limit }: { readonly cursor?: string; readonly limit: number },
): LeadPage {
  const fitting = leadsOf(content, undefined).filter((lead) => isFoundBy(lead, finder))
  if (finder.by === 'standing' || finder.by === 'campaign') {
    const before = cursor === undefined ? undefined : readCursor(cursor)
    const found = fitting.filter(({ id }) => before === undefined || id < before)
    const end = found.length > limit ? found[limit - 1] : undefined
    return { leads: found.slice(0, limit), ...(end === undefined ? {} : { cursor: writeCursor(end.id) }) }
  }
  const after = cursor === undefined ? undefined : readNameCursor(cursor)
  const textOf = finder.by === 'company' ? companyText : personText
  const found = fitting
    .map((lead) => ({ lead, sort: nameSort(textOf(lead) ?? '', lead.id) }))
    .filter(({ sort }) => after === undefined || sort > after)
    .sort((one, other) => (one.sort < other.sort ? -1 : 1))
  const end = found.length > limit ? found[limit - 1] : undefined
  return {
    leads: found.slice(0, limit).map(({ lead }) => lead),
    ...(end === undefined ? {} : { cursor: writeNameCursor(end.sort) }),
  }
}

function latestCredits(content: Content, campaign: string, { from, to, after, limit }: CreditRange) {
  const end = after === undefined ? undefined : creditSort(after.at, after.opportunity)
  return ofType(inPartition(content, campaignPartition(campaign)), 'credit')
    .filter(({ entity }) => (from === undefined || entity.at >= from) && (to === undefined || entity.at < to))
    .filter(({ entity }) => end === undefined || keyOf(entity).sort < end)
    .toReversed()
    .slice(0, limit)
}

function talliesOf(content: Content, campaign: string): readonly Tally[] {
  return inOrder(new Map([...content.tallies].filter(([, tally]) => tally.campaign === campaign)))
}

function isBetween(day: string, from: string | undefined, to: string | undefined): boolean {
  return (from === undefined || day >= from) && (to === undefined || day < to)
}

function tasksOf(content: Content, parked: boolean): readonly TaskEntry[] {
  const tasks = new Map<string, TaskEntry>()
  for (const row of content.rows.values()) addTask(tasks, row, parked)
  return inOrder(tasks)
}

function addTask(tasks: Map<string, TaskEntry>, { key, stored }: Row, parked: boolean): void {
  const task = taskOf(stored.entity)
  if (task === undefined || (task.parkedAt !== undefined) !== parked) return
  tasks.set(dueSort(task.dueAt, key), { key, kind: task.kind, dueAt: task.dueAt })
}
