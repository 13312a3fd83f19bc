import type { FieldError } from '../contracts/problem.ts'
import { type LeadId, numberedId, parseNumberedId } from '../domain/ids.ts'
import { type Lead, moveTo, ownerOf } from '../domain/lead.ts'
import type { Minor } from '../domain/money.ts'
import type { Opportunity, OpportunityState } from '../domain/opportunity.ts'
import type { Playbook } from '../domain/playbook.ts'
import { type TaskLane, taskNow } from '../domain/task.ts'
import type { Instant } from '../domain/time.ts'
import type { Stored, Write } from '../ports/store.ts'
import { commitFresh } from './fresh.ts'
import type { Ports } from './ports.ts'
import { currentRules } from './rules.ts'

/** What became of a change to a deal. `closed`: it was won or lost before. */
export type OpportunityResult =
  | { readonly kind: 'done'; readonly opportunity: Opportunity }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'closed'; readonly opportunity: Opportunity }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }

/** What a deal is opened with. */
export interface NewDeal {
  readonly name: string
  readonly amountMinor: Minor
  readonly currency: string
  readonly openedAt?: Instant | undefined
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
    if (lead === undefined) return { result: { kind: 'not-found' }, writes: [] }
    const { playbook } = await currentRules(ports.store)
    const now = ports.clock.now()
    const errors = [...wrongCurrency(deal.currency, playbook), ...inFuture('openedAt', deal.openedAt, now)]
    if (errors.length > 0) return { result: { kind: 'invalid', errors }, writes: [] }
    const state = { status: 'open', stage: playbook.stages[0] ?? 'open' } as const
    const opened = newOpportunity(lead, deal, state, deal.openedAt ?? now, now, 'live')
    return { result: { kind: 'done', opportunity: opened.opportunity }, writes: opened.writes }
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

function leadStateFor(lead: Lead, opportunity: Opportunity) {
  const owner = ownerOf(lead)
  const stage = opportunity.state.status === 'open' ? ('opportunity' as const) : opportunity.state.status
  return { stage, opportunity: opportunity.id, ...(owner === undefined ? {} : { owner }) }
}

/**
 * Reads a deal.
 * @param ports store
 * @param id as a URL has it
 */
export async function readOpportunity(
  ports: Pick<Ports, 'store'>,
  id: string,
): Promise<Stored<Opportunity> | undefined> {
  const parsed = parseNumberedId('opp', id)
  return parsed === undefined ? undefined : ports.store.get({ type: 'opportunity', ...parsed })
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
  return closing.amountMinor === undefined || (state.status === 'won' && closing.amountMinor === state.amountMinor)
}

/** Changes a deal, moves its lead along, and has the ledger settled anew. */
function changing(
  ports: Ports,
  id: string,
  change: (opportunity: Opportunity, playbook: Playbook, now: Instant) => OpportunityResult,
): Promise<OpportunityResult> {
  return commitFresh<OpportunityResult>(ports.store, async () => {
    const stored = await readOpportunity(ports, id)
    const lead = stored === undefined ? undefined : await ports.store.get({ type: 'lead', id: stored.entity.leadId })
    if (stored === undefined || lead === undefined) return { result: { kind: 'not-found' }, writes: [] }
    const { playbook } = await currentRules(ports.store)
    const now = ports.clock.now()
    const result = change(stored.entity, playbook, now)
    if (result.kind !== 'done' || result.opportunity === stored.entity) return { result, writes: [] }
    const task = taskNow(`attribute:${stored.entity.id}:${stored.version + 1}`, 'attribute', now)
    const opportunity = { ...result.opportunity, task }
    const writes: Write[] = [{ kind: 'replace', stored, entity: opportunity }]
    const moved = movedAlong(lead.entity, opportunity, now)
    if (moved !== lead.entity) writes.push({ kind: 'replace', stored: lead, entity: moved })
    return { result: { kind: 'done', opportunity }, writes }
  })
}

/** The lead follows the deal it stands for; another deal of it does not move it. */
function movedAlong(lead: Lead, opportunity: Opportunity, now: Instant): Lead {
  if (!('opportunity' in lead.state) || lead.state.opportunity !== opportunity.id) {
    return opportunity.state.status === 'won' ? moveTo(lead, leadStateFor(lead, opportunity), now) : lead
  }
  const state = leadStateFor(lead, opportunity)
  return state.stage === lead.state.stage ? lead : moveTo(lead, state, now)
}

function wrongCurrency(currency: string, playbook: Playbook): readonly FieldError[] {
  const expected = playbook.workspace.currency
  return currency === expected ? [] : [{ path: 'currency', message: `must be ${expected}, the workspace's currency` }]
}

/** How far ahead of ours another clock may be. */
const clockSkew = 5 * 60_000

function inFuture(path: string, at: Instant | undefined, now: Instant): readonly FieldError[] {
  return at !== undefined && at > now + clockSkew ? [{ path, message: 'must not be in the future' }] : []
}
