import { durationBucket } from '../statistics/histogram.ts'
import type { Instant } from '../time.ts'
import type { LeadHistory } from './coordinates.ts'
import { sumOf } from './counts.ts'
import { pursuitOf } from './pursuit-counts.ts'

/** The way from a lead to a won deal. */
export const funnelStages = ['lead', 'hot', 'assigned', 'accepted', 'touched', 'opportunity', 'won'] as const

/** One stage of the funnel. */
export type FunnelStage = (typeof funnelStages)[number]

/** Where a lead is that is at no stage of the funnel any more. */
export type Leak = 'nurturing' | 'pool' | 'rejected' | 'lost'

/**
 * Counts a lead's way through the funnel: each stage it reached or passed, how long it took from each to the next, and
 * where it is if it left the funnel; and what its deals are worth.
 * @param history of the lead
 * @returns `reached.STAGE`, `took.STAGE.BUCKET` (from that stage to the next), `left.STAGE.WHERE`, `deals`,
 *   `pipelineMinor`, `wonDeals`, `revenueMinor`, `worth.BUCKET` (won deals by size, so that the spread of revenue can be
 *   told), `customers` (1 when a deal was won), and what `pursuitOf` counts
 */
export function funnelCounts(history: LeadHistory): Readonly<Record<string, number>> {
  const entered = enteredAt(history)
  const furthest = funnelStages.findLastIndex((stage) => entered[stage] !== undefined)
  const counts: Record<string, number> = {}
  for (const [index, stage] of funnelStages.entries()) {
    if (index > furthest) break
    counts[`reached.${stage}`] = 1
    const next = funnelStages[index + 1]
    const [from, until] = [entered[stage], next === undefined ? undefined : entered[next]]
    if (from !== undefined && until !== undefined) counts[`took.${stage}.${durationBucket(until - from)}`] = 1
  }
  const leak = leakOf(history)
  const last = funnelStages[furthest]
  if (leak !== undefined && last !== undefined && last !== 'won') counts[`left.${last}.${leak}`] = 1
  return { ...counts, ...dealCounts(history), ...pursuitOf(history) }
}

type Entered = { readonly [Stage in FunnelStage]?: Instant }

/** When a lead first reached each stage; one that was skipped has no time. */
function enteredAt({ lead, assignments, deals }: LeadHistory): Entered {
  const first = (times: readonly (Instant | undefined)[]): Instant | undefined => {
    const known = times.filter((time) => time !== undefined)
    return known.length === 0 ? undefined : Math.min(...known)
  }
  const times = {
    lead: lead.createdAt,
    hot: lead.hotAt,
    assigned: first(assignments.map(({ offeredAt }) => offeredAt)),
    accepted: first(assignments.map(({ state }) => (state.status === 'accepted' ? state.at : undefined))),
    touched: first(assignments.map(({ firstTouchAt }) => firstTouchAt)),
    opportunity: first(deals.map(({ openedAt }) => openedAt)),
    won: first(deals.map(({ state }) => (state.status === 'won' ? state.closedAt : undefined))),
  }
  return Object.fromEntries(Object.entries(times).filter(([, at]) => at !== undefined))
}

function leakOf({ lead }: LeadHistory): Leak | undefined {
  const { stage } = lead.state
  return stage === 'nurturing' || stage === 'pool' || stage === 'rejected' || stage === 'lost' ? stage : undefined
}

function dealCounts({ deals }: LeadHistory): Readonly<Record<string, number>> {
  const won = deals.flatMap(({ state }) => (state.status === 'won' ? [state.amountMinor] : []))
  const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
  return {
    ...sumOf(won.map((amount) => ({ counts: { [`worth.${durationBucket(amount)}`]: 1 } }))),
    customers: Number(won.length > 0),
    deals: deals.length,
    pipelineMinor: sum(deals.map(({ amountMinor }) => amountMinor)),
    wonDeals: won.length,
    revenueMinor: sum(won),
  }
}
