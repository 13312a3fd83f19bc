import { dayOf, startOfDay } from '../calendar.ts'
import type { Minor } from '../money.ts'
import { type NotEnoughData, notEnoughData } from '../statistics/data.ts'
import { day, type Instant } from '../time.ts'
import { cohortAges } from './cohort-counts.ts'
import type { NamedCounts } from './counts.ts'

/** What cohorts are made from. */
export interface CohortInput {
  /** As `cohortCounts` and `funnelCounts` name them, by month (`2026-03`). */
  readonly counts: ReadonlyMap<string, NamedCounts>
  /** What was spent, by month; a month may come more than once. */
  readonly spend: readonly { readonly month: string; readonly amountMinor: Minor }[]
  /** The workspace's. */
  readonly timezone: string
  readonly now: Instant
}

/** A cohort at an age. */
export type CohortAtAge =
  | {
      readonly kind: 'ratio'
      /** In days. */
      readonly age: number
      /** Deals opened no longer than the age after their lead was first seen, and what they are worth. */
      readonly deals: number
      readonly pipelineMinor: Minor
      /** Pipeline ÷ spend; `null` where nothing was spent. */
      readonly quickRatio: number | null
    }
  /** Its youngest lead is not that old yet: `have` and `need` are days. */
  | (NotEnoughData & { readonly age: number })

/** The leads of a month, and what the month cost. */
export interface Cohort {
  readonly month: string
  readonly leads: number
  readonly spendMinor: Minor
  readonly ages: readonly CohortAtAge[]
}

/**
 * Compares months at equal age, so that an old month does not look better than a new one only because its leads had
 * longer to become deals.
 * @param input counts of leads by the month they were first seen in, and spend by month
 * @returns one cohort for each month with leads or spend, the oldest first
 */
export function quickRatioCohorts({ counts, spend, timezone, now }: CohortInput): readonly Cohort[] {
  const months = [...new Set([...counts.keys(), ...spend.map(({ month }) => month)])].toSorted()
  return months.map((month) => {
    const own = counts.get(month) ?? {}
    const spendMinor = spend.reduce((sum, one) => sum + (one.month === month ? one.amountMinor : 0), 0)
    const ended = startOfDay(`${monthAfter(month)}-01`, timezone)
    const youngest = Math.max(0, Math.floor((now - ended) / day))
    const atAge = (age: number): CohortAtAge => {
      if (now < ended + age * day) return { ...notEnoughData(youngest, age), age }
      const [deals, pipelineMinor] = [own[`a${age}.deals`] ?? 0, own[`a${age}.pipelineMinor`] ?? 0]
      return {
        kind: 'ratio',
        age,
        deals,
        pipelineMinor,
        quickRatio: spendMinor > 0 ? pipelineMinor / spendMinor : null,
      }
    }
    return { month, leads: own['reached.lead'] ?? 0, spendMinor, ages: cohortAges.map(atAge) }
  })
}

/**
 * Names the month after a month.
 * @param month `2026-03`
 */
export function monthAfter(month: string): string {
  // Noon of the 15th, plus 20 days, is in the next month in UTC.
  return dayOf(Date.parse(`${month}-15T12:00:00Z`) + 20 * day, 'UTC').slice(0, 7)
}
