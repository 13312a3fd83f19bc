import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bootstrapShares } from '../../shared/domain/statistics/bootstrap.ts'
import {
  addHistograms,
  amountBucket,
  amountError,
  bucketValues,
  countOf,
  durationBucket,
  histogramOf,
  histogramPercentiles,
  histogramQuantile,
  relativeError,
} from '../../shared/domain/statistics/histogram.ts'
import { invert } from '../../shared/domain/statistics/linear.ts'
import { fitLogistic } from '../../shared/domain/statistics/logistic.ts'
import { quantile } from '../../shared/domain/statistics/quantiles.ts'
import { relativeRisk } from '../../shared/domain/statistics/relative-risk.ts'
import { wilsonInterval } from '../../shared/domain/statistics/wilson.ts'
import { createRandom } from '../simulation/core/random.ts'

const year = 366 * 86_400_000
const duration = fc.oneof(fc.nat(10), fc.nat(100_000), fc.nat(year))
const durations = fc.array(duration, { minLength: 1, maxLength: 50 })
const probability = fc.oneof(fc.constantFrom(0, 0.5, 0.95, 0.99, 1), fc.double({ min: 0, max: 1, noNaN: true }))

describe('a histogram of durations', () => {
  it('gives any quantile within its error', () => {
    fc.assert(
      fc.property(durations, probability, (samples, share) => {
        const sorted = samples.toSorted((one, other) => one - other)
        const exact = sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
        const estimate = histogramQuantile(histogramOf(samples), share) ?? Number.NaN
        expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(exact * relativeError * (1 + 1e-9))
      }),
    )
  })

  it('adds up to that of all durations, in any order', () => {
    fc.assert(
      fc.property(fc.array(durations, { maxLength: 5 }), (days) => {
        const sum = addHistograms(days.map(histogramOf))
        expect(sum).toEqual(histogramOf(days.flat()))
        expect(addHistograms(days.toReversed().map(histogramOf))).toEqual(sum)
        expect(countOf(sum)).toBe(days.flat().length)
      }),
    )
  })

  it('of amounts is finer, and within its own error', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000_00 }), (amount) => {
        const [{ value, count } = { value: 0, count: 0 }] = bucketValues({ [amountBucket(amount)]: 3 })
        expect(count).toBe(3)
        expect(Math.abs(value / amount - 1)).toBeLessThanOrEqual(amountError * (1 + 1e-9))
      }),
    )
  })

  it('is total: nothing gives nothing, and what is no bucket does not count', () => {
    expect(histogramPercentiles({})).toBeUndefined()
    expect(histogramPercentiles({ leads: 4, h3: 0, h4: -1, b5: 2 })).toBeUndefined()
    expect(histogramPercentiles({ h0: 5 })).toEqual({ p50: 0, p95: 0, p99: 0 })
    expect([-1, 0, 0.5, 1, 2, year].map(durationBucket)).toEqual(['h0', 'h0', 'h1', 'h1', 'h3', 'h71'])
    expect(durationBucket(Number.NaN)).toBe('h0')
    expect(relativeError).toBeLessThan(0.1716)
    expect([0, 1, 2, 1_000_000].map(amountBucket)).toEqual(['q0', 'q1', 'q5', 'q81'])
    expect(amountError).toBeLessThan(0.0865)
  })
})

it('quantiles lie between the least and the most, and rise', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), probability, probability, (samples, one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)].map((share) => quantile(samples, share))
      expect(low).toBeGreaterThanOrEqual(Math.min(...samples))
      expect(high).toBeLessThanOrEqual(Math.max(...samples))
      expect(low).toBeLessThanOrEqual(high ?? Number.NaN)
    }),
  )
})

it('a Wilson interval holds the proportion and lies within 0 and 1', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1000), (won, lost) => {
      const { low, high } = wilsonInterval(won, won + lost)
      const share = won + lost === 0 ? 0.5 : won / (won + lost)
      expect([0 <= low, low <= share, share <= high, high <= 1]).toEqual([true, true, true, true])
    }),
  )
})

it('a relative risk is a number within its interval, and turned round it is one by it', () => {
  const group = fc.tuple(fc.nat(50), fc.nat(50)).map(([won, lost]) => ({ won, all: won + lost }))
  fc.assert(
    fc.property(group, group, (withTrait, without) => {
      const risk = relativeRisk({ withTrait, without })
      const turned = relativeRisk({ withTrait: without, without: withTrait })
      expect(risk.kind).toBe(withTrait.all === 0 || without.all === 0 ? 'not-enough-data' : 'ratio')
      if (risk.kind !== 'ratio' || turned.kind !== 'ratio') return
      expect(Number.isFinite(risk.interval.high)).toBe(true)
      expect(risk.interval.low).toBeLessThanOrEqual(risk.ratio)
      expect(risk.interval.high).toBeGreaterThanOrEqual(risk.ratio)
      expect(turned.ratio * risk.ratio).toBeCloseTo(1, 9)
    }),
  )
})

it('bootstrap shares sum to 1 and lie within 0 and 1', () => {
  const deal = fc
    .array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(1e9)), { maxLength: 3 })
    .map((parts) => new Map(parts))
  fc.assert(
    fc.property(fc.array(deal, { maxLength: 20 }), fc.integer(), (deals, seed) => {
      const found = bootstrapShares({ deals, chance: createRandom(seed).next, draws: 50, minimum: 2 })
      if (found.kind !== 'shares') return
      expect(found.shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
      for (const { interval } of found.shares) {
        expect([0 <= interval.low, interval.low <= interval.high, interval.high <= 1]).toEqual([true, true, true])
      }
    }),
  )
})

it('a regression never gives what is not a number, whatever it is fitted to', () => {
  const row = fc.tuple(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constant(3))
  fc.assert(
    fc.property(fc.array(fc.tuple(row, fc.boolean()), { maxLength: 40 }), fc.constantFrom(0, 1), (cases, ridge) => {
      const rows = cases.map(([variables]) => variables)
      const fit = fitLogistic({ rows, outcomes: cases.map(([, won]) => won), ridge, eventsPerVariable: 1 })
      if (fit.kind !== 'fitted') return
      expect([fit.intercept, ...fit.coefficients].every(Number.isFinite)).toBe(true)
      // The score equation of the intercept: as many are expected as there were.
      const expected = rows.map((variables) => {
        const odds = fit.coefficients.reduce(
          (sum, value, index) => sum + value * (variables[index] ?? 0),
          fit.intercept,
        )
        return 1 / (1 + Math.exp(-odds))
      })
      const sum = expected.reduce((total, chance) => total + chance, 0)
      expect(sum).toBeCloseTo(cases.filter(([, won]) => won).length, 4)
    }),
  )
})

it('an inverse undoes its matrix', () => {
  const matrix = fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }), {
    minLength: 4,
    maxLength: 4,
  })
  fc.assert(
    fc.property(matrix, (rows) => {
      const dominant = rows.map((row, index) => row.map((value, column) => value + (index === column ? 5 : 0)))
      const inverse = invert(dominant) ?? []
      for (const [index, row] of dominant.entries()) {
        for (const column of rows.keys()) {
          const product = row.reduce((sum, value, at) => sum + value * (inverse[at]?.[column] ?? Number.NaN), 0)
          expect(product).toBeCloseTo(Number(index === column), 9)
        }
      }
    }),
  )
  expect(
    invert([
      [1, 2],
      [2, 4],
    ]),
  ).toBeUndefined()
  expect(
    invert([
      [0, 1],
      [1, 0],
    ]),
  ).toEqual([
    [0, 1],
    [1, 0],
  ])
})
