import type { Assignment } from '../../../shared/domain/assignment.ts'
import { mailId, notificationId, publicPool } from '../../../shared/domain/ids.ts'
import { isErased, type Lead } from '../../../shared/domain/lead.ts'
import { mostPosts } from '../../../shared/domain/notification.ts'
import { minute, second } from '../../../shared/domain/time.ts'
import {
  type Evidence,
  historyOf,
  type Invariant,
  isHistory,
  livingLeads,
  remembered,
  stored,
  survivorsOf,
} from './evidence.ts'

/** In calm weather a rep's mail is accepted this soon after the offer. */
const soon = 2 * second

/** No hot lead is forgotten: its rep is alerted or somebody else gets it, and in the end it has an owner or a pool. */
export const alertedOrEscalated: Invariant = {
  name: 'promise 6: every hot lead alerts its rep or escalates',
  *check(evidence: Evidence) {
    const survivor = survivorsOf(evidence)
    const leads = new Map<string, Lead>(livingLeads(evidence).map((lead) => [lead.id, lead]))
    const moved = new Set(stored(evidence, 'lead').flatMap((lead) => (hadDeal(lead) ? [survivor(lead.id)] : [])))
    const { mail, receivers, faults } = evidence.world
    const accepted = new Set<string>([...mail.accepted, ...receivers.accepted].map(({ id }) => id))
    for (const assignment of stored(evidence, 'assignment')) {
      const lead = leads.get(survivor(assignment.leadId))
      if (lead === undefined) yield `${assignment.id} is of no lead`
      else
        yield* forgotten(
          assignment,
          moved.has(lead.id),
          waysToTell(assignment).some((id) => accepted.has(id)),
        )
      yield* tooEarly(assignment)
    }
    for (const lead of leads.values()) if (!isErased(lead)) yield* homeless(lead, evidence)
    yield* channels(evidence)
    if (faults.weather === 'calm') yield* slow(evidence)
  },
}

/** Ids of what may tell a rep of an offer. */
function waysToTell({ leadId, number }: Assignment): readonly string[] {
  const channels = ['slack', 'teams', 'webhook'].map((kind) => notificationId(leadId, `alert-${number}-rep-${kind}`))
  // A deal whose owner left is not offered: its new owner is told by mail.
  return [mailId(leadId, `alert-${number}`), mailId(leadId, `handed-over-${number}`), ...channels]
}

/** What a channel's state says is so: sent was taken, and what failed went by mail. None is posted without end. */
function* channels(evidence: Evidence) {
  const mails = new Set<string>(remembered(evidence, 'mail').map(({ id }) => id))
  const posts = Map.groupBy(evidence.world.receivers.accepted, ({ id }) => id)
  const notifications = stored(evidence, 'notification')
  for (const { id, leadId, state, assignment } of notifications) {
    const taken = posts.get(id)?.length ?? 0
    const number = assignment.slice(assignment.lastIndexOf('-') + 1)
    if (state.status === 'sent' && taken === 0) yield `${id} is sent, but nobody got it`
    if (taken > mostPosts) yield `${id} was posted ${taken} times`
    if (state.status === 'failed' && !mails.has(mailId(leadId, `alert-${number}`))) yield `${id} failed, without a mail`
  }
  const announced = new Set<string>([...mails, ...remembered(evidence, 'notification').map(({ id }) => id)])
  for (const assignment of stored(evidence, 'assignment')) {
    const told = assignment.pool === publicPool || waysToTell(assignment).some((id) => announced.has(id))
    if (!told) yield `${assignment.id} was offered without an alert`
  }
}

/** A deal ends an offer, whichever of the leads it was opened from that are one now. */
function hadDeal({ history }: Lead): boolean {
  return history.some(({ stage }) => stage === 'opportunity' || stage === 'won' || stage === 'lost')
}

function* forgotten(assignment: Assignment, moved: boolean, alerted: boolean) {
  const { id, state, task, remindedAt } = assignment
  if (task !== undefined) yield `${id} still has its timer`
  if (state.status === 'offered' && !moved) yield `${id} is offered for ever`
  if (!alerted && state.status === 'offered' && remindedAt.length === 0 && !moved) yield `nobody was told of ${id}`
}

/** The time to accept in the workspace's playbook; in business time it may take longer, never shorter. */
const toAccept = 15 * minute

/** Each step of the escalation waits for the time to accept since the one before. */
function* tooEarly({ id, offeredAt, remindedAt, state }: Assignment) {
  const steps = [...remindedAt, ...(state.status === 'expired' ? [state.at] : [])]
  for (const [index, at] of steps.entries()) {
    if (at < (steps[index - 1] ?? offeredAt) + toAccept) yield `${id} was escalated before its time`
  }
}

function* homeless(lead: Lead, evidence: Evidence) {
  const { id, state, score } = lead
  if (state.stage === 'new' || state.stage === 'assigned') yield `${id} is ${state.stage} after all timers have run out`
  if (state.stage !== 'nurturing' || !score.hot) return
  const last = historyOf(evidence, 'submission', ({ key }) => key)
  const survivor = survivorsOf(evidence)
  const scoredBy = [...last.values()]
    .flat()
    .filter(({ entity }) => 'lead' in entity.state && survivor(entity.state.lead) === id)
  const latest = scoredBy.toSorted((one, other) => one.sequence - other.sequence).at(-1)?.entity
  if (latest === undefined || !isHistory(latest)) yield `${id} is hot, but nurtured`
}

/** Where nothing goes wrong, the alert is out within moments of the offer. */
function* slow(evidence: Evidence) {
  const { journal, mail, receivers } = evidence.world
  for (const { elapsed, changes } of journal.commits) {
    for (const { before, after } of changes) {
      if (after?.type !== 'assignment' || before !== undefined) continue
      const ways = waysToTell(after)
      const alert = [...receivers.accepted, ...mail.accepted].find(({ id }) => ways.includes(id))
      if (alert !== undefined && alert.elapsed > elapsed + soon)
        yield `${after.id}: the alert took ${alert.elapsed - elapsed} ms`
    }
  }
}
