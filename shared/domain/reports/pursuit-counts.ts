import type { Assignment } from '../assignment.ts'
import { declineReasonOf } from '../decline-reasons.ts'
import type { WorkCalendar } from '../working-time.ts'
import type { LeadHistory } from './coordinates.ts'
import { offerSpeed } from './speed-counts.ts'

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
 * @param calendar when a rep is at work
 * @returns `offers`, then `offers.accepted`, `.declined`, `.expired`, `.touched`, `.released`, `.deals`, `.won`,
 *   `.revenueMinor`, `declined.REASON`, and the speed of the steps that were the rep's
 */
export function offerCounts(
  history: LeadHistory,
  assignment: Assignment,
  calendar: (rep: string) => WorkCalendar,
): Readonly<Record<string, number>> {
  const { state } = assignment
  const isLast = history.assignments.at(-1)?.id === assignment.id
  const deals = isLast && state.status === 'accepted' ? history.deals : []
  const won = deals.flatMap((deal) => (deal.state.status === 'won' ? [deal.state.amountMinor] : []))
  return {
    offers: 1,
    'offers.accepted': Number(state.status === 'accepted'),
    'offers.declined': Number(state.status === 'declined'),
    'offers.expired': Number(state.status === 'expired'),
    'offers.touched': Number(assignment.firstTouchAt !== undefined),
    'offers.released': Number(assignment.releasedAt !== undefined),
    'offers.deals': deals.length,
    'offers.won': won.length,
    'offers.revenueMinor': won.reduce((sum, amount) => sum + amount, 0),
    ...declinedBy([assignment]),
    ...offerSpeed(assignment, calendar(assignment.rep)),
  }
}
