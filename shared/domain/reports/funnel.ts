import { histogramQuantile } from '../statistics/histogram.ts'
import { type Proportion, proportion } from '../statistics/wilson.ts'
import type { Duration } from '../time.ts'
import { countsUnder, mostFirst, type Named, type NamedCounts } from './counts.ts'
import { type FunnelStage, funnelStages } from './funnel-counts.ts'

/** One stage of a funnel, and what became of those who reached it. */
export interface FunnelRow {
  readonly stage: FunnelStage
  /** Who was in it, or in one further on. */
  readonly reached: number
  /** Who reached the next; of the last stage nobody. */
  readonly continued: number
  /** Continued ÷ reached, with its interval; `null` of the last stage, and where nobody came. */
  readonly conversion: Proportion | null
  /** From entering it to entering the next, of those seen in both; `null` where there are none. */
  readonly medianTime: Duration | null
  /** Who is in it now; of the last stage nobody: there is nothing to wait for. */
  readonly waiting: number
  /** Who went somewhere else instead: how many, and where they are now; the most first. */
  readonly lost: number
  readonly leaks: readonly Named[]
}

/** A funnel. */
export interface Funnel {
  readonly stages: readonly FunnelRow[]
  /** The stage that most are lost from, the earlier of equals; absent where nobody is. */
  readonly leakiest?: FunnelStage
}

/**
 * Says how many get from stage to stage, how fast, and where they are lost.
 * @param counts as `funnelCounts` names them, added up
 */
export function funnelOf(counts: NamedCounts): Funnel {
  const rows = funnelStages.map((stage, index): FunnelRow => {
    const next = funnelStages[index + 1]
    const reached = counts[`reached.${stage}`] ?? 0
    const continued = next === undefined ? 0 : (counts[`reached.${next}`] ?? 0)
    const leaks = mostFirst(countsUnder(counts, `left.${stage}`))
    const lost = leaks.reduce((sum, { count }) => sum + count, 0)
    return {
      stage,
      reached,
      continued,
      conversion: next === undefined ? null : proportion(continued, reached),
      medianTime: histogramQuantile(countsUnder(counts, `took.${stage}`), 0.5) ?? null,
      waiting: next === undefined ? 0 : reached - continued - lost,
      lost,
      leaks,
    }
  })
  const most = Math.max(...rows.map(({ lost }) => lost))
  const leakiest = most > 0 ? rows.find(({ lost }) => lost === most)?.stage : undefined
  return { stages: rows, ...(leakiest === undefined ? {} : { leakiest }) }
}
