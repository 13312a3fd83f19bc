import type { TaskMessage } from '../contracts/tasks.ts'
import type { Lead } from '../domain/lead.ts'
import type { OpportunityState, Outcome } from '../domain/opportunity.ts'
import type { Instant } from '../domain/time.ts'
import { findLead } from './identities.ts'
import { newOpportunity } from './opportunities.ts'
import type { Ports } from './ports.ts'
import { doTask, type TaskOutcome, withoutTask } from './task-work.ts'

/**
 * The outcome stage: records a deal that another system reported, once its lead is there. An outcome whose lead
 * is not known yet stays as it is, and the tick tries it again.
 * @param ports store, clock
 * @param message names the outcome's task
 */
export function recordOutcome(ports: Ports, message: TaskMessage): Promise<TaskOutcome> {
  return doTask(ports.store, message, 'outcome', async (stored) => {
    const { deal } = stored.entity
    const lead = await findLead(ports.store, 'externalId', deal.externalLeadId)
    if (lead === undefined) return []
    const openedAt = openedAtOf(deal, lead.entity)
    const opened = newOpportunity(lead, deal, stateOf(deal), openedAt, ports.clock.now(), 'bulk')
    const done: Outcome = { ...withoutTask(stored.entity), opportunity: opened.opportunity.id }
    return [{ kind: 'replace', stored, entity: done }, ...opened.writes]
  })
}

function stateOf({ result, amountMinor }: Outcome['deal']): OpportunityState {
  return result.status === 'won' ? { ...result, amountMinor } : result
}

/** A deal without an opening was opened at its lead's first touch, or when it was closed if that came earlier. */
function openedAtOf(deal: Outcome['deal'], lead: Lead): Instant {
  if (deal.openedAt !== undefined) return deal.openedAt
  return 'closedAt' in deal.result ? Math.min(lead.createdAt, deal.result.closedAt) : lead.createdAt
}
