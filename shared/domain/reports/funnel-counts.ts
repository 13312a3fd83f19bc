import { amountBucket, durationBucket } from '../statistics/histogram.ts'
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
 * Counts a lead's way through the funnel: each stage it reached or passed, and where it is if it left the funnel; and
 * what its deals are worth.
 * @param history of the lead
 * @returns `reached.STAGE`, `left.STAGE.WHERE`, `deals`, `pipelineMinor`, `wonDeals`, `revenueMinor`, `worth.BUCKET`
 *   (won deals by size, so that the spread of revenue can be told), `customers` (1 when a deal was won), and what
 *   `pursuitOf` counts
 */
export function funnelCounts(history: LeadHistory): Readonly<Record<string, number>> {
  const furthest = furthestOf(enteredAt(history))
  const reached = funnelStages.slice(0, furthest + 1).map((stage) => [`reached.${stage}`, 1] as const)
  const [leak, last] = [leakOf(history), funnelStages[furthest]]
  return {
    ...Object.fromEntries(reached),
    ...(leak === undefined || last === undefined || last === 'won' ? {} : { [`left.${last}.${leak}`]: 1 }),
    ...dealCounts(history),
    ...pursuitOf(history),
  }
}

/**
 * Counts how long a lead took from each stage of the funnel to the next.
 * @param history of the lead
 * @returns `took.STAGE.BUCKET`, from that stage to the next
 */
export function stageTimes(history: LeadHistory): Readonly<Record<string, number>> {
  const entered = enteredAt(history)
  const took = funnelStages.flatMap((stage, index) => {
    const next = funnelStages[index + 1]
    const [from, until] = [entered[stage], next === undefined ? undefined : entered[next]]
    return from === undefined || until === undefined
      ? []
      : [[`took.${stage}.${durationBucket(until - from)}`, 1] as const]
  })
  return Object.fromEntries(took)
}

function furthestOf(entered: Entered): number {
  return funnelStages.findLastIndex((stage) => entered[stage] !== undefined)
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
    ...sumOf(won.map((amount) => ({ counts: { [`worth.${amountBucket(amount)}`]: 1 } }))),
    customers: Number(won.length > 0),
    deals: deals.length,
    pipelineMinor: sum(deals.map(({ amountMinor }) => amountMinor)),
    wonDeals: won.length,
    revenueMinor: sum(won),
  }
}
