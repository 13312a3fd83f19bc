import { quantile } from '../statistics/quantiles.ts'
import { type Proportion, proportion } from '../statistics/wilson.ts'
import type { Duration, Instant } from '../time.ts'

/** A lead's or a deal's way: the stages it has been in, oldest first, and where it came from. */
export interface Journey {
  readonly source: string
  readonly history: readonly { readonly stage: string; readonly at: Instant }[]
}

/** One stage of a funnel, and what became of those who reached it. */
export interface FunnelStage {
  readonly stage: string
  /** Who was in it, or in one further on. */
  readonly reached: number
  /** Who reached the next; of the last stage nobody. */
  readonly continued: number
  /** Continued ÷ reached, with its interval; `null` of the last stage, and where nobody came. */
  readonly conversion: Proportion | null
  /** From entering it to entering the next, of those seen in both; `null` where there are none. */
  readonly medianTime: Duration | null
  /** Who is in it now. */
  readonly waiting: number
  /** Who went somewhere else instead: how many, and where they are now; the most first. */
  readonly lost: number
  readonly leaks: readonly { readonly stage: string; readonly count: number }[]
}

/** A funnel. */
export interface Funnel {
  readonly stages: readonly FunnelStage[]
  /** The stage that most are lost from, the earlier of equals; absent where nobody is. */
  readonly leakiest?: string
}

/** The funnel of all, and of each source. */
export interface FunnelReport {
  readonly all: Funnel
  /** The source with the most first, then by name. */
  readonly bySource: readonly { readonly source: string; readonly count: number; readonly funnel: Funnel }[]
}

/**
 * Says how many get from stage to stage, how fast, and where they are lost.
 * @param journeys in any order; one without a history is passed over
 * @param stages the funnel, in order, such as `new`, `assigned`, `working`, `opportunity`, `won`; any other stage is
 *   somewhere else
 */
export function funnelReport(journeys: readonly Journey[], stages: readonly string[]): FunnelReport {
  const some = journeys.filter(({ history }) => history.length > 0)
  const bySource = [...Map.groupBy(some, ({ source }) => source)].map(([source, own]) => ({
    source,
    count: own.length,
    funnel: funnelOf(own, stages),
  }))
  return {
    all: funnelOf(some, stages),
    bySource: bySource.toSorted((one, other) => other.count - one.count || (one.source < other.source ? -1 : 1)),
  }
}

function funnelOf(journeys: readonly Journey[], stages: readonly string[]): Funnel {
  const ways = journeys.map((journey) => ({ ...journey, furthest: furthestOf(journey, stages) }))
  const rows = stages.map((stage, index): FunnelStage => {
    const reached = ways.filter(({ furthest }) => furthest >= index)
    const stayed = reached.filter(({ furthest }) => furthest === index)
    const isLast = index === stages.length - 1
    const continued = isLast ? 0 : reached.length - stayed.length
    const now = stayed.map(({ history }) => history.at(-1)?.stage ?? stage)
    const gone = isLast ? [] : now.filter((other) => other !== stage)
    const times = isLast ? [] : reached.flatMap(({ history }) => timeBetween(history, stage, stages[index + 1]))
    return {
      stage,
      reached: reached.length,
      continued,
      conversion: isLast ? null : proportion(continued, reached.length),
      medianTime: quantile(times, 0.5) ?? null,
      waiting: now.length - gone.length,
      lost: gone.length,
      leaks: countsOf(gone),
    }
  })
  const most = Math.max(0, ...rows.map(({ lost }) => lost))
  const leakiest = most > 0 ? rows.find(({ lost }) => lost === most)?.stage : undefined
  return { stages: rows, ...(leakiest === undefined ? {} : { leakiest }) }
}

/** −1 for a journey that touches no stage of the funnel. */
function furthestOf({ history }: Journey, stages: readonly string[]): number {
  return Math.max(-1, ...history.map(({ stage }) => stages.indexOf(stage)))
}

/** From the first time in one to the first time in the other. History that is imported may be out of order. */
function timeBetween(history: Journey['history'], from: string, until: string | undefined): readonly Duration[] {
  const entered = history.find(({ stage }) => stage === from)
  const left = history.find(({ stage }) => stage === until)
  return entered === undefined || left === undefined ? [] : [Math.max(0, left.at - entered.at)]
}

function countsOf(stages: readonly string[]): FunnelStage['leaks'] {
  return [...Map.groupBy(stages, (stage) => stage)]
    .map(([stage, own]) => ({ stage, count: own.length }))
    .toSorted((one, other) => other.count - one.count || (one.stage < other.stage ? -1 : 1))
}
