import { describe, expect, it } from 'vitest'
import { offerFigures, pursuitFigures } from '../../../../shared/domain/reports/pursuit.ts'
import { type SourceInput, sourceReport } from '../../../../shared/domain/reports/sources.ts'
import { durationBucket, relativeError } from '../../../../shared/domain/statistics/histogram.ts'

describe('pursuit', () => {
  const counts = {
    sent: 9,
    'pursuit.accepted': 4,
    'pursuit.touched': 2,
    'pursuit.outcome': 1,
    'pursuit.untouched': 2,
    'declined.bad-fit': 2,
    'declined.other': 1,
    'reached.lead': 40,
  }

  it('follows leads from the offer to an outcome, and names why they were declined', () => {
    expect(pursuitFigures(counts)).toMatchObject({
      sent: 9,
      accepted: 4,
      touched: 2,
      pursued: 1,
      untouched: 2,
      declined: 3,
      acceptance: { share: 4 / 9 },
      touching: { share: 0.5 },
      pursuit: { share: 1 / 9 },
      reasons: [
        { name: 'bad-fit', count: 2 },
        { name: 'other', count: 1 },
      ],
    })
  })

  it('says of a rep what became of the offers, and of nothing nothing', () => {
    expect(
      offerFigures({ ...counts, expired: 2, released: 1, deals: 3, wonDeals: 1, revenueMinor: 500 }),
    ).toMatchObject({
      expired: 2,
      released: 1,
      deals: 3,
      won: 1,
      revenueMinor: 500,
    })
    expect(pursuitFigures({})).toMatchObject({ sent: 0, acceptance: null, touching: null, pursuit: null, reasons: [] })
  })
})

describe('sources', () => {
  const source = (name: string, won: number, amount: number, spendMinor: number): SourceInput => ({
    name,
    counts: {
      'reached.lead': 200,
      sent: 50,
      'pursuit.accepted': 40,
      customers: won,
      wonDeals: won,
      revenueMinor: won * amount,
      [`worth.${durationBucket(amount)}`]: won,
    },
    spendMinor,
  })

  it('have their return with what it may be', () => {
    const { rows, best, bestIsClear } = sourceReport([source('b', 100, 1000, 50_000), source('a', 100, 1000, 200_000)])
    expect(rows[0]).toMatchObject({ name: 'a', acceptance: { share: 0.8 }, conversion: { share: 0.5 } })
    expect(rows[0]?.revenuePerLead).toBe(500)
    // 100 deals of equal size: ± 1.96 · √100 of 100, a fifth; the bucket of 1000 may be 4.4 % off.
    const earned = rows[1]?.return
    if (earned?.kind !== 'return') throw new Error('there is enough')
    expect(earned.revenuePerSpend).toBe(2)
    expect(Math.abs(2 - earned.interval.low - 0.392)).toBeLessThan(0.392 * relativeError)
    expect(Math.abs(earned.interval.high - 2 - 0.392)).toBeLessThan(0.392 * relativeError)
    expect(rows[1]?.revenuePerLeadInterval?.low).toBeCloseTo((500 * earned.interval.low) / 2, 8)
    expect([best, bestIsClear]).toEqual(['b', true])
    expect(sourceReport([source('b', 100, 1000, 90_000), source('a', 100, 1000, 100_000)])).toMatchObject({
      best: 'b',
      bestIsClear: false,
    })
  })

  it('say nothing of few deals, or where nothing was spent or known to be', () => {
    const { rows, ...rest } = sourceReport([
      source('free', 100, 5, 0),
      source('new', 29, 5, 10),
      { name: 'web', counts: {} },
    ])
    expect(rows.map((row) => row.return)).toEqual([
      { kind: 'no-spend' },
      { kind: 'not-enough-data', have: 29, need: 30 },
      { kind: 'no-spend' },
    ])
    expect(rest).toEqual({ bestIsClear: false })
    expect(rows[1]?.revenuePerLeadInterval).toBeNull()
    expect(rows[2]).toMatchObject({ spendMinor: null, acceptance: null, conversion: null, revenuePerLead: null })
  })
})
