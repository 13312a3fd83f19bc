import type { Duration } from '../time.ts'
import type { Percentiles } from './quantiles.ts'

/**
 * Durations counted by bucket name, to be kept as counters and added up. Buckets are spaced by logarithm, so that a
 * quantile is off by at most `relativeError` whatever the spread, and adding histograms up loses nothing (C. Masson,
 * J. E. Rim, H. K. Lee, DDSketch, PVLDB 12 (2019), 2195–2205, https://arxiv.org/abs/1908.10693).
 */
export type Histogram = Readonly<Record<string, number>>

/** Buckets for each doubling of a duration. Stored names rest on it: another number needs another letter. */
const perDoubling = 4

/** Each bucket ends this many times later than the one before. */
const growth = 2 ** (1 / perDoubling)

/** How far a quantile may be off, as a part of it: 8.6 %. */
export const relativeError = (growth - 1) / (growth + 1)

/**
 * Names the bucket that counts a duration.
 * @param duration milliseconds; none, or less than none, has a bucket of its own
 * @returns `q0` for nothing, `q1` up to 1 ms, `q5` up to 2 ms, `q141` for a year: four for each doubling
 */
export function durationBucket(duration: Duration): string {
  if (!(duration > 0)) return 'q0'
  return `q${1 + Math.max(0, Math.ceil(perDoubling * Math.log2(duration)))}`
}

/**
 * Counts durations.
 * @param durations milliseconds
 */
export function histogramOf(durations: readonly Duration[]): Histogram {
  return addHistograms(durations.map((duration) => ({ [durationBucket(duration)]: 1 })))
}

/**
 * Adds histograms up: what comes out is the histogram of all their durations.
 * @param histograms such as those of the days of a report
 */
export function addHistograms(histograms: readonly Histogram[]): Histogram {
  const sums = new Map<string, number>()
  for (const histogram of histograms) {
    for (const [bucket, count] of Object.entries(histogram)) sums.set(bucket, (sums.get(bucket) ?? 0) + count)
  }
  return Object.fromEntries(sums)
}

/**
 * Counts what is in a histogram; names that are no bucket's are passed over.
 * @param histogram counters by bucket name
 */
export function countOf(histogram: Histogram): number {
  return bucketsOf(histogram).reduce((sum, { count }) => sum + count, 0)
}

/**
 * Estimates a quantile: of n durations, the one of rank ⌊1 + probability · (n − 1)⌋.
 * @param histogram counters by bucket name
 * @param probability 0 to 1
 * @returns milliseconds, at most `relativeError` off for durations of a millisecond and more; `undefined` of none
 */
export function histogramQuantile(histogram: Histogram, probability: number): Duration | undefined {
  const buckets = bucketsOf(histogram)
  const last = buckets.reduce((sum, { count }) => sum + count, 0) - 1
  const place = Math.min(1, Math.max(0, probability)) * last
  let passed = 0
  for (const { index, count } of buckets) {
    passed += count
    if (passed > place) return middleOf(index)
  }
  return undefined
}

/**
 * Estimates the percentiles that reports tell; see `histogramQuantile`.
 * @param histogram counters by bucket name
 * @returns `undefined` of none
 */
export function histogramPercentiles(histogram: Histogram): Percentiles | undefined {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((probability) => histogramQuantile(histogram, probability))
  return p50 === undefined || p95 === undefined || p99 === undefined ? undefined : { p50, p95, p99 }
}

/**
 * Estimates the sum of the squares of what was counted.
 * @param histogram counters by bucket name
 */
export function sumOfSquares(histogram: Histogram): number {
  return bucketValues(histogram).reduce((sum, { value, count }) => sum + count * value ** 2, 0)
}

/**
 * Gives what was counted, as well as its bucket tells.
 * @param histogram counters by bucket name
 * @returns the smallest first
 */
export function bucketValues(histogram: Histogram): readonly { readonly value: number; readonly count: number }[] {
  return bucketsOf(histogram).map(({ index, count }) => ({ value: middleOf(index), count }))
}

/** The value that is off by the same part of itself at both ends of a bucket. */
function middleOf(index: number): number {
  return index === 0 ? 0 : (2 * growth ** (index - 1)) / (growth + 1)
}

function bucketsOf(histogram: Histogram): readonly { readonly index: number; readonly count: number }[] {
  return Object.entries(histogram)
    .flatMap(([name, count]) => {
      const index = /^q(\d{1,4})$/.exec(name)?.[1]
      return index !== undefined && count > 0 ? [{ index: Number(index), count }] : []
    })
    .sort((one, other) => one.index - other.index)
}
