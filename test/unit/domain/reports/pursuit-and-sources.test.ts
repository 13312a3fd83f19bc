import { describe, expect, it } from 'vitest'
import { type Offer, pursuitReport } from '../../../../shared/domain/reports/pursuit.ts'
import { type SourceCounts, sourceReport } from '../../../../shared/domain/reports/sources.ts'
import { leadIdOf } from '../../../support/sample-entities.ts'

describe('pursuit', () => {
  const offer = (number: number, rep: string, answer: Offer['answer']): Offer => ({
    lead: leadIdOf(number),
    rep,
    offeredAt: number,
    answer,
  })
  const accepted = (at: number, touched: boolean, pursued = false) =>
    ({ kind: 'accepted', at, touched, pursued }) as const
  const report = pursuitReport([
    offer(1, 'tom', accepted(20, false)),
    offer(2, 'sally', accepted(10, false)),
    offer(3, 'sally', accepted(11, true, true)),
    offer(4, 'sally', accepted(12, true)),
    offer(5, 'tom', { kind: 'declined', reason: 'too small' }),
    offer(6, 'tom', { kind: 'declined', reason: 'too small' }),
    offer(7, 'tom', { kind: 'declined', reason: 'student' }),
    offer(8, 'tom', { kind: 'expired' }),
    offer(9, 'tom', { kind: 'none' }),
  ])

  it('follows leads from the offer to an outcome', () => {
    expect(report.all).toMatchObject({ offered: 9, accepted: 4, touched: 2, pursued: 1, declined: 3, expired: 1 })
    expect(report.all).toMatchObject({
      acceptance: { share: 4 / 9 },
      touching: { share: 0.5 },
      pursuit: { share: 0.5 },
    })
    expect(report.byRep.map(({ rep, offered, touched }) => [rep, offered, touched])).toEqual([
      ['sally', 3, 2],
      ['tom', 6, 0],
    ])
    expect(report.byRep[1]?.pursuit).toBeNull()
  })

  it('names why leads were declined, and who was never touched', () => {
    expect(report.reasons).toEqual([
      { reason: 'too small', count: 2 },
      { reason: 'student', count: 1 },
    ])
    expect(report.neverTouched).toEqual([
      { lead: leadIdOf(2), rep: 'sally', acceptedAt: 10 },
      { lead: leadIdOf(1), rep: 'tom', acceptedAt: 20 },
    ])
    expect(pursuitReport([])).toMatchObject({ all: { offered: 0, acceptance: null }, byRep: [], neverTouched: [] })
  })
})

describe('sources', () => {
  const source = (name: string, won: number, amount: number, spendMinor: number): SourceCounts => ({
    source: name,
    leads: 200,
    sent: 50,
    accepted: 40,
    won,
    revenueMinor: won * amount,
    revenueSquares: won * amount ** 2,
    spendMinor,
  })

  it('have their return with what it may be', () => {
    const { rows, best, bestIsClear } = sourceReport([source('b', 100, 1000, 50_000), source('a', 100, 1000, 200_000)])
    expect(rows[0]).toMatchObject({ source: 'a', acceptance: { share: 0.8 }, conversion: { share: 0.5 } })
    expect(rows[0]?.revenuePerLead).toBe(500)
    // 100 deals of equal size: ± 1.96 · √100 of 100, a fifth.
    expect(rows[1]?.return).toMatchObject({
      revenuePerSpend: 2,
      interval: { low: expect.closeTo(1.608, 3), high: expect.closeTo(2.392, 3) },
    })
    expect([best, bestIsClear]).toEqual(['b', true])
    expect(sourceReport([source('b', 100, 1000, 90_000), source('a', 100, 1000, 100_000)])).toMatchObject({
      best: 'b',
      bestIsClear: false,
    })
  })

  it('say nothing of few deals, or where nothing was spent', () => {
    const { rows, ...rest } = sourceReport([source('free', 100, 5, 0), source('new', 29, 5, 10)])
    expect(rows.map((row) => row.return)).toEqual([
      { kind: 'no-spend' },
      { kind: 'not-enough-data', have: 29, need: 30 },
    ])
    expect(rest).toEqual({ bestIsClear: false })
    expect(sourceReport([{ ...source('x', 0, 0, 0), leads: 0, sent: 0, accepted: 0 }]).rows[0]).toMatchObject({
      acceptance: null,
      conversion: null,
      revenuePerLead: null,
    })
  })
})
