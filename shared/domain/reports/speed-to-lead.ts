import { countOf, histogramPercentiles } from '../statistics/histogram.ts'
import type { Percentiles } from '../statistics/quantiles.ts'
import type { Duration, Instant } from '../time.ts'
import { countsUnder, type NamedCounts } from './counts.ts'

/** The moments of a lead's way to a human, in order. What has not happened is absent. */
export const speedMoments = ['occurred', 'received', 'scored', 'assigned', 'alerted', 'accepted', 'firstTouch'] as const

/** One of them. */
export type SpeedMoment = (typeof speedMoments)[number]

/** When each moment was: `occurred` by the source's own clock, the others by ours. */
export type SpeedInstants = { readonly [Moment in SpeedMoment]?: Instant }

/** What is measured: each moment from the one before, and the ways from start to accepting and to the first touch. */
const steps = [
  ['received', 'occurred', 'received'],
  ['scored', 'received', 'scored'],
  ['assigned', 'scored', 'assigned'],
  ['alerted', 'assigned', 'alerted'],
  ['accepted', 'alerted', 'accepted'],
  ['firstTouch', 'accepted', 'firstTouch'],
  ['occurredToAccepted', 'occurred', 'accepted'],
  ['occurredToFirstTouch', 'occurred', 'firstTouch'],
] as const satisfies readonly (readonly [string, SpeedMoment, SpeedMoment])[]

/** One step. */
export type SpeedStep = (typeof steps)[number][0]

/** How long each step took. */
export type StepDurations = { readonly [Step in SpeedStep]?: Duration }

/**
 * Measures the steps of a lead's way to a human.
 * @param instants when what happened
 * @param between how much time counts between two moments, the earlier first: all of it when absent, or what of it is
 *   business time
 * @returns milliseconds of the steps whose both ends have happened; none below 0, as the source's clock may be fast
 */
export function stepDurations(
  instants: SpeedInstants,
  between: (from: Instant, until: Instant) => Duration = (from, until) => until - from,
): StepDurations {
  const durations: { [Step in SpeedStep]?: Duration } = {}
  for (const [name, first, last] of steps) {
    const [from, until] = [instants[first], instants[last]]
    if (from === undefined || until === undefined) continue
    durations[name] = until <= from ? 0 : Math.max(0, between(from, until))
  }
  return durations
}

/** A step over many leads. */
export interface StepSummary {
  readonly step: SpeedStep
  /** How many leads it was measured of. */
  readonly count: number
  /** On the wall clock, in milliseconds, at most `relativeError` off. */
  readonly wall: Percentiles
  /** The same in the business time of the rep; `null` where there was no rep yet. */
  readonly business: Percentiles | null
}

/**
 * Sums the steps of many leads up.
 * @param counts `speed.STEP.BUCKET` and `work.STEP.BUCKET`, added up
 * @returns the steps that were measured at all, in their order
 */
export function speedSummary(counts: NamedCounts): readonly StepSummary[] {
  return steps.flatMap(([step]) => {
    const histogram = countsUnder(counts, `speed.${step}`)
    const wall = histogramPercentiles(histogram)
    const business = histogramPercentiles(countsUnder(counts, `work.${step}`)) ?? null
    return wall === undefined ? [] : [{ step, count: countOf(histogram), wall, business }]
  })
}
