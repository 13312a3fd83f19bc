import type { Assignment } from '../domain/assignment.ts'
import type { Decision } from '../domain/decision.ts'
import type { LeadRecord } from '../domain/entity.ts'
import { type LeadId, publicPool } from '../domain/ids.ts'
import type { Lead } from '../domain/lead.ts'
import type { Notification } from '../domain/notification.ts'
import { type Opportunity, wonFor } from '../domain/opportunity.ts'
import { type Instant, toIso } from '../domain/time.ts'
import type { TouchKind } from '../domain/touch.ts'
import type { Store } from '../ports/store.ts'

/** One thing that happened to a lead. */
export interface TimelineItem {
  readonly at: Instant
  readonly kind: TouchKind | 'mail' | 'assignment' | 'stage' | 'deal'
  readonly id: string
  /** What happened, in a word or two: `form.demo-request`, `offered`, `won`. */
  readonly what: string
  readonly details: Readonly<Record<string, string | number>>
}

/**
 * Reads all that happened to a lead, oldest first.
 * @param store where it is
 * @param id the lead's
 */
export async function readTimeline(store: Store, id: LeadId): Promise<readonly TimelineItem[]> {
  const records = await store.listLead(id)
  return records
    .flatMap(({ entity }) => itemsOf(entity))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}

/**
 * Reads why a lead was scored and routed as it was, oldest first.
 * @param store where it is
 * @param id the lead's
 */
export async function readDecisions(store: Store, id: LeadId): Promise<readonly Decision[]> {
  const records = await store.listLead(id)
  return records.flatMap(({ entity }) => (entity.type === 'decision' ? [entity] : [])).sort((a, b) => a.at - b.at)
}

function itemsOf(record: LeadRecord): readonly TimelineItem[] {
  switch (record.type) {
    case 'touch':
      return [
        item(record.at, record.kind, record.id, record.event, {
          campaign: record.campaign,
          summary: record.summary,
          by: record.by,
        }),
      ]
    case 'mail': {
      const to = record.audience.to
      const sentAt = record.sentAt === undefined ? undefined : toIso(record.sentAt)
      return [item(record.at, 'mail', record.id, record.content.template, { to, status: record.state.status, sentAt })]
    }
    case 'notification':
      return [notificationItem(record)]
    case 'assignment':
      return assignmentItems(record)
    case 'opportunity':
      return dealItems(record)
    case 'reportEntry':
      return []
    case 'lead':
      return stageItems(record)
    case 'decision':
    case 'enrollment':
      return []
  }
}

/** What its record says of a lead that was merged into another is that it ended, not that anybody turned it away. */
function stageItems({ id, history, merged }: Lead): readonly TimelineItem[] {
  const before = history.at(-1)?.at === merged?.at ? history.slice(0, -1) : history
  const stages = before.map(({ stage, at }, index) => item(at, 'stage', `${id}-stage-${index}`, stage, {}))
  return merged === undefined ? stages : [...stages, item(merged.at, 'stage', `${id}-merged`, 'merged', { lead: id })]
}

function assignmentItems(assignment: Assignment): readonly TimelineItem[] {
  const { id, rep, state } = assignment
  const reminders = assignment.remindedAt.map((at) => item(at, 'assignment', id, 'reminded', { rep }))
  const claimed = assignment.pool === publicPool
  const offered = item(assignment.offeredAt, 'assignment', id, claimed ? 'claimed' : 'offered', {
    rep,
    pool: assignment.pool,
    territory: assignment.territory,
  })
  if (claimed) return [offered, ...reminders]
  if (state.status === 'offered') return [offered, ...reminders]
  const reason = 'reason' in state ? state.reason : undefined
  return [offered, ...reminders, item(state.at, 'assignment', id, state.status, { rep, reason })]
}

/** An alert on a channel, with what became of it; an alert by mail is a mail. */
function notificationItem({ id, at, audience, channel, state }: Notification): TimelineItem {
  return item(at, 'assignment', id, 'alert', {
    channel,
    rep: audience.to === 'rep' ? audience.rep : undefined,
    team: audience.to === 'team' ? audience.team : undefined,
    status: state.status,
    reason: 'why' in state ? state.why : undefined,
    sentAt: state.status === 'sent' ? toIso(state.at) : undefined,
  })
}

function dealItems({
  id,
  name,
  amountMinor,
  currency,
  openedAt,
  history,
  state,
}: Opportunity): readonly TimelineItem[] {
  const amountAt = (stage: string) => (state.status === 'won' && stage === 'won' ? wonFor(state) : amountMinor)
  const refunds = state.status === 'won' ? (state.refunds ?? []) : []
  const stages = history.map(({ stage, at, reason }) =>
    item(at, 'deal', id, stage, {
      name,
      amountMinor: amountAt(stage),
      currency,
      reason: state.status === 'lost' && stage === 'lost' ? state.reason : reason,
    }),
  )
  const paidBack = refunds.map((refund) =>
    item(refund.at, 'deal', id, 'refunded', { name, amountMinor: refund.amountMinor, currency }),
  )
  const opened = history[0]?.at === openedAt && state.status === 'open'
  const opening = opened ? [] : [item(openedAt, 'deal', id, 'opened', { name, amountMinor, currency })]
  return [...opening, ...stages, ...paidBack]
}

function item(
  at: Instant,
  kind: TimelineItem['kind'],
  id: string,
  what: string,
  details: Readonly<Record<string, string | number | undefined>>,
): TimelineItem {
  const known = Object.entries(details).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  return { at, kind, id, what, details: Object.fromEntries(known) }
}
