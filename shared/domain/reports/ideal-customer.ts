import { type RelativeRisk, relativeRisk } from '../statistics/relative-risk.ts'

/** A lead's traits, such as `company.industry: Manufacturing`, and whether it became a won deal. */
export interface TraitOutcome {
  readonly traits: readonly string[]
  readonly won: boolean
}

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
 * @param outcomes one for each lead
 * @param minimum leads with a trait below which it is left out; `fewestWithTrait` when absent
 * @returns the trait whose interval begins highest first, then by name
 */
export function idealCustomer(
  outcomes: readonly TraitOutcome[],
  minimum: number = fewestWithTrait,
): readonly TraitRow[] {
  const counts = new Map<string, { leads: number; won: number }>()
  for (const { traits, won } of outcomes) {
    for (const trait of new Set(traits)) {
      const count = counts.get(trait) ?? { leads: 0, won: 0 }
      counts.set(trait, { leads: count.leads + 1, won: count.won + Number(won) })
    }
  }
  const all = outcomes.length
  const allWon = outcomes.filter(({ won }) => won).length
  const rows = [...counts]
    .filter(([, { leads }]) => leads >= minimum)
    .map(([trait, { leads, won }]): TraitRow => {
      const risk = relativeRisk({ withTrait: { won, all: leads }, without: { won: allWon - won, all: all - leads } })
      const lift = allWon === 0 ? null : won / allWon / (leads / all)
      return { trait, leads, won, lift, relativeRisk: risk, verdict: verdictOf(risk) }
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
