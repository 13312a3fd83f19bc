import type { FieldError } from '../contracts/problem.ts'
import type { Minor } from '../domain/money.ts'
import type { Opportunity, OpportunityState } from '../domain/opportunity.ts'
import type { Instant } from '../domain/time.ts'
import { changing, inFuture, type OpportunityResult, wrongCurrency } from './deal-changes.ts'
import type { Ports } from './ports.ts'

/**
 * Opens a won or lost deal again, in the last stage it was in before. What it earned is taken back; refunds of it are
 * forgotten, because there is nothing any more to pay back. A deal that is open stays as it is.
 * @param ports store, clock
 * @param id the deal's
 * @param reason why, if that was said
 */
export function reopenOpportunity(ports: Ports, id: string, reason?: string): Promise<OpportunityResult> {
  return changing(ports, id, (opportunity, playbook, now) => {
    if (opportunity.state.status === 'open') return { kind: 'done', opportunity }
    const before = opportunity.history.findLast(({ stage }) => stage !== 'won' && stage !== 'lost')
    const stage = before?.stage ?? playbook.stages[0] ?? 'open'
    const entry = { stage, at: now, ...(reason === undefined ? {} : { reason }) }
    const history = [...opportunity.history, entry]
    return { kind: 'done', opportunity: { ...opportunity, history, state: { status: 'open', stage } } }
  })
}

/** What was paid back. */
export interface NewRefund {
  /** More than 0, at most what is left of what the deal was won for. */
  readonly amountMinor: Minor
  /** The deal's own, if it was said. */
  readonly currency?: string | undefined
  readonly refundedAt?: Instant | undefined
  /** The caller's own name of it: the same again is the same refund. */
  readonly key?: string | undefined
}

/**
 * Takes a part of what a won deal earned back, or all of it. The revenue of the day it was won follows; the report as
 * of a day before the refund still shows what stood then.
 * @param ports store, clock
 * @param id the deal's
 * @param refund how much, and when, unless it was now
 * @returns `clash`, when another refund came under this key
 */
export function refundOpportunity(ports: Ports, id: string, refund: NewRefund): Promise<OpportunityResult> {
  return changing(ports, id, (opportunity, playbook, now) => {
    const { state } = opportunity
    if (state.status !== 'won') return { kind: 'not-won', opportunity }
    const before = state.refunds?.find(({ key }) => key !== undefined && key === refund.key)
    if (before !== undefined) return { kind: before.amountMinor === refund.amountMinor ? 'done' : 'clash', opportunity }
    const errors = [
      ...wrongCurrency(refund.currency ?? opportunity.currency, playbook),
      ...wrongRefund(state, refund, now),
    ]
    if (errors.length > 0) return { kind: 'invalid', errors }
    return { kind: 'done', opportunity: { ...opportunity, state: refunded(state, refund, now) } }
  })
}

type Won = Extract<OpportunityState, { readonly status: 'won' }>

function refunded(state: Won, { amountMinor, refundedAt, key }: NewRefund, now: Instant): Opportunity['state'] {
  const done = { amountMinor, at: refundedAt ?? now, ...(key === undefined ? {} : { key }) }
  return { ...state, amountMinor: state.amountMinor - amountMinor, refunds: [...(state.refunds ?? []), done] }
}

/** Most refunds of one deal: they are kept on it. */
const mostRefunds = 100

function wrongRefund(state: Won, { amountMinor, refundedAt }: NewRefund, now: Instant): readonly FieldError[] {
  const tooMuch = { path: 'amountMinor', message: `must be at most ${state.amountMinor}, what the deal has earned` }
  const tooMany = { path: 'amountMinor', message: `must be one of at most ${mostRefunds} refunds: reopen the deal` }
  const tooEarly = { path: 'refundedAt', message: 'must not be before the close' }
  return [
    ...(amountMinor > state.amountMinor ? [tooMuch] : []),
    ...((state.refunds ?? []).length >= mostRefunds ? [tooMany] : []),
    ...inFuture('refundedAt', refundedAt, now),
    ...(refundedAt !== undefined && refundedAt < state.closedAt ? [tooEarly] : []),
  ]
}
