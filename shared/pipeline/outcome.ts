import type { TaskMessage } from '../contracts/tasks.ts'
import type { Lead } from '../domain/lead.ts'
import type { OpportunityState, Outcome } from '../domain/opportunity.ts'
import { postponed } from '../domain/task.ts'
import { day, hour, type Instant, minute } from '../domain/time.ts'
import type { Stored, Write } from '../ports/store.ts'
import { findLead } from './identities.ts'
import { newOpportunity } from './opportunities.ts'
import type { Ports } from './ports.ts'
import { doTask, type TaskOutcome, withoutTask } from './task-work.ts'

/**
 * The outcome stage: records a deal that another system reported, once its lead is there. Until then it waits; what
 * has waited for a month is left to the tick, which parks it for the operator to see.
 * @param ports store, clock
 * @param message names the outcome's task
 */
export function recordOutcome(ports: Ports, message: TaskMessage): Promise<TaskOutcome> {
  return doTask(ports.store, message, 'outcome', async (stored) => {
    const { deal } = stored.entity
    const lead = await findLead(ports.store, 'externalId', deal.externalLeadId)
    if (lead === undefined) return waiting(stored, ports.clock.now())
    const openedAt = openedAtOf(deal, lead.entity)
    const opened = newOpportunity(lead, deal, stateOf(deal), openedAt, ports.clock.now(), 'bulk')
    const done: Outcome = { ...withoutTask(stored.entity), opportunity: opened.opportunity.id }
    return [{ kind: 'replace', stored, entity: done }, ...opened.writes]
  })
}

/** How long an outcome waits for its lead, in milliseconds. */
const patience = 30 * day

/** Looks often at first, when the lead is probably on its way in the same import, and seldom later. */
function waiting(stored: Stored<Outcome>, now: Instant): readonly Write[] {
  const { task, receivedAt } = stored.entity
  const age = now - receivedAt
  if (task === undefined || age > patience) return []
  const wait = age < 10 * minute ? minute : age < day ? hour : day
  return [{ kind: 'replace', stored, entity: { ...stored.entity, task: postponed(task, now + wait) } }]
}

function stateOf({ result, amountMinor }: Outcome['deal']): OpportunityState {
  return result.status === 'won' ? { ...result, amountMinor } : result
}

/** A deal without an opening was opened at its lead's first touch, or when it was closed if that came earlier. */
function openedAtOf(deal: Outcome['deal'], lead: Lead): Instant {
  if (deal.openedAt !== undefined) return deal.openedAt
  return 'closedAt' in deal.result ? Math.min(lead.createdAt, deal.result.closedAt) : lead.createdAt
}
