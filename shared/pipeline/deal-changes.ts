import type { FieldError } from '../contracts/problem.ts'
import { parseNumberedId } from '../domain/ids.ts'
import { type Lead, type LeadState, moveTo, ownerOf } from '../domain/lead.ts'
import type { Opportunity } from '../domain/opportunity.ts'
import type { Playbook } from '../domain/playbook.ts'
import { type TaskLane, taskNow } from '../domain/task.ts'
import type { Instant } from '../domain/time.ts'
import type { Stored, Write } from '../ports/store.ts'
import { commitFresh } from './fresh.ts'
import type { Ports } from './ports.ts'
import { withReturnedDeals } from './returned-deals.ts'
import { currentRules } from './rules.ts'

/** What became of a change to a deal. `closed`: it was won or lost before; `not-won`: it is not, or not any more. */
export type OpportunityResult =
  | { readonly kind: 'done'; readonly opportunity: Opportunity }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'closed' | 'not-won' | 'clash'; readonly opportunity: Opportunity }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }

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
 * Changes a deal, moves its lead along, and has the ledger settled anew.
 * @param ports store, clock
 * @param id the deal's
 * @param change says what the deal becomes; the same deal when nothing changes
 */
export function changing(
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
    const writes = dealWrites(stored, lead, result.opportunity, now, 'live')
    return { result, writes: await withReturnedDeals(ports, writes) }
  })
}

/**
 * Writes a changed deal with its attribute task, and its lead where that follows it.
 * @param stored the deal as it was
 * @param lead whose
 * @param changed the deal as it is now
 * @param now the present
 * @param lane bulk when an import caused it
 */
export function dealWrites(
  stored: Stored<Opportunity>,
  lead: Stored<Lead>,
  changed: Opportunity,
  now: Instant,
  lane: TaskLane,
): readonly Write[] {
  const task = taskNow(`attribute:${stored.entity.id}:${stored.version + 1}`, 'attribute', now, lane)
  const moved = movedAlong(lead.entity, changed, now)
  return [
    { kind: 'replace', stored, entity: { ...changed, task } },
    ...(moved === lead.entity ? [] : [{ kind: 'replace', stored: lead, entity: moved } as const]),
  ]
}

/** The lead follows the deal it stands for; another deal of it does not move it. */
function movedAlong(lead: Lead, opportunity: Opportunity, now: Instant): Lead {
  if (!('opportunity' in lead.state) || lead.state.opportunity !== opportunity.id) {
    return opportunity.state.status === 'won' ? moveTo(lead, leadStateFor(lead, opportunity), now) : lead
  }
  const state = leadStateFor(lead, opportunity)
  return state.stage === lead.state.stage ? lead : moveTo(lead, state, now)
}

/**
 * Says where a lead stands that stands for a deal.
 * @param lead whose owner stays
 * @param opportunity the deal
 */
export function leadStateFor(lead: Lead, opportunity: Opportunity): LeadState {
  const owner = ownerOf(lead)
  const stage = opportunity.state.status === 'open' ? ('opportunity' as const) : opportunity.state.status
  return { stage, opportunity: opportunity.id, ...(owner === undefined ? {} : { owner }) }
}

/** Says that a currency is not the workspace's. */
export function wrongCurrency(currency: string, playbook: Playbook): readonly FieldError[] {
  const expected = playbook.workspace.currency
  return currency === expected ? [] : [{ path: 'currency', message: `must be ${expected}, the workspace's currency` }]
}

/** How far ahead of ours another clock may be. */
const clockSkew = 5 * 60_000

/** Says that a time that must have been has not come yet. */
export function inFuture(path: string, at: Instant | undefined, now: Instant): readonly FieldError[] {
  return at !== undefined && at > now + clockSkew ? [{ path, message: 'must not be in the future' }] : []
}
