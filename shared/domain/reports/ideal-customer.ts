import { type RelativeRisk, relativeRisk } from '../statistics/relative-risk.ts'
import type { NamedCounts } from './counts.ts'

/** How a trait goes with winning. */
export interface TraitRow {
  readonly trait: string
  readonly leads: number
  readonly won: number
  /** Its share among won deals ÷ its share among all leads; `null` where nothing was won. */
  readonly lift: number | null
  /** How many times likelier leads with it are won than those without. */
  readonly relativeRisk: RelativeRisk
  /** Its whole interval lies above or below 1. */
  readonly verdict: 'more' | 'less' | 'unclear'
}

/** Leads with a trait below which it is not told. */
export const fewestWithTrait = 10

/**
 * Says which traits are over-represented among won deals. With many traits one in twenty is told apart by chance
 * alone: intervals are of 95 % each.
 * @param counts `TRAIT.leads` and `TRAIT.won`, and the same of `all`, added up
 * @param minimum leads with a trait below which it is left out; `fewestWithTrait` when absent
 * @returns the trait whose interval begins highest first, then by name
 */
export function idealCustomer(counts: NamedCounts, minimum: number = fewestWithTrait): readonly TraitRow[] {
  const suffix = '.leads'
  const [all, allWon] = [counts['all.leads'] ?? 0, counts['all.won'] ?? 0]
  const rows = Object.entries(counts).flatMap(([name, leads]): readonly TraitRow[] => {
    const trait = name.slice(0, -suffix.length)
    if (!name.endsWith(suffix) || trait === 'all' || leads < minimum) return []
    const won = counts[`${trait}.won`] ?? 0
    const risk = relativeRisk({ withTrait: { won, all: leads }, without: { won: allWon - won, all: all - leads } })
    const lift = allWon === 0 ? null : won / allWon / (leads / all)
    return [{ trait, leads, won, lift, relativeRisk: risk, verdict: verdictOf(risk) }]
  })
  return rows.toSorted((one, other) => lowOf(other) - lowOf(one) || (one.trait < other.trait ? -1 : 1))
}

function verdictOf(risk: RelativeRisk): TraitRow['verdict'] {
  if (risk.kind !== 'ratio') return 'unclear'
  if (risk.interval.low > 1) return 'more'
  return risk.interval.high < 1 ? 'less' : 'unclear'
}

function lowOf({ relativeRisk: risk }: TraitRow): number {
  return risk.kind === 'ratio' ? risk.interval.low : 0
}
