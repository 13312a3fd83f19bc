import type { Assignment } from '../assignment.ts'
import { declineReasonOf } from '../decline-reasons.ts'
import type { LeadHistory } from './coordinates.ts'

/**
 * Counts what became of a lead that went to Sales.
 * @param history of the lead
 * @returns `sent`, `pursuit.accepted`, `pursuit.touched`, `pursuit.outcome` (a deal, or lost), `pursuit.untouched` (accepted,
 *   but the rep never got in touch), `declined.REASON`; nothing of a lead that never went there
 */
export function pursuitOf({ lead, assignments, deals }: LeadHistory): Readonly<Record<string, number>> {
  if (assignments.length === 0) return {}
  const accepted = assignments.some(({ state }) => state.status === 'accepted')
  const touched = assignments.some(({ firstTouchAt }) => firstTouchAt !== undefined)
  const outcome = deals.length > 0 || lead.state.stage === 'lost'
  return {
    sent: 1,
    'pursuit.accepted': Number(accepted),
    'pursuit.touched': Number(touched),
    'pursuit.untouched': Number(accepted && !touched && !outcome),
    'pursuit.outcome': Number(outcome),
    ...declinedBy(assignments),
  }
}

function declinedBy(assignments: readonly Assignment[]): Readonly<Record<string, number>> {
  const reasons = assignments.flatMap(({ state }) =>
    state.status === 'declined' ? [declineReasonOf(state.reason)] : [],
  )
  return Object.fromEntries(
    [...Map.groupBy(reasons, (reason) => reason)].map(([reason, all]) => [`declined.${reason}`, all.length]),
  )
}

/**
 * Counts what became of one offer, for the rep it was made to.
 * @param history of the lead
 * @param assignment the offer
 * @returns the names of `pursuitOf`, and `expired`, `released`, `deals`, `wonDeals`, `revenueMinor`; deals are those of
 *   the rep who had the lead last
 */
export function offerCounts(history: LeadHistory, assignment: Assignment): Readonly<Record<string, number>> {
  const { state, firstTouchAt, releasedAt } = assignment
  const accepted = state.status === 'accepted'
  const isLast = history.assignments.at(-1)?.id === assignment.id
  const deals = isLast && accepted ? history.deals : []
  const won = deals.flatMap((deal) => (deal.state.status === 'won' ? [deal.state.amountMinor] : []))
  const outcome = deals.length > 0 || (isLast && accepted && history.lead.state.stage === 'lost')
  return {
    sent: 1,
    'pursuit.accepted': Number(accepted),
    'pursuit.touched': Number(firstTouchAt !== undefined),
    'pursuit.untouched': Number(accepted && firstTouchAt === undefined && !outcome),
    'pursuit.outcome': Number(outcome),
    expired: Number(state.status === 'expired'),
    released: Number(releasedAt !== undefined),
    deals: deals.length,
    wonDeals: won.length,
    revenueMinor: won.reduce((sum, amount) => sum + amount, 0),
    ...declinedBy([assignment]),
  }
}
