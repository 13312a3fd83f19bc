import type { Minor } from '../money.ts'
import { type Proportion, proportion } from '../statistics/wilson.ts'
import { countsUnder, mostFirst, type Named, type NamedCounts } from './counts.ts'

/** How what was sent to Sales was worked: leads, or a rep's offers. */
export interface PursuitFigures {
  readonly sent: number
  readonly accepted: number
  readonly touched: number
  /** It came to a deal, or was lost. */
  readonly pursued: number
  /** Accepted, but nobody got in touch, and nothing came of it. */
  readonly untouched: number
  readonly declined: number
  /** Accepted ÷ sent, touched ÷ accepted, pursued ÷ sent. */
  readonly acceptance: Proportion | null
  readonly touching: Proportion | null
  readonly pursuit: Proportion | null
  /** Why; the most frequent first. A lead that was declined twice counts twice. */
  readonly reasons: readonly Named[]
}

/** What became of a rep's offers. */
export interface OfferFigures extends PursuitFigures {
  /** Not answered in time. */
  readonly expired: number
  /** Accepted, and lost again because nothing moved. */
  readonly released: number
  readonly deals: number
  readonly won: number
  readonly revenueMinor: Minor
}

/**
 * Says how leads that were sent to Sales were worked.
 * @param counts as `pursuitOf` names them, added up
 */
export function pursuitFigures(counts: NamedCounts): PursuitFigures {
  const [sent, accepted, touched] = [counts.sent ?? 0, counts['pursuit.accepted'] ?? 0, counts['pursuit.touched'] ?? 0]
  const pursued = counts['pursuit.outcome'] ?? 0
  const reasons = mostFirst(countsUnder(counts, 'declined'))
  return {
    sent,
    accepted,
    touched,
    pursued,
    untouched: counts['pursuit.untouched'] ?? 0,
    declined: reasons.reduce((sum, { count }) => sum + count, 0),
    acceptance: proportion(accepted, sent),
    touching: proportion(touched, accepted),
    pursuit: proportion(pursued, sent),
    reasons,
  }
}

/**
 * Says how a rep worked what was offered to them.
 * @param counts as `offerCounts` names them, added up
 */
export function offerFigures(counts: NamedCounts): OfferFigures {
  return {
    ...pursuitFigures(counts),
    expired: counts.expired ?? 0,
    released: counts.released ?? 0,
    deals: counts.deals ?? 0,
    won: counts.wonDeals ?? 0,
    revenueMinor: counts.revenueMinor ?? 0,
  }
}
