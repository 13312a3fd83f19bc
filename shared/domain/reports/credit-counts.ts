import { sharesOf } from '../attribution/shares.ts'
import { creditTouches, talliesOf } from '../attribution.ts'
import { defaultCreditHalfLife } from '../playbook.ts'
import type { Duration, Instant } from '../time.ts'
import { type LeadHistory, shortened } from './coordinates.ts'

/** What credits depend on, beside touches and deals: the playbook's `attribution`. */
export interface CreditRules {
  /** How long before a deal opened touches count. */
  readonly lookback: Duration
  /** Half-life of `time-decay`; `defaultCreditHalfLife`, when absent. */
  readonly halfLife?: Duration | undefined
}

/** What a campaign has of a lead's deals at one moment. */
export interface CreditCount {
  /** Shortened. */
  readonly campaign: string
  readonly at: Instant
  /** As tallies name them. */
  readonly counts: Readonly<Record<string, number>>
}

/**
 * Counts what campaigns have of a lead's deals, by every model: pipeline when a deal opened, revenue when it was won.
 * What the ledger holds, worked out anew, so that it can be told by what the lead is.
 * @param history of the lead
 * @param rules the playbook's attribution; nothing is counted without it
 */
export function creditCounts({ deals, touches }: LeadHistory, rules: CreditRules | undefined): readonly CreditCount[] {
  if (rules === undefined) return []
  const { lookback, halfLife = defaultCreditHalfLife } = rules
  return deals.flatMap(({ amountMinor, openedAt, state }) => {
    const shared = (basis: 'pipeline' | 'revenue', due: Parameters<typeof sharesOf>[0]) =>
      sharesOf(due, creditTouches(touches, { from: openedAt - lookback, until: due.at }), { openedAt, halfLife }).map(
        ({ campaign, at, amounts, deals: counted }): CreditCount => ({
          campaign: shortened(campaign),
          at,
          counts: Object.fromEntries(Object.entries(talliesOf({ basis, amounts, deals: counted }))),
        }),
      )
    return [
      ...shared('pipeline', { amountMinor, at: openedAt }),
      ...(state.status === 'won' ? shared('revenue', { amountMinor: state.amountMinor, at: state.closedAt }) : []),
    ]
  })
}
