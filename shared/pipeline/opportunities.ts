import { type LeadId, numberedId, type OutcomeId } from '../domain/ids.ts'
import { isErased, type Lead, moveTo } from '../domain/lead.ts'
import type { Minor } from '../domain/money.ts'
import { type Opportunity, type OpportunityState, wonFor } from '../domain/opportunity.ts'
import { present } from '../domain/present.ts'
import { type TaskLane, taskNow } from '../domain/task.ts'
import type { Instant } from '../domain/time.ts'
import type { Stored, Write } from '../ports/store.ts'
import { changing, inFuture, leadStateFor, type OpportunityResult, wrongCurrency } from './deal-changes.ts'
import { commitFresh } from './fresh.ts'
import type { Ports } from './ports.ts'
import { withReturnedDeals } from './returned-deals.ts'
import { currentRules } from './rules.ts'

/** What a deal is opened with. */
export interface NewDeal {
  readonly name: string
  readonly amountMinor: Minor
  readonly currency: string
  readonly openedAt?: Instant | undefined
  /** What another system reported it as. */
  readonly outcome?: OutcomeId | undefined
}

/**
 * Opens an opportunity from a lead, which leaves nurture and becomes one.
 * @param ports store, clock
 * @param id the lead's
 * @param deal name, amount, currency and, when it was not now, the time
 */
export function openOpportunity(ports: Ports, id: LeadId, deal: NewDeal): Promise<OpportunityResult> {
  return commitFresh<OpportunityResult>(ports.store, async () => {
    const lead = await ports.store.get({ type: 'lead', id })
    if (lead === undefined || isErased(lead.entity)) return { result: { kind: 'not-found' }, writes: [] }
    const { playbook } = await currentRules(ports.store)
    const now = ports.clock.now()
    const errors = [...wrongCurrency(deal.currency, playbook), ...inFuture('openedAt', deal.openedAt, now)]
    if (errors.length > 0) return { result: { kind: 'invalid', errors }, writes: [] }
    const state = { status: 'open', stage: playbook.stages[0] ?? 'open' } as const
    const opened = newOpportunity(lead, deal, state, deal.openedAt ?? now, now, 'live')
    const writes = await withReturnedDeals(ports, opened.writes)
    return { result: { kind: 'done', opportunity: opened.opportunity }, writes }
  })
}

/**
 * Makes a deal of a lead, ready to be written with its attribute task.
 * @param lead as stored
 * @param deal name, amount, currency
 * @param state open, won or lost
 * @param openedAt when it was opened
 * @param now the present
 * @param lane bulk when an import caused it
 */
export function newOpportunity(
  lead: Stored<Lead>,
  deal: NewDeal,
  state: OpportunityState,
  openedAt: Instant,
  now: Instant,
  lane: TaskLane,
): { readonly opportunity: Opportunity; readonly writes: readonly Write[] } {
  const number = lead.entity.counts.opportunities + 1
  const id = numberedId('opp', lead.entity.id, number)
  const opportunity: Opportunity = {
    type: 'opportunity',
    id,
    leadId: lead.entity.id,
    number,
    name: deal.name,
    amountMinor: deal.amountMinor,
    currency: deal.currency,
    openedAt,
    state,
    history: [
      {
        stage: state.status === 'open' ? state.stage : state.status,
        at: 'closedAt' in state ? state.closedAt : openedAt,
      },
    ],
    credited: {},
    ...present({ outcome: deal.outcome }),
    task: taskNow(`attribute:${id}:1`, 'attribute', now, lane),
  }
  const counts = { ...lead.entity.counts, opportunities: number }
  const moved = moveTo({ ...lead.entity, counts }, leadStateFor(lead.entity, opportunity), openedAt)
  const { task: _route, rerouting: _rerouting, ...settled } = moved
  return {
    opportunity,
    writes: [
      { kind: 'create', entity: opportunity },
      { kind: 'replace', stored: lead, entity: settled },
    ],
  }
}

/**
 * Changes an open deal's stage or amount.
 * @param ports store, clock
 * @param id the deal's
 * @param change the new stage, amount, or both
 */
export function changeOpportunity(
  ports: Ports,
  id: string,
  change: { readonly stage?: string | undefined; readonly amountMinor?: Minor | undefined },
): Promise<OpportunityResult> {
  return changing(ports, id, (opportunity, playbook, now) => {
    if (opportunity.state.status !== 'open') return { kind: 'closed', opportunity }
    const stage = change.stage ?? opportunity.state.stage
    if (!playbook.stages.includes(stage)) {
      return { kind: 'invalid', errors: [{ path: 'stage', message: `must be one of ${playbook.stages.join(', ')}` }] }
    }
    const history =
      stage === opportunity.state.stage ? opportunity.history : [...opportunity.history, { stage, at: now }]
    const amountMinor = change.amountMinor ?? opportunity.amountMinor
    return { kind: 'done', opportunity: { ...opportunity, amountMinor, history, state: { status: 'open', stage } } }
  })
}

/** How a deal is closed. */
export type Closing =
  | { readonly status: 'won'; readonly amountMinor?: Minor | undefined; readonly closedAt?: Instant | undefined }
  | { readonly status: 'lost'; readonly reason: string; readonly closedAt?: Instant | undefined }

/**
 * Wins or loses a deal. Closing it again the same way changes nothing.
 * @param ports store, clock
 * @param id the deal's
 * @param closing won with its final amount, or lost with the reason
 */
export function closeOpportunity(ports: Ports, id: string, closing: Closing): Promise<OpportunityResult> {
  return changing(ports, id, (opportunity, _playbook, now) => {
    if (opportunity.state.status !== 'open') {
      return sameClosing(opportunity, closing) ? { kind: 'done', opportunity } : { kind: 'closed', opportunity }
    }
    const closedAt = closing.closedAt ?? now
    const errors = inFuture('closedAt', closing.closedAt, now)
    if (errors.length > 0) return { kind: 'invalid', errors }
    if (closedAt < opportunity.openedAt) {
      return { kind: 'invalid', errors: [{ path: 'closedAt', message: 'must not be before the opening' }] }
    }
    const history = [...opportunity.history, { stage: closing.status, at: closedAt }]
    const state: OpportunityState =
      closing.status === 'won'
        ? { status: 'won', closedAt, amountMinor: closing.amountMinor ?? opportunity.amountMinor }
        : { status: 'lost', closedAt, reason: closing.reason }
    return { kind: 'done', opportunity: { ...opportunity, history, state } }
  })
}

function sameClosing(opportunity: Opportunity, closing: Closing): boolean {
  const { state } = opportunity
  if (state.status !== closing.status) return false
  if (closing.closedAt !== undefined && closing.closedAt !== state.closedAt) return false
  if (closing.status === 'lost') return state.status === 'lost' && state.reason === closing.reason
  return closing.amountMinor === undefined || (state.status === 'won' && closing.amountMinor === wonFor(state))
}
