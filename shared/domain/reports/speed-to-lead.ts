import { type Percentiles, percentiles } from '../statistics/quantiles.ts'
import type { Duration, Instant } from '../time.ts'

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
export interface StepSummary extends Percentiles {
  readonly step: SpeedStep
  /** How many leads it was measured of. */
  readonly count: number
}

/**
 * Sums the steps of many leads up.
 * @param durations of each lead
 * @returns the steps that were measured at all, in their order
 */
export function speedSummary(durations: readonly StepDurations[]): readonly StepSummary[] {
  return steps.flatMap(([step]) => {
    const samples = durations.flatMap((one) => one[step] ?? [])
    const spread = percentiles(samples)
    return spread === undefined ? [] : [{ step, count: samples.length, ...spread }]
  })
}
