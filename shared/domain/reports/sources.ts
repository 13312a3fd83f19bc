import type { Minor } from '../money.ts'
import { type NotEnoughData, notEnoughData } from '../statistics/data.ts'
import { type Interval, type Proportion, proportion, z95 } from '../statistics/wilson.ts'

/** What is counted of a source; all of it can be kept as counters. */
export interface SourceCounts {
  readonly source: string
  readonly leads: number
  /** Leads that were sent to Sales, and of these accepted. */
  readonly sent: number
  readonly accepted: number
  readonly won: number
  readonly revenueMinor: Minor
  /** The squares of the won deals' revenue, added up, in minor units squared: its spread. */
  readonly revenueSquares: number
  readonly spendMinor: Minor
}

/** Revenue for each unit of spend. */
export type Return =
  | { readonly kind: 'return'; readonly revenuePerSpend: number; readonly interval: Interval }
  | { readonly kind: 'no-spend' }
  /** `have` and `need` are won deals. */
  | NotEnoughData

/** A source's line. */
export interface SourceRow {
  readonly source: string
  readonly leads: number
  readonly acceptance: Proportion | null
  readonly conversion: Proportion | null
  /** Minor units, not rounded; `null` where there is no lead. */
  readonly revenuePerLead: number | null
  readonly return: Return
}

/** What sources brought. */
export interface SourceReport {
  /** The most leads first, then by name. */
  readonly rows: readonly SourceRow[]
  /** The best return, if any can be told. */
  readonly best?: string
  /** No other source's interval reaches into the best one's: the data tells it apart. */
  readonly bestIsClear: boolean
}

/** Won deals below which a return is not told: the normal approximation of its interval does not hold. */
export const fewestWon = 30

/**
 * Says what sources brought, and where a unit of spend has earned most. That is the average of what was spent so far;
 * the next unit earns less once a source is exhausted, which this data can't show.
 * @param counts by source
 * @param minimum won deals below which no return is told; `fewestWon` when absent
 */
export function sourceReport(counts: readonly SourceCounts[], minimum: number = fewestWon): SourceReport {
  const rows = counts
    .map(
      (one): SourceRow => ({
        source: one.source,
        leads: one.leads,
        acceptance: proportion(one.accepted, one.sent),
        conversion: proportion(one.won, one.leads),
        revenuePerLead: one.leads > 0 ? one.revenueMinor / one.leads : null,
        return: returnOf(one, minimum),
      }),
    )
    .toSorted((one, other) => other.leads - one.leads || (one.source < other.source ? -1 : 1))
  const told = rows.flatMap(({ source, return: earned }) => (earned.kind === 'return' ? [{ source, ...earned }] : []))
  const [best, ...others] = told.toSorted((one, other) => other.revenuePerSpend - one.revenuePerSpend)
  if (best === undefined) return { rows, bestIsClear: false }
  const bestIsClear = others.length > 0 && others.every(({ interval }) => interval.high < best.interval.low)
  return { rows, best: best.source, bestIsClear }
}

/**
 * Deals come one by one and independently, each for an amount of its own (a compound Poisson process): the variance of
 * their sum is estimated by the sum of their squares (W. Feller, An Introduction to Probability Theory and Its
 * Applications, vol. I, ch. XII).
 */
function returnOf({ won, revenueMinor, revenueSquares, spendMinor }: SourceCounts, minimum: number): Return {
  if (!(spendMinor > 0)) return { kind: 'no-spend' }
  if (won < minimum) return notEnoughData(won, minimum)
  const half = z95 * Math.sqrt(Math.max(0, revenueSquares))
  return {
    kind: 'return',
    revenuePerSpend: revenueMinor / spendMinor,
    interval: { low: Math.max(0, revenueMinor - half) / spendMinor, high: (revenueMinor + half) / spendMinor },
  }
}
