import { day } from '../time.ts'
import type { LeadHistory } from './coordinates.ts'

/** Ages at which cohorts are compared, in days. */
export const cohortAges: readonly number[] = [30, 60, 90]

/**
 * Counts a lead's pipeline by the age it had when each deal was opened.
 * @param history of the lead
 * @returns for each age `aAGE.pipelineMinor` and `aAGE.deals`: those opened no longer than that after the lead
 *   was first seen
 */
export function cohortCounts({ lead, deals }: LeadHistory): Readonly<Record<string, number>> {
  const byAge = cohortAges.flatMap((age) => {
    const own = deals.filter(({ openedAt }) => openedAt - lead.createdAt <= age * day)
    const pipeline = own.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
    return [[`a${age}.pipelineMinor`, pipeline] as const, [`a${age}.deals`, own.length] as const]
  })
  return Object.fromEntries(byAge)
}
