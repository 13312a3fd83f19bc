/** How a sample of numbers is spread. */
export interface Distribution {
  readonly count: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

/**
 * Describes a sample. Percentiles are by nearest rank, so each is a value that was seen.
 * @param sample any numbers; NaN throughout for an empty one
 * @see https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method
 */
export function distributionOf(sample: readonly number[]): Distribution {
  const sorted = [...sample].sort((a, b) => a - b)
  const at = (percent: number) => sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
  return { count: sorted.length, p50: at(50), p95: at(95), p99: at(99), max: at(100) }
}

/**
 * The middle of a sample.
 * @param sample any numbers
 */
export function medianOf(sample: readonly number[]): number {
  return distributionOf(sample).p50
}
