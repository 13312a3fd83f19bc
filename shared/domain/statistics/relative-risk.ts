import { type NotEnoughData, notEnoughData } from './data.ts'
import { type Interval, z95 } from './wilson.ts'

/** Who has a trait and who does not, and how many of each came to something. */
export interface TwoGroups {
  readonly withTrait: { readonly won: number; readonly all: number }
  readonly without: { readonly won: number; readonly all: number }
}

/** How many times likelier those with the trait are to come to something. */
export type RelativeRisk =
  | { readonly kind: 'ratio'; readonly ratio: number; readonly interval: Interval }
  | NotEnoughData

/**
 * Compares how often two groups come to something: the ratio, with its interval of 95 % by the normal approximation of
 * the logarithm (D. Katz, J. Baptista, S. P. Azen, M. C. Pike, Biometrics 34 (1978), 469–474). Where one of the four
 * numbers is 0, each gets a half more (Haldane 1956, Anscombe 1956), so that there is always a ratio.
 * @param groups whole numbers, `won` at most `all`
 * @returns a finite ratio and interval; or, when one of the groups is empty, how large the smaller is
 */
export function relativeRisk({ withTrait, without }: TwoGroups): RelativeRisk {
  const smaller = Math.min(withTrait.all, without.all)
  if (!(smaller > 0)) return notEnoughData(Math.max(0, smaller), 1)
  const cells = [withTrait.won, withTrait.all - withTrait.won, without.won, without.all - without.won]
  const half = cells.some((count) => count <= 0) ? 0.5 : 0
  const [a, b, c, d] = cells.map((count) => Math.max(0, count) + half)
  if (a === undefined || b === undefined || c === undefined || d === undefined) return notEnoughData(0, 1)
  const logarithm = Math.log(a / (a + b)) - Math.log(c / (c + d))
  const error = Math.sqrt(Math.max(0, 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)))
  return {
    kind: 'ratio',
    ratio: Math.exp(logarithm),
    interval: { low: Math.exp(logarithm - z95 * error), high: Math.exp(logarithm + z95 * error) },
  }
}
