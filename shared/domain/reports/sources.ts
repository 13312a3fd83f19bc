import type { Minor } from '../money.ts'
import { type NotEnoughData, notEnoughData } from '../statistics/data.ts'
import { sumOfSquares } from '../statistics/histogram.ts'
import { type Interval, type Proportion, proportion, z95 } from '../statistics/wilson.ts'
import { countsUnder, type NamedCounts } from './counts.ts'

/** A source, or whatever else leads are told apart by, and what is known of it. */
export interface SourceInput {
  readonly name: string
  /** As `funnelCounts` names them, added up. */
  readonly counts: NamedCounts
  /** Absent where spend is not known by it. */
  readonly spendMinor?: Minor
}

/** Revenue for each unit of spend. */
export type Return =
  | { readonly kind: 'return'; readonly revenuePerSpend: number; readonly interval: Interval }
  | { readonly kind: 'no-spend' }
  /** `have` and `need` are won deals. */
  | NotEnoughData

/** A source's line. */
export interface SourceRow {
  readonly name: string
  readonly leads: number
  /** Leads that were sent to Sales, and of these accepted. */
  readonly sent: number
  readonly accepted: number
  /** Leads of which a deal was won. */
  readonly won: number
  readonly revenueMinor: Minor
  readonly spendMinor: Minor | null
  readonly acceptance: Proportion | null
  readonly conversion: Proportion | null
  /** Minor units, not rounded; `null` where there is no lead. */
  readonly revenuePerLead: number | null
  /** Likewise; `null` where fewer than `fewestWon` deals were won. */
  readonly revenuePerLeadInterval: Interval | null
  readonly return: Return
}

/** What sources brought. */
export interface SourceReport {
  /** The most leads first, then by name. */
  readonly rows: readonly SourceRow[]
  /** The best return, if any can be told. */
  readonly best?: string
  /** No other's interval reaches into the best one's: the data tells it apart. */
  readonly bestIsClear: boolean
}

/** Won deals below which a return is not told: the normal approximation of its interval does not hold. */
export const fewestWon = 30

/**
 * Says what sources brought, and where a unit of spend has earned most. That is the average of what was spent so far;
 * the next unit earns less once a source is exhausted, which this data can't show.
 * @param sources in any order
 */
export function sourceReport(sources: readonly SourceInput[]): SourceReport {
  const rows = sources.map(rowOf).toSorted((one, other) => other.leads - one.leads || (one.name < other.name ? -1 : 1))
  const told = rows.flatMap(({ name, return: earned }) => (earned.kind === 'return' ? [{ name, ...earned }] : []))
  const [best, ...others] = told.toSorted((one, other) => other.revenuePerSpend - one.revenuePerSpend)
  if (best === undefined) return { rows, bestIsClear: false }
  const bestIsClear = others.length > 0 && others.every(({ interval }) => interval.high < best.interval.low)
  return { rows, best: best.name, bestIsClear }
}

function rowOf({ name, counts, spendMinor }: SourceInput): SourceRow {
  const [leads, sent, won] = [counts['reached.lead'] ?? 0, counts.sent ?? 0, counts.customers ?? 0]
  const [accepted, revenueMinor] = [counts['pursuit.accepted'] ?? 0, counts.revenueMinor ?? 0]
  const deals = counts.wonDeals ?? 0
  const interval = revenueInterval(counts)
  const per = (units: number): Interval => ({ low: interval.low / units, high: interval.high / units })
  const earned = (): Return => {
    if (spendMinor === undefined || !(spendMinor > 0)) return { kind: 'no-spend' }
    if (deals < fewestWon) return notEnoughData(deals, fewestWon)
    return { kind: 'return', revenuePerSpend: revenueMinor / spendMinor, interval: per(spendMinor) }
  }
  return {
    name,
    leads,
    sent,
    accepted,
    won,
    revenueMinor,
    spendMinor: spendMinor ?? null,
    acceptance: proportion(accepted, sent),
    conversion: proportion(won, leads),
    revenuePerLead: leads > 0 ? revenueMinor / leads : null,
    revenuePerLeadInterval: leads > 0 && deals >= fewestWon ? per(leads) : null,
    return: earned(),
  }
}

/**
 * Deals come one by one and independently, each for an amount of its own (a compound Poisson process): the variance of
 * their sum is estimated by the sum of their squares (W. Feller, An Introduction to Probability Theory and Its
 * Applications, vol. I, ch. XII). The squares are those of the buckets that deals are counted by, so the interval's
 * width is off by at most `relativeError`.
 */
function revenueInterval(counts: NamedCounts): Interval {
  const half = z95 * Math.sqrt(sumOfSquares(countsUnder(counts, 'worth')))
  const revenue = counts.revenueMinor ?? 0
  return { low: Math.max(0, revenue - half), high: revenue + half }
}
