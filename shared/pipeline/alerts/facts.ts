import type { PlaybookVersion } from '../../domain/access.ts'
import { type Assignment, isOpen } from '../../domain/assignment.ts'
import type { LeadRecord } from '../../domain/entity.ts'
import type { Lead } from '../../domain/lead.ts'
import type { Addressee, Notification } from '../../domain/notification.ts'
import type { Rep, Team } from '../../domain/roster.ts'
import type { Store } from '../../ports/store.ts'
import { type PostedChannel, postedChannels } from './put.ts'

/** What an alert on a channel tells of, as it is now. */
export interface AlertFacts {
  readonly rules: PlaybookVersion
  readonly lead: Lead
  readonly assignment: Assignment
  /** Why the rep was chosen, in the words of the decision. */
  readonly reason: string
  /** To whom the lead is offered; absent when they were taken off the roster. */
  readonly rep?: Rep
  /** Where it goes; absent when it was taken off the rep or the team. */
  readonly channel?: PostedChannel
}

/** What an alert tells of, or why there is nothing to tell. */
export type ReadAlert =
  | { readonly kind: 'facts'; readonly facts: AlertFacts }
  | { readonly kind: 'moot'; readonly why: string }

/**
 * Reads what an alert tells of, all at once.
 * @param store where it is
 * @param rules the playbook in force
 * @param notification the alert
 */
export async function readAlert(
  store: Store,
  rules: PlaybookVersion,
  { leadId, assignment: id, audience, channel: kind }: Notification,
): Promise<ReadAlert> {
  const [records, owner] = await Promise.all([store.listLead(leadId), ownerOfChannel(store, audience)])
  const entities = records.map(({ entity }) => entity)
  const lead = entities.find((record) => record.type === 'lead')
  const assignment = entities.filter((record) => record.type === 'assignment').find((one) => one.id === id)
  if (lead === undefined || assignment === undefined) return { kind: 'moot', why: 'the lead is gone' }
  if (!isOpen(assignment, lead)) return { kind: 'moot', why: 'the offer has been answered or withdrawn' }
  const rep = owner?.type === 'rep' ? owner : (await store.get({ type: 'rep', id: assignment.rep }))?.entity
  const channel = owner === undefined ? undefined : postedChannels(owner).find((one) => one.kind === kind)
  const known = { rules, lead, assignment, reason: reasonOf(entities, assignment) }
  return {
    kind: 'facts',
    facts: { ...known, ...(rep === undefined ? {} : { rep }), ...(channel === undefined ? {} : { channel }) },
  }
}

async function ownerOfChannel(store: Store, audience: Addressee): Promise<Rep | Team | undefined> {
  const stored =
    audience.to === 'rep'
      ? await store.get({ type: 'rep', id: audience.rep })
      : await store.get({ type: 'team', id: audience.team })
  return stored?.entity
}

function reasonOf(records: readonly LeadRecord[], { rep }: Assignment): string {
  const decision = records.findLast(
    (record) => record.type === 'decision' && record.kind === 'route' && record.rep === rep,
  )
  if (decision?.type !== 'decision' || decision.kind !== 'route') return ''
  return decision.candidates.find(({ chosen }) => chosen)?.reason ?? ''
}
