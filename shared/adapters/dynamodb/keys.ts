import { type TallyGrain, type TallyKey, tallyGrain } from '../../domain/campaign.ts'
import { firstCharacters } from '../../domain/finding.ts'
import type { CampaignId, LeadId, OpportunityId, RepId } from '../../domain/ids.ts'
import type { Stage } from '../../domain/lead.ts'
import { type CounterKey, scopeParts } from '../../domain/report-entry.ts'
import type { TaskKind } from '../../domain/task.ts'
import { type Instant, toIso } from '../../domain/time.ts'
import type { ItemKey, Ref } from '../../ports/store.ts'

/** Attribute names of the table and its indexes: the CDK stack and the adapters both read them here. */
export const table = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Seconds since the epoch; DynamoDB removes the item some time after. */
  timeToLive: 'expiresAt',
} as const

/** The sparse indexes; all project keys only, so that a change elsewhere in an item costs them nothing. */
export const indexes = {
  /** Items whose task is due (by shard) or parked. */
  due: { name: 'due', partitionKey: 'duePk', sortKey: 'dueSk' },
  /** All leads, newest first, by shard. */
  leads: { name: 'leads', partitionKey: 'leadsPk', sortKey: 'leadsSk' },
  /** A rep's leads, newest first. */
  owner: { name: 'owner', partitionKey: 'ownerPk', sortKey: 'ownerSk' },
  /** Leads by stage and band of scores, newest first. */
  standing: { name: 'standing', partitionKey: 'standingPk', sortKey: 'leadsSk' },
  /** Leads by the campaign that first brought them, newest first, by shard. */
  campaign: { name: 'campaign', partitionKey: 'campaignPk', sortKey: 'leadsSk' },
  /** Leads by the name of their company, spread by how it begins. */
  company: { name: 'company', partitionKey: 'companyPk', sortKey: 'companySk' },
  /** Leads by name, spread by how it begins. */
  person: { name: 'person', partitionKey: 'personPk', sortKey: 'personSk' },
} as const

/** Attributes that mark an item that holds a task: the relay and the stream's filter read them. */
export const taskAttributes = {
  id: 'taskId',
  kind: 'taskKind',
  lane: 'taskLane',
  immediate: 'taskImmediate',
} as const

/** How many partitions the due index and the list of leads are spread over (1,000 writes a second each). */
export const indexShards = 4

/** Text that sorts after every other that begins alike: the last code point there is. */
export const lastText = '\u{10ffff}'

/** A sort key above every other: `~` sorts after letters and digits. */
export const last = '~'

/**
 * Names the place of anything stored. One partition per lead holds all that is known of it.
 * @param ref an entity or the fields that name it
 */
export function keyOf(ref: Ref): ItemKey {
  switch (ref.type) {
    case 'submission':
      return { partition: `SUBMISSION#${ref.key}`, sort: 'SUBMISSION' }
    case 'lead':
      return { partition: leadPartition(ref.id), sort: 'LEAD' }
    case 'touch':
      return { partition: leadPartition(ref.leadId), sort: `TOUCH#${toIso(ref.at)}#${ref.id}` }
    case 'decision':
      return { partition: leadPartition(ref.leadId), sort: `DECISION#${toIso(ref.at)}#${ref.id}` }
    case 'assignment':
      return { partition: leadPartition(ref.leadId), sort: `ASSIGNMENT#${padded(ref.number)}` }
    case 'enrollment':
      return { partition: leadPartition(ref.leadId), sort: `ENROLLMENT#${padded(ref.number)}` }
    case 'opportunity':
      return { partition: leadPartition(ref.leadId), sort: `OPPORTUNITY#${padded(ref.number)}` }
    case 'reportEntry':
      return { partition: leadPartition(ref.leadId), sort: 'REPORT' }
    case 'reportCheck':
      return { partition: 'REPORTS', sort: 'CHECK' }
    case 'mail':
      return { partition: leadPartition(ref.leadId), sort: `MAIL#${ref.id}` }
    case 'notification':
      return { partition: leadPartition(ref.leadId), sort: `NOTIFICATION#${ref.id}` }
    case 'identity':
      return { partition: `IDENTITY#${ref.kind}#${ref.digest}`, sort: 'IDENTITY' }
    case 'outcome':
      return { partition: `OUTCOME#${ref.id}`, sort: 'OUTCOME' }
    case 'awaitedLead':
      return { partition: `AWAITED#${ref.kind}#${ref.digest}`, sort: 'AWAITED' }
    case 'credit':
      return {
        partition: campaignPartition(ref.campaign),
        sort: `${creditSort(ref.at, ref.opportunity)}#${ref.basis}#${padded(ref.round)}`,
      }
    case 'spend':
      return { partition: campaignPartition(ref.campaign), sort: `SPEND#${ref.month}` }
    case 'campaign':
      return { partition: campaigns, sort: ref.id }
    case 'rep':
      return { partition: roster, sort: ref.id }
    case 'team':
      return { partition: teams, sort: ref.id }
    case 'workload':
      return { partition: workloads, sort: ref.rep }
    case 'account':
      return { partition: `ACCOUNT#${ref.domain}`, sort: 'ACCOUNT' }
    case 'rotation':
      return { partition: `ROTATION#${ref.pool}`, sort: 'ROTATION' }
    case 'calibration':
      return { partition: `ROTATION#${ref.pool}`, sort: `CALIBRATION#${padded(ref.number)}` }
    case 'form':
      return { partition: `FORM#${ref.id}`, sort: 'FORM' }
    case 'formList':
      return { partition: 'FORMS', sort: 'LIST' }
    case 'playbookVersion':
      return { partition: 'PLAYBOOK', sort: `VERSION#${padded(ref.version)}` }
    case 'currentPlaybook':
      return { partition: 'PLAYBOOK', sort: 'CURRENT' }
    case 'accessKey':
      return { partition: `ACCESS#${ref.digest}`, sort: 'ACCESS' }
    case 'signingKey':
      return { partition: 'SIGNING', sort: 'KEY' }
    case 'webhookSource':
      return { partition: `WEBHOOK#${ref.provider}#${ref.id}`, sort: 'WEBHOOK' }
    case 'suppression':
      return { partition: `SUPPRESSED#${ref.kind}#${ref.digest}`, sort: 'SUPPRESSED' }
    case 'erasureKey':
      return { partition: 'ERASURE', sort: 'KEY' }
    case 'job':
      return { partition: jobs, sort: `JOB#${ref.id}` }
    case 'digest':
      return { partition: 'DIGESTS', sort: `WEEK#${ref.week}` }
  }
}

/** How the sort keys of a campaign's tallies begin: those of months lie after all days. */
export const tallyPrefix: { readonly [Grain in TallyGrain]: string } = { day: 'TALLY#', month: 'TALLYMONTH#' }

/** Names the place of a campaign's counters of one day or month, and shard. */
export function tallyKey(tally: TallyKey): ItemKey {
  return {
    partition: campaignPartition(tally.campaign),
    sort: `${tallyPrefix[tallyGrain(tally)]}${tally.day}#${tally.shard}`,
  }
}

/** Names the place of a report's counters: all values of a dimension lie together, by period. */
export function counterKey({ scope, period, shard }: CounterKey): ItemKey {
  const { dimension, value } = scopeParts(scope)
  return { partition: counterPartition(dimension), sort: `${period}#${value}#${shard}` }
}

/** Partition of the counters of one dimension of the reports. */
export function counterPartition(dimension: string): string {
  return `COUNTERS#${dimension}`
}

/** Partition of a lead and all that belongs to it. */
export function leadPartition(lead: LeadId): string {
  return `LEAD#${lead}`
}

/** Partition of a campaign's credits, tallies and spend. */
export function campaignPartition(campaign: CampaignId): string {
  return `CAMPAIGN#${campaign}`
}

/**
 * Begins the place of ledger lines among those of their campaign, as they follow each other in time.
 * @param at when they were earned
 * @param opportunity of which deal; without it, what every line of that time and later begins after
 */
export function creditSort(at: Instant, opportunity?: OpportunityId): string {
  return `CREDIT#${toIso(at)}${opportunity === undefined ? '' : `#${opportunity}`}`
}

/** Partition that lists every campaign. */
export const campaigns = 'CAMPAIGNS'

/** Partition that lists every rep. */
export const roster = 'ROSTER'

/** Partition that lists what every rep has on their plate: routing reads all of it in one go. */
export const workloads = 'WORKLOADS'

/** Partition that lists every team. */
export const teams = 'TEAMS'

/** Partition that lists every job, by id: the newest last. */
export const jobs = 'JOBS'

/** Partition of the due index that holds parked tasks. */
export const parked = 'PARKED'

/** Partition of the due index for one shard. */
export function duePartition(shard: number): string {
  return `DUE#${shard}`
}

/** Partition of the list of leads for one shard. */
export function leadsPartition(shard: number): string {
  return `LEADS#${shard}`
}

/** Partition of the leads of a stage whose score is in a band. */
export function standingPartition(stage: Stage, band: number): string {
  return `STANDING#${stage}#${band}`
}

/** Partition of the leads that a campaign first brought, for one shard. */
export function broughtPartition(campaign: CampaignId, shard: number): string {
  return `BROUGHT#${campaign}#${shard}`
}

/**
 * Partition of the leads whose folded name begins alike.
 * @param by whose name
 * @param text folded, at least two characters
 */
export function namePartition(by: 'company' | 'person', text: string): string {
  return `${by.toUpperCase()}#${firstCharacters(text) ?? text}`
}

/** Partition of a rep's leads. */
export function ownerPartition(rep: RepId): string {
  return `OWNER#${rep}`
}

/**
 * Spreads keys over shards, evenly and always the same way (FNV-1a, 32 bits).
 * @param text what is spread, such as an id
 * @param shards how many there are
 * @returns 0 to shards − 1
 * @see http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function shardOf(text: string, shards: number): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0) % shards
}

function padded(number: number): string {
  return String(number).padStart(6, '0')
}

/** Which kind of task lives on which kind of item, by the first word of its sort key. */
const kindsBySort: Readonly<Record<string, TaskKind>> = {
  SUBMISSION: 'qualify',
  LEAD: 'route',
  MAIL: 'send',
  NOTIFICATION: 'notify',
  ASSIGNMENT: 'sla',
  ENROLLMENT: 'nurture',
  OUTCOME: 'outcome',
  OPPORTUNITY: 'attribute',
  REPORT: 'report',
  JOB: 'job',
  WEEK: 'digest',
}

/**
 * Tells the kind of the task on an item from the item's key alone.
 * @param key of an item that holds a task
 * @throws Error when such items hold none
 */
export function kindAt(key: ItemKey): TaskKind {
  const kind = kindsBySort[key.sort.split('#', 1).join('')]
  if (kind === undefined) throw new Error('no task lives on such an item')
  return kind
}
