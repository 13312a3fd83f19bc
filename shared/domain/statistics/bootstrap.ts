import { type NotEnoughData, notEnoughData } from './data.ts'
import { quantileOfSorted } from './quantiles.ts'
import type { Interval } from './wilson.ts'

/** A source of chance: a fraction from 0 (inclusive) to 1 (exclusive) each time. */
export type Chance = () => number

/** What intervals are drawn from. */
export interface BootstrapInput {
  /** What each deal gave to whom, such as revenue by campaign in a model; not negative. */
  readonly deals: readonly ReadonlyMap<string, number>[]
  readonly chance: Chance
  /** How many times deals are drawn anew; 1000 when absent, which Efron and Tibshirani call enough for percentiles. */
  readonly draws?: number
  /** Deals below which nothing is said; `fewestDeals` when absent. */
  readonly minimum?: number
}

/** What part of the whole somebody has, and what it might have been with other deals. */
export interface ShareWithInterval {
  readonly name: string
  readonly share: number
  readonly interval: Interval
}

/** What the bootstrap says. */
export type BootstrapShares =
  | { readonly kind: 'shares'; readonly deals: number; readonly shares: readonly ShareWithInterval[] }
  | NotEnoughData

/**
 * Percentile intervals of smaller samples are too narrow: T. C. Hesterberg, What teachers should know about the
 * bootstrap, The American Statistician 69 (2015), 371–386.
 */
export const fewestDeals = 30

/**
 * Says how sure each one's part of the whole is: deals are drawn with replacement, as many as there are, again and
 * again, and the middle 95 % of the parts that come out are the interval (B. Efron, R. J. Tibshirani, An Introduction
 * to the Bootstrap, 1993, ch. 13). Deals are drawn, not credits: those of one deal belong together.
 * @param input deals and the source of chance; the same chance gives the same intervals
 * @returns the largest share first, then by name; or how many deals that gave anything there are
 */
export function bootstrapShares(input: BootstrapInput): BootstrapShares {
  const { deals: given, chance, draws = 1000, minimum = fewestDeals } = input
  const deals = given.filter((deal) => [...deal.values()].some((amount) => amount > 0))
  const need = Math.max(2, minimum)
  if (deals.length < need) return notEnoughData(deals.length, need)
  const names = [...new Set(deals.flatMap((deal) => [...deal.keys()]))].toSorted()
  const places = new Map(names.map((name, index) => [name, index]))
  const rows = deals.map((deal) => ({
    places: [...deal.keys()].map((name) => places.get(name) ?? 0),
    amounts: [...deal.values()],
  }))
  const drawn = names.map((): number[] => [])
  for (let draw = 0; draw < draws; draw += 1) {
    const parts = partsOf(rows, names.length, () => Math.floor(chance() * rows.length))
    for (const [index, part] of parts.entries()) drawn[index]?.push(part)
  }
  const shares = partsOf(rows, names.length).map((share, index) => ({
    name: names[index] ?? '',
    share,
    interval: middle(drawn[index] ?? [], share),
  }))
  return {
    kind: 'shares',
    deals: deals.length,
    shares: shares.toSorted((one, other) => other.share - one.share || (one.name < other.name ? -1 : 1)),
  }
}

/** What a deal gave: to whom, by place, and how much. */
interface DealRow {
  readonly places: readonly number[]
  readonly amounts: readonly number[]
}

/**
 * Adds as many deals up as there are, those that `pick` names or each once. Every deal gives something, so the whole
 * is above 0.
 */
function partsOf(
  rows: readonly DealRow[],
  size: number,
  pick: (index: number) => number = (index) => index,
): readonly number[] {
  const sums = new Array<number>(size).fill(0)
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[pick(index)]
    if (row === undefined) continue
    for (let at = 0; at < row.places.length; at += 1) {
      const place = row.places[at] ?? 0
      sums[place] = (sums[place] ?? 0) + (row.amounts[at] ?? 0)
    }
  }
  const whole = sums.reduce((sum, part) => sum + part, 0)
  return sums.map((part) => part / whole)
}

function middle(drawn: readonly number[], share: number): Interval {
  const sorted = drawn.toSorted((one, other) => one - other)
  return { low: quantileOfSorted(sorted, 0.025) ?? share, high: quantileOfSorted(sorted, 0.975) ?? share }
}
