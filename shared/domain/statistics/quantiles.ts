/** What reports tell of a spread. */
export interface Percentiles {
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

/**
 * Gives a quantile of a sample, between two values in proportion: definition 7 of R. J. Hyndman, Y. Fan, Sample
 * quantiles in statistical packages, The American Statistician 50 (1996), 361–365; what R, NumPy and a spreadsheet's
 * PERCENTILE.INC give.
 * @param samples in any order
 * @param probability 0 to 1
 * @returns `undefined` of no samples
 */
export function quantile(samples: readonly number[], probability: number): number | undefined {
  return quantileOfSorted(
    samples.toSorted((one, other) => one - other),
    probability,
  )
}

/**
 * Gives the percentiles that reports tell; see `quantile`.
 * @param samples in any order
 * @returns `undefined` of no samples
 */
export function percentiles(samples: readonly number[]): Percentiles | undefined {
  const sorted = samples.toSorted((one, other) => one - other)
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((probability) => quantileOfSorted(sorted, probability))
  return p50 === undefined || p95 === undefined || p99 === undefined ? undefined : { p50, p95, p99 }
}

/**
 * Gives a quantile of a sorted sample; see `quantile`.
 * @param sorted rising
 * @param probability 0 to 1
 * @returns `undefined` of no samples
 */
export function quantileOfSorted(sorted: readonly number[], probability: number): number | undefined {
  const place = Math.min(1, Math.max(0, probability)) * (sorted.length - 1)
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) return undefined
  return below === above ? below : below + (above - below) * (place - Math.floor(place))
}
