import type { Minor } from '../money.ts'
import type { Duration } from '../time.ts'
import type { Percentiles } from './quantiles.ts'

/**
 * Durations counted by bucket name, to be kept as counters and added up. Buckets are spaced by logarithm, so that a
 * quantile is off by at most `relativeError` whatever the spread, and adding histograms up loses nothing (C. Masson,
 * J. E. Rim, H. K. Lee, DDSketch, PVLDB 12 (2019), 2195–2205, https://arxiv.org/abs/1908.10693).
 */
export type Histogram = Readonly<Record<string, number>>

/**
 * Kinds of buckets by the letter their names begin with, and how many there are for each doubling. Stored names rest on
 * it: another number needs another letter. (`b`, eight, was that of older versions.)
 */
const kinds = {
  /** Durations: few enough that a month's histogram is soon full, and then costs the same however many leads come. */
  h: 2,
  /** Amounts. */
  q: 4,
} as const

type Kind = keyof typeof kinds

/** Each bucket ends this many times later than the one before. */
const growthOf = (kind: Kind): number => 2 ** (1 / kinds[kind])

const errorOf = (kind: Kind): number => (growthOf(kind) - 1) / (growthOf(kind) + 1)

/** How far a quantile of durations may be off, as a part of it: 17.2 %. */
export const relativeError = errorOf('h')

/** How far what an amount is counted as may be off, as a part of it: 8.6 %. */
export const amountError = errorOf('q')

/**
 * Names the bucket that counts a duration.
 * @param duration milliseconds; none, or less than none, has a bucket of its own
 * @returns `h0` for nothing, `h1` up to 1 ms, `h3` up to 2 ms, `h71` for a year: two for each doubling
 */
export function durationBucket(duration: Duration): string {
  return bucketOf('h', duration)
}

/**
 * Names the bucket that counts an amount.
 * @param amount minor units; none, or less than none, has a bucket of its own
 * @returns `q0` for nothing, `q1` up to 1, `q5` up to 2: four for each doubling
 */
export function amountBucket(amount: Minor): string {
  return bucketOf('q', amount)
}

function bucketOf(kind: Kind, value: number): string {
  if (!(value > 0)) return `${kind}0`
  return `${kind}${1 + Math.max(0, Math.ceil(kinds[kind] * Math.log2(value)))}`
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
  for (const { value, count } of buckets) {
    passed += count
    if (passed > place) return value
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
  return bucketsOf(histogram)
}

/** The value that is off by the same part of itself at both ends of a bucket. */
function middleOf(kind: Kind, index: number): number {
  const growth = growthOf(kind)
  return index === 0 ? 0 : (2 * growth ** (index - 1)) / (growth + 1)
}

function bucketsOf(histogram: Histogram): readonly { readonly value: number; readonly count: number }[] {
  return Object.entries(histogram)
    .flatMap(([name, count]) => {
      const [, kind, index] = /^([hq])(\d{1,4})$/.exec(name) ?? []
      if (index === undefined || count <= 0) return []
      return [{ value: middleOf(kind === 'q' ? 'q' : 'h', Number(index)), count }]
    })
    .sort((one, other) => one.value - other.value)
}
