import { dayOf, monthOf, startOfDay } from '../calendar.ts'
import type { Minor } from '../money.ts'
import { type NotEnoughData, notEnoughData } from '../statistics/data.ts'
import { day, type Instant } from '../time.ts'

/** Ages at which cohorts are compared, in days. */
export const cohortAges: readonly number[] = [30, 60, 90]

/** What cohorts are made from. */
export interface CohortInput {
  readonly opportunities: readonly {
    /** When its lead was first seen: the month of this is the cohort. */
    readonly leadCreatedAt: Instant
    readonly openedAt: Instant
    readonly amountMinor: Minor
  }[]
  /** What was spent, by month (`2026-03`); a month may come more than once. */
  readonly spend: readonly { readonly month: string; readonly amountMinor: Minor }[]
  /** The workspace's. */
  readonly timezone: string
  readonly now: Instant
  /** In days; `cohortAges` when absent. */
  readonly ages?: readonly number[]
}

/** A cohort at an age. */
export type CohortAtAge =
  | {
      readonly kind: 'ratio'
      /** In days. */
      readonly age: number
      /** Pipeline of deals opened no longer than the age after their lead was first seen. */
      readonly pipelineMinor: Minor
      /** Pipeline ÷ spend; `null` where nothing was spent. */
      readonly quickRatio: number | null
    }
  /** Its youngest lead is not that old yet: `have` and `need` are days. */
  | (NotEnoughData & { readonly age: number })

/** The leads of a month, and what the month cost. */
export interface Cohort {
  readonly month: string
  readonly spendMinor: Minor
  readonly ages: readonly CohortAtAge[]
}

/**
 * Compares months at equal age, so that an old month does not look better than a new one only because its leads had
 * longer to become deals.
 * @param input deals with the first touch of their lead, and spend by month
 * @returns one cohort for each month with deals or spend, the oldest first
 */
export function quickRatioCohorts(input: CohortInput): readonly Cohort[] {
  const { timezone, now, ages = cohortAges } = input
  const deals = Map.groupBy(input.opportunities, ({ leadCreatedAt }) => monthOf(dayOf(leadCreatedAt, timezone)))
  const spend = Map.groupBy(input.spend, ({ month }) => month)
  const months = [...new Set([...deals.keys(), ...spend.keys()])].toSorted()
  return months.map((month) => {
    const spendMinor = sumOf(spend.get(month) ?? [])
    const ended = startOfDay(`${monthAfter(month)}-01`, timezone)
    const youngest = Math.max(0, Math.floor((now - ended) / day))
    const atAge = (age: number): CohortAtAge => {
      if (now < ended + age * day) return { ...notEnoughData(youngest, age), age }
      const own = deals.get(month) ?? []
      const pipelineMinor = sumOf(own.filter(({ openedAt, leadCreatedAt }) => openedAt - leadCreatedAt <= age * day))
      return { kind: 'ratio', age, pipelineMinor, quickRatio: spendMinor > 0 ? pipelineMinor / spendMinor : null }
    }
    return { month, spendMinor, ages: ages.map(atAge) }
  })
}

function sumOf(amounts: readonly { readonly amountMinor: Minor }[]): Minor {
  return amounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}

function monthAfter(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))]
  const [nextYear, next] = number === 12 ? [year + 1, 1] : [year, number + 1]
  return `${String(nextYear).padStart(4, '0')}-${String(next).padStart(2, '0')}`
}
