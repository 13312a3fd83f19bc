import type { Percentiles } from '../../../shared/domain/statistics/quantiles.ts'
import type { Proportion } from '../../../shared/domain/statistics/wilson.ts'

// Each report as one table. Amounts are in minor units (…Minor), durations in milliseconds (…Ms), parts of a whole
// from 0 to 1, with the ends of their interval beside them (…Low, …High). A cell without a figure is empty.

/** The names of a part of a whole and of its interval. */
export const part = (name: string): readonly string[] => [name, `${name}Low`, `${name}High`]

/** The cells of a part of a whole. */
export const partCells = (one: Proportion | null) => [one?.share, one?.interval.low, one?.interval.high]

/** The names of the percentiles of a duration. */
export const spread = (name: string): readonly string[] =>
  ['P50', 'P95', 'P99'].map((percentile) => `${name}${percentile}Ms`)

/** The cells of percentiles, to the millisecond. */
export const spreadCells = (one: Percentiles | null) => [one?.p50, one?.p95, one?.p99].map(rounded)

/** A figure to the whole unit; nothing of nothing. */
export function rounded(value: number | undefined | null): number | undefined {
  return value === undefined || value === null ? undefined : Math.round(value)
}

/** The row of all together, in reports that have one. */
export const total = '(total)'
