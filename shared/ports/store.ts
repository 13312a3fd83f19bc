import type { Campaign, Counts, Spend, Tally, TallyGrain, TallyKey } from '../domain/campaign.ts'
import type { Entity, EntityOf, EntityType, LeadRecord, TaskHolder } from '../domain/entity.ts'
import type { CampaignId, LeadId, RepId } from '../domain/ids.ts'
import type { Job } from '../domain/job.ts'
import type { Lead, Stage } from '../domain/lead.ts'
import type { Credit } from '../domain/opportunity.ts'
import type { CounterKey, Counters } from '../domain/report-entry.ts'
import type { Rep, Team, Workload } from '../domain/roster.ts'
import type { TaskKind } from '../domain/task.ts'
import type { Instant } from '../domain/time.ts'

/** The fields that name one stored thing: an entity is its own reference. */
export type Ref =
  | Pick<EntityOf<'submission'>, 'type' | 'key'>
  | Pick<EntityOf<'lead'>, 'type' | 'id'>
  | Pick<EntityOf<'identity'>, 'type' | 'kind' | 'digest'>
  | Pick<EntityOf<'touch'>, 'type' | 'leadId' | 'at' | 'id'>
  | Pick<EntityOf<'decision'>, 'type' | 'leadId' | 'at' | 'id'>
  | Pick<EntityOf<'assignment'>, 'type' | 'leadId' | 'number'>
  | Pick<EntityOf<'enrollment'>, 'type' | 'leadId' | 'number'>
  | Pick<EntityOf<'mail'>, 'type' | 'leadId' | 'id'>
  | Pick<EntityOf<'notification'>, 'type' | 'leadId' | 'id'>
  | Pick<EntityOf<'opportunity'>, 'type' | 'leadId' | 'number'>
  | Pick<EntityOf<'outcome'>, 'type' | 'id'>
  | Pick<EntityOf<'awaitedLead'>, 'type' | 'kind' | 'digest'>
  | Pick<EntityOf<'credit'>, 'type' | 'campaign' | 'opportunity' | 'basis' | 'round' | 'at'>
  | Pick<EntityOf<'campaign'>, 'type' | 'id'>
  | Pick<EntityOf<'spend'>, 'type' | 'campaign' | 'month'>
  | Pick<EntityOf<'rep'>, 'type' | 'id'>
  | Pick<EntityOf<'team'>, 'type' | 'id'>
  | Pick<EntityOf<'reportEntry'>, 'type' | 'leadId'>
  | Pick<EntityOf<'reportCheck'>, 'type'>
  | Pick<EntityOf<'workload'>, 'type' | 'rep'>
  | Pick<EntityOf<'account'>, 'type' | 'domain'>
  | Pick<EntityOf<'rotation'>, 'type' | 'pool'>
  | Pick<EntityOf<'calibration'>, 'type' | 'pool' | 'number'>
  | Pick<EntityOf<'form'>, 'type' | 'id'>
  | Pick<EntityOf<'formList'>, 'type'>
  | Pick<EntityOf<'playbookVersion'>, 'type' | 'version'>
  | Pick<EntityOf<'currentPlaybook'>, 'type'>
  | Pick<EntityOf<'accessKey'>, 'type' | 'digest'>
  | Pick<EntityOf<'signingKey'>, 'type'>
  | Pick<EntityOf<'webhookSource'>, 'type' | 'provider' | 'id'>
  | Pick<EntityOf<'job'>, 'type' | 'id'>
  | Pick<EntityOf<'digest'>, 'type' | 'week'>

/** Where an item stands in the table; what a task message carries. */
export interface ItemKey {
  readonly partition: string
  readonly sort: string
}

/** An entity as read, with the version it had; writing it back checks that version. */
export interface Stored<E extends Entity = Entity> {
  readonly entity: E
  readonly version: number
}

/** One write of a commit. Each states what it relies on; a commit is all or nothing. */
export type Write =
  /** Relies on nothing being there yet. */
  | { readonly kind: 'create'; readonly entity: Entity }
  /** Relies on the version read. `entity` must have the same reference. */
  | { readonly kind: 'replace'; readonly stored: Stored; readonly entity: Entity }
  /** Relies on the version read, changes nothing. */
  | { readonly kind: 'require'; readonly stored: Stored }
  /** Relies on the version read. */
  | { readonly kind: 'remove'; readonly stored: Stored }
  /** Relies on nothing: adds to counters in any order. */
  | { readonly kind: 'count'; readonly tally: TallyKey; readonly add: Counts }
  /** The same for a report's counters, whose names are free. */
  | { readonly kind: 'add'; readonly counter: CounterKey; readonly add: Readonly<Record<string, number>> }

/**
 * What became of a commit. On a conflict nothing was written, and `existing` is what stood in the way, if anything:
 * nothing stands there when an item is gone, or when another transaction holds it at this moment.
 */
export type CommitResult =
  | { readonly kind: 'committed' }
  | { readonly kind: 'conflict'; readonly write: Write; readonly existing?: Stored }

/** A task that is due or parked, with the key of the item it lives on. */
export interface TaskEntry {
  readonly key: ItemKey
  readonly kind: TaskKind
  readonly dueAt: Instant
}

/** What leads are found by: each has an index of its own. */
export type LeadFinder =
  /** In a stage, or in any; with a score of at least so much, when one is given. The newest first. */
  | { readonly by: 'standing'; readonly stage?: Stage; readonly minScore?: number }
  /** First brought by a campaign; the newest first. */
  | { readonly by: 'campaign'; readonly campaign: CampaignId }
  /** Whose company's or own name, folded, begins with one of these, each of at least two characters; by that name. */
  | { readonly by: 'company' | 'person'; readonly prefixes: readonly string[] }

/** Which of a campaign's ledger lines are wanted, by when they were earned. */
export interface CreditRange {
  /** Inclusive. */
  readonly from?: Instant
  /** Exclusive. */
  readonly to?: Instant
  /** Only lines that come after those of this deal at that time, in the order they are listed in. */
  readonly after?: Pick<Credit, 'at' | 'opportunity'>
  readonly limit: number
}

/** One page of leads, newest first. */
export interface LeadPage {
  readonly leads: readonly Lead[]
  /** Give it back to read on; absent on the last page. */
  readonly cursor?: string
}

/**
 * Where everything is kept. Reads are strongly consistent except those of an index (`listLeads`, `findLeads`, `countLeads`,
 * `listDue`, `listParked`). Every method throws `StoreUnavailable` when the answer is unknown or the store is too busy:
 * the caller's task is then retried.
 */
export interface Store {
  get<R extends Ref>(ref: R): Promise<Stored<EntityOf<R['type']>> | undefined>
  /** Reads whatever stands at a key, as a task message names it. */
  load(key: ItemKey): Promise<Stored | undefined>
  /** Names an entity's place, for a task message. */
  keyOf(ref: Ref): ItemKey
  /** Writes all or nothing; at most 100 writes. A single write costs half of what it costs in company. */
  commit(writes: readonly Write[]): Promise<CommitResult>

  /**
   * Everything in a lead's partition: the lead, its touches, decisions, assignments, mails, deals. Use cases get a store in
   * which leads that were merged are read as one: see `readingWholeLeads`.
   */
  listLead(lead: LeadId): Promise<readonly Stored<LeadRecord>[]>
  /** A page of leads, newest first, of one owner or of all. Throws `InvalidCursor` for a cursor it never gave. */
  listLeads(filter: { readonly owner?: RepId; readonly cursor?: string; readonly limit: number }): Promise<LeadPage>
  /**
   * A page of the leads that are found by something. A page may hold fewer than asked for, or none, though there are more.
   * Throws `InvalidCursor` for a cursor it never gave.
   */
  findLeads(finder: LeadFinder, page: { readonly cursor?: string; readonly limit: number }): Promise<LeadPage>
  /** Counts leads, of one owner or of all, from the index: it may lag a little behind. */
  countLeads(filter: { readonly owner?: RepId }): Promise<number>
  listRoster(): Promise<readonly Stored<Rep>[]>
  listTeams(): Promise<readonly Stored<Team>[]>
  /** What every rep has on their plate; a rep who never had a lead is not among them. */
  listWorkloads(): Promise<readonly Stored<Workload>[]>
  listCampaigns(): Promise<readonly Stored<Campaign>[]>
  /**
   * A campaign's tallies by day or by month (by day when not said), from one (inclusive) to another (exclusive); either
   * end may be open.
   */
  listTallies(campaign: CampaignId, from?: string, to?: string, by?: TallyGrain): Promise<readonly Tally[]>
  /** A report's counters of one dimension, every value of it, from a period (inclusive) to another (exclusive). */
  listCounters(dimension: string, from?: string, to?: string): Promise<readonly Counters[]>
  /** A campaign's spend, from a month to a month, both inclusive; either end may be open. */
  listSpend(campaign: CampaignId, from?: string, to?: string): Promise<readonly Stored<Spend>[]>
  /** A campaign's ledger lines. */
  listCredits(campaign: CampaignId): Promise<readonly Stored<Credit>[]>
  /** The latest of a campaign's ledger lines by when they were earned, the latest first. */
  listLatestCredits(campaign: CampaignId, range: CreditRange): Promise<readonly Stored<Credit>[]>

  /** Jobs, the one started last first. */
  listJobs(limit: number): Promise<readonly Stored<Job>[]>

  /** Tasks due at or before a time, the longest overdue first. */
  listDue(until: Instant, limit: number): Promise<readonly TaskEntry[]>
  /** Tasks that were driven too often and wait for the operator. */
  listParked(limit: number): Promise<readonly TaskEntry[]>
}

/** The store did not answer, or said it was too busy: nobody knows whether the write happened. Retry. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}

/** A cursor that no page of leads gave out: the caller's mistake, not the store's. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor'
}

/** An entity type that can hold a task, read from the store. */
export type StoredHolder = Stored<TaskHolder>

/**
 * Narrows a stored entity to a type.
 * @param stored anything read
 * @param type the type wanted
 */
export function isStored<Type extends EntityType>(
  stored: Stored | undefined,
  type: Type,
): stored is Stored<EntityOf<Type>> {
  return stored?.entity.type === type
}
