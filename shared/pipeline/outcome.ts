import type { TaskMessage } from '../contracts/tasks.ts'
import type { Lead } from '../domain/lead.ts'
import { type Opportunity, type OpportunityState, type Outcome, wonFor } from '../domain/opportunity.ts'
import { postponed } from '../domain/task.ts'
import { day, hour, type Instant, minute } from '../domain/time.ts'
import type { Store, Stored, Write } from '../ports/store.ts'
import { awaitLead, findAwaited, identitiesOf } from './awaited-leads.ts'
import { dealWrites, readOpportunity } from './deal-changes.ts'
import { emptyOutcome } from './erase/step.ts'
import { suppressedSince } from './erase/suppression.ts'
import { newOpportunity } from './opportunities.ts'
import type { Ports } from './ports.ts'
import { withReturnedDeals } from './returned-deals.ts'
import { doTask, type TaskOutcome, withoutTask } from './task-work.ts'

/**
 * The outcome stage: records a deal that another system reported, or what it reported of it since, once its lead is
 * there. Until then it waits, and is driven when the lead appears; what has waited for a month is left to the tick,
 * which parks it for the operator to see.
 * @param ports store, clock
 * @param message names the outcome's task
 */
export function recordOutcome(ports: Ports, message: TaskMessage): Promise<TaskOutcome> {
  return doTask(ports.store, message, 'outcome', async (stored) => {
    const { deal, opportunity } = stored.entity
    const now = ports.clock.now()
    if (opportunity !== undefined)
      return withReturnedDeals(ports, await changeRecorded(ports.store, stored, opportunity, now))
    const lead = await findAwaited(ports.store, deal)
    if (lead === undefined) return (await erasedWrites(ports.store, stored, now)) ?? waiting(ports.store, stored, now)
    const openedAt = openedAtOf(deal, lead.entity)
    const opened = newOpportunity(
      lead,
      { ...deal, outcome: stored.entity.id },
      stateOf(deal),
      openedAt,
      now,
      laneOf(stored.entity),
    )
    const done: Outcome = { ...withoutTask(stored.entity), opportunity: opened.opportunity.id }
    return withReturnedDeals(ports, [{ kind: 'replace', stored, entity: done }, ...opened.writes])
  })
}

/** A deal with somebody who was erased has nobody to be recorded for: what it says of them goes, and nothing waits. */
async function erasedWrites(
  store: Store,
  stored: Stored<Outcome>,
  now: Instant,
): Promise<readonly Write[] | undefined> {
  const since = await suppressedSince(store, identitiesOf(stored.entity.deal))
  const isErased = stored.entity.erased !== undefined || since.some((at) => at !== undefined)
  if (!isErased) return undefined
  return [{ kind: 'replace', stored, entity: emptyOutcome(withoutTask(stored.entity), now) }]
}

/** How long an outcome waits for its lead, in milliseconds. */
const patience = 30 * day

/** Looks often at first, when the lead is probably on its way in the same import, and seldom later. */
async function waiting(store: Store, stored: Stored<Outcome>, now: Instant): Promise<readonly Write[]> {
  const { task, receivedAt } = stored.entity
  const age = now - receivedAt
  if (task === undefined || age > patience) return []
  const wait = age < 10 * minute ? minute : age < day ? hour : day
  return [
    { kind: 'replace', stored, entity: { ...stored.entity, task: postponed(task, now + wait) } },
    ...(await awaitLead(store, stored.entity)),
  ]
}

/** Brings a deal that was recorded before in line with what was reported since. */
async function changeRecorded(
  store: Store,
  stored: Stored<Outcome>,
  id: Opportunity['id'],
  now: Instant,
): Promise<readonly Write[]> {
  const done: Write = { kind: 'replace', stored, entity: withoutTask(stored.entity) }
  const opportunity = await readOpportunity({ store }, id)
  const lead = opportunity === undefined ? undefined : await store.get({ type: 'lead', id: opportunity.entity.leadId })
  if (opportunity === undefined || lead === undefined) return [done]
  const changed = asReported(opportunity.entity, stored.entity, lead.entity, now)
  return [done, ...dealWrites(opportunity, lead, changed, now, laneOf(stored.entity))]
}

/** The deal follows from the last report alone, so that it ends the same in whatever order reports come. */
function asReported(opportunity: Opportunity, { deal, occurredAt }: Outcome, lead: Lead, now: Instant): Opportunity {
  const state = withRefunds(stateOf(deal), opportunity.state)
  const stage = state.status === 'open' ? state.stage : state.status
  const at = 'closedAt' in state ? state.closedAt : (occurredAt ?? now)
  const { name, amountMinor } = deal
  const { history } = opportunity
  return {
    ...opportunity,
    name,
    amountMinor,
    openedAt: openedAtOf(deal, lead),
    state,
    history: history.at(-1)?.stage === stage ? history : [...history, { stage, at }],
  }
}

/** Refunds that were recorded here stay, unless the other system says that the deal earned another amount. */
function withRefunds(reported: OpportunityState, before: OpportunityState): OpportunityState {
  const isSame = reported.status === 'won' && before.status === 'won' && reported.closedAt === before.closedAt
  return isSame && reported.amountMinor === wonFor(before) ? before : reported
}

function laneOf({ task }: Outcome) {
  return task?.lane ?? 'bulk'
}

function stateOf({ result, amountMinor }: Outcome['deal']): OpportunityState {
  return result.status === 'won' ? { ...result, amountMinor } : result
}

/** A deal without an opening was opened at its lead's first touch, or when it was closed if that came earlier. */
function openedAtOf(deal: Outcome['deal'], lead: Lead): Instant {
  if (deal.openedAt !== undefined) return deal.openedAt
  return 'closedAt' in deal.result ? Math.min(lead.createdAt, deal.result.closedAt) : lead.createdAt
}
