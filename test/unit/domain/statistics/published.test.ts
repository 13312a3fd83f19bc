import { describe, expect, it } from 'vitest'
import { bootstrapShares } from '../../../../shared/domain/statistics/bootstrap.ts'
import { fitLogistic } from '../../../../shared/domain/statistics/logistic.ts'
import { percentiles, quantile } from '../../../../shared/domain/statistics/quantiles.ts'
import { relativeRisk } from '../../../../shared/domain/statistics/relative-risk.ts'
import { proportion, wilsonInterval } from '../../../../shared/domain/statistics/wilson.ts'
import { createRandom } from '../../../simulation/core/random.ts'

describe('Wilson interval', () => {
  // Newcombe 1998, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is that of the table', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials)
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })

  it('of nothing says nothing', () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 })
    expect(proportion(0, 0)).toBeNull()
    expect(proportion(20, 20)).toMatchObject({ share: 1, interval: { high: 1 } })
  })
})

describe('quantiles', () => {
  it('are those of R', () => {
    // quantile(c(1, 3, 4, 8, 20), c(.1, .25, .5, .95, .99)) gives 1.8, 3, 4, 17.6 and 19.52.
    const samples = [8, 1, 20, 4, 3]
    const found = [0.1, 0.25, 0.5, 0.95, 0.99].map((probability) => quantile(samples, probability))
    for (const [index, expected] of [1.8, 3, 4, 17.6, 19.52].entries()) expect(found[index]).toBeCloseTo(expected, 10)
    expect(quantile([1, 3], 0.5)).toBe(2)
  })

  it('of nothing are nothing, of one thing are it', () => {
    expect(percentiles([])).toBeUndefined()
    expect(percentiles([7])).toEqual({ p50: 7, p95: 7, p99: 7 })
  })
})

describe('relative risk', () => {
  it("is that of the Physicians' Health Study", () => {
    // A. Agresti, Categorical Data Analysis, 2nd ed., ch. 2: 189 of 11,034 on placebo had a heart attack, 104 of 11,037
    // on aspirin: 1.82 times as many. The interval by hand: exp(0.5976 ± 1.96 · 0.12135).
    const risk = relativeRisk({ withTrait: { won: 189, all: 11_034 }, without: { won: 104, all: 11_037 } })
    expect(risk).toMatchObject({ kind: 'ratio', ratio: expect.closeTo(1.82, 2) })
    expect(risk.kind === 'ratio' && risk.interval.low).toBeCloseTo(1.43, 2)
    expect(risk.kind === 'ratio' && risk.interval.high).toBeCloseTo(2.31, 2)
  })

  it('stays a number where one of the four numbers is 0', () => {
    const none = relativeRisk({ withTrait: { won: 0, all: 10 }, without: { won: 5, all: 10 } })
    // (0.5 ÷ 11) ÷ (5.5 ÷ 11).
    expect(none).toMatchObject({ kind: 'ratio', ratio: expect.closeTo(1 / 11, 10) })
    expect(relativeRisk({ withTrait: { won: 3, all: 3 }, without: { won: 3, all: 3 } })).toMatchObject({
      ratio: expect.closeTo(1, 10),
    })
    expect(relativeRisk({ withTrait: { won: 0, all: 0 }, without: { won: 3, all: 9 } })).toEqual({
      kind: 'not-enough-data',
      have: 0,
      need: 1,
    })
  })
})

describe('logistic regression', () => {
  const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1].map(Boolean)
  const hours = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5].map(
    (hour) => [hour],
  )

  it('is that of the hours of study', () => {
    // https://en.wikipedia.org/wiki/Logistic_regression#Example: −4.0777 + 1.5046 · hours.
    const fit = fitLogistic({ rows: hours, outcomes: passed, ridge: 0 })
    expect(fit).toMatchObject({ kind: 'fitted', intercept: expect.closeTo(-4.0777, 4) })
    expect(fit.kind === 'fitted' && fit.coefficients[0]).toBeCloseTo(1.5046, 4)
  })

  it("is that of the Challenger's O-rings", () => {
    // S. R. Dalal, E. B. Fowlkes, B. Hoadley, Journal of the American Statistical Association 84 (1989): log odds of
    // 15.043 − 0.2322 · °F, from the 23 flights before.
    const flights = '66 70* 69 68 67 72 73 70 57* 63* 70* 78 67 53* 67 75 70 81 76 79 75* 76 58*'.split(' ')
    const fit = fitLogistic({
      rows: flights.map((flight) => [Number.parseInt(flight, 10)]),
      outcomes: flights.map((flight) => flight.endsWith('*')),
      ridge: 0,
      eventsPerVariable: 7,
    })
    expect(fit).toMatchObject({ kind: 'fitted', intercept: expect.closeTo(15.0429, 3) })
    expect(fit.kind === 'fitted' && fit.coefficients[0]).toBeCloseTo(-0.2322, 4)
  })

  it('shrinks coefficients with the penalty, and gives a variable that never varies nothing', () => {
    const rows = hours.map((row) => [...row, 1])
    const [weak, strong] = [1, 10].map((ridge) => fitLogistic({ rows, outcomes: passed, ridge }))
    if (weak?.kind !== 'fitted' || strong?.kind !== 'fitted') throw new Error('there is enough data')
    expect(weak.coefficients[0]).toBeGreaterThan(strong.coefficients[0] ?? Number.NaN)
    expect(strong.coefficients[0]).toBeGreaterThan(0)
    expect(weak.coefficients[1]).toBe(0)
  })

  it('finds no end without a penalty when a variable tells all, and one with it', () => {
    const rows = passed.map((outcome) => [Number(outcome)])
    expect(fitLogistic({ rows, outcomes: passed, ridge: 0 })).toEqual({ kind: 'not-converged' })
    expect(fitLogistic({ rows, outcomes: passed })).toMatchObject({ kind: 'fitted' })
  })

  it('wants ten events for each variable that varies', () => {
    const outcomes = passed.slice(1)
    expect(fitLogistic({ rows: hours.slice(1), outcomes })).toEqual({ kind: 'not-enough-data', have: 9, need: 10 })
    const two = hours.map(([hour = 0]) => [hour, hour ** 2])
    expect(fitLogistic({ rows: two, outcomes: passed })).toEqual({ kind: 'not-enough-data', have: 10, need: 20 })
    expect(fitLogistic({ rows: [], outcomes: [] })).toEqual({ kind: 'not-enough-data', have: 0, need: 10 })
  })
})

describe('bootstrap', () => {
  const deals = Array.from({ length: 100 }, (_, index) => new Map([[index % 4 === 0 ? 'ads' : 'mail', 100]]))

  it('of equal deals comes near what the normal approximation gives', () => {
    const found = bootstrapShares({ deals, chance: createRandom(1).next, draws: 4000 })
    if (found.kind !== 'shares') throw new Error('there are enough deals')
    expect(found.shares.map(({ name, share }) => [name, share])).toEqual([
      ['mail', 0.75],
      ['ads', 0.25],
    ])
    const ads = found.shares[1]
    // 0.25 ± 1.96 · √(0.25 · 0.75 ÷ 100) is 0.165 to 0.335.
    expect(ads?.interval.low).toBeCloseTo(0.165, 1)
    expect(ads?.interval.high).toBeCloseTo(0.335, 1)
    expect(Math.abs((ads?.interval.high ?? 0) - 0.335)).toBeLessThan(0.02)
  })

  it('gives the same for the same chance, and draws whole deals', () => {
    const draw = (seed: number) => bootstrapShares({ deals, chance: createRandom(seed).next })
    expect(draw(7)).toEqual(draw(7))
    expect(draw(7)).not.toEqual(draw(8))
    const shared = bootstrapShares({
      deals: deals.map(
        () =>
          new Map([
            ['a', 1],
            ['b', 3],
          ]),
      ),
      chance: createRandom(1).next,
    })
    expect(shared).toMatchObject({ shares: [{ name: 'b', interval: { low: 0.75, high: 0.75 } }, { name: 'a' }] })
  })

  it('says nothing of few deals', () => {
    expect(bootstrapShares({ deals: [], chance: () => 0 })).toEqual({ kind: 'not-enough-data', have: 0, need: 30 })
    const worthless = [...deals.slice(0, 29), new Map([['ads', 0]])]
    expect(bootstrapShares({ deals: worthless, chance: () => 0 })).toMatchObject({ have: 29 })
  })
})
