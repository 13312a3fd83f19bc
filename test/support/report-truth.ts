import { dayOf } from '../../shared/domain/calendar.ts'
import type { LeadHistory } from '../../shared/domain/reports/coordinates.ts'

// What reports must say, worked out from histories one by one, and by nothing of the reports' own.

/** A period of days, `to` exclusive. */
export interface Days {
  readonly from: string
  readonly to: string
  readonly timezone: string
}

/** What one dimension's value must add up to. */
export interface Truth {
  leads: number
  hot: number
  sent: number
  accepted: number
  touched: number
  deals: number
  customers: number
  pipelineMinor: number
  revenueMinor: number
}

/**
 * Folds the leads that came in a period.
 * @param histories of all leads
 * @param days the period
 * @param keep which of them count
 */
export function truthOf(
  histories: readonly LeadHistory[],
  days: Days,
  keep: (history: LeadHistory) => boolean = () => true,
): Truth {
  const truth: Truth = {
    leads: 0,
    hot: 0,
    sent: 0,
    accepted: 0,
    touched: 0,
    deals: 0,
    customers: 0,
    pipelineMinor: 0,
    revenueMinor: 0,
  }
  for (const history of histories) {
    if (!isIn(history.lead.createdAt, days) || !keep(history)) continue
    truth.leads += 1
    if (history.lead.hotAt !== undefined) truth.hot += 1
    if (history.assignments.length > 0) truth.sent += 1
    let isAccepted = false
    let isTouched = false
    for (const { state, firstTouchAt } of history.assignments) {
      if (state.status === 'accepted') isAccepted = true
      if (firstTouchAt !== undefined) isTouched = true
    }
    truth.accepted += Number(isAccepted)
    truth.touched += Number(isTouched)
    let isWon = false
    for (const { amountMinor, state } of history.deals) {
      truth.deals += 1
      truth.pipelineMinor += amountMinor
      if (state.status !== 'won') continue
      isWon = true
      truth.revenueMinor += state.amountMinor
    }
    truth.customers += Number(isWon)
  }
  return truth
}

/** What offers of a rep came to. */
export function offersOf(histories: readonly LeadHistory[], days: Days, rep?: string) {
  const own = histories
    .flatMap(({ assignments }) => assignments)
    .filter((one) => isIn(one.offeredAt, days) && (rep === undefined || one.rep === rep))
  const count = (status: string): number => own.filter(({ state }) => state.status === status).length
  return { sent: own.length, accepted: count('accepted'), declined: count('declined'), expired: count('expired') }
}

/** Deals closed in a period. */
export function closedIn(histories: readonly LeadHistory[], days: Days) {
  const states = histories.flatMap(({ deals }) => deals.map(({ state }) => state))
  const closed = states.flatMap((state) =>
    state.status !== 'open' && isIn(state.closedAt, days) ? [state.status] : [],
  )
  return {
    won: closed.filter((status) => status === 'won').length,
    lost: closed.filter((status) => status === 'lost').length,
  }
}

function isIn(instant: number, { from, to, timezone }: Days): boolean {
  const day = dayOf(instant, timezone)
  return day >= from && day < to
}
