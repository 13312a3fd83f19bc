import { describe, expect, it } from 'vitest'
import { quickRatioCohorts } from '../../../../shared/domain/reports/quick-ratio-cohorts.ts'
import { sensitivity } from '../../../../shared/domain/reports/sensitivity.ts'
import { day } from '../../../../shared/domain/time.ts'

describe('sensitivity', () => {
  const models = new Map([
    ['first', new Map(Object.entries({ ads: 100, mail: 0, event: 50 }))],
    ['last', new Map(Object.entries({ ads: 20, mail: 80, event: 50 }))],
  ])

  it('ranks campaigns by every model and flags those whose rank changes', () => {
    const { rows, leaders, leaderChanges } = sensitivity(models)
    expect(rows.map(({ campaign, byModel, rankChanges }) => [campaign, byModel, rankChanges])).toEqual([
      ['ads', { first: { amountMinor: 100, rank: 1 }, last: { amountMinor: 20, rank: 3 } }, true],
      ['event', { first: { amountMinor: 50, rank: 2 }, last: { amountMinor: 50, rank: 2 } }, false],
      ['mail', { first: { amountMinor: 0, rank: 3 }, last: { amountMinor: 80, rank: 1 } }, true],
    ])
    expect(rows[0]).toMatchObject({ bestRank: 1, worstRank: 3 })
    expect([leaders, leaderChanges]).toEqual([{ first: 'ads', last: 'mail' }, true])
  })

  it('gives equal amounts the better place, and one who is missing nothing', () => {
    const { rows, leaderChanges } = sensitivity(
      new Map([
        [
          'even',
          new Map([
            ['a', 5],
            ['b', 5],
            ['c', 1],
          ]),
        ],
      ]),
    )
    expect(rows.map(({ byModel }) => byModel.even?.rank)).toEqual([1, 1, 3])
    expect(leaderChanges).toBe(false)
    const some = sensitivity(
      new Map([
        ['even', new Map([['a', 5]])],
        ['last', new Map([['b', 1]])],
      ]),
    )
    expect(some.rows.find(({ campaign }) => campaign === 'b')?.byModel.even).toEqual({ amountMinor: 0, rank: 2 })
  })

  it('of nothing is nothing', () => {
    expect(sensitivity(new Map())).toEqual({ rows: [], leaders: {}, leaderChanges: false })
    expect(sensitivity(new Map([['even', new Map([['a', 0]])]]))).toMatchObject({ leaders: {} })
  })
})

describe('quick ratio at equal age', () => {
  const timezone = 'America/New_York'
  const marchFirst = Date.UTC(2026, 2, 1, 5)
  const aprilFirst = Date.UTC(2026, 3, 1, 4)
  const deal = (leadCreatedAt: number, age: number, amountMinor: number) => ({
    leadCreatedAt,
    openedAt: leadCreatedAt + age * day,
    amountMinor,
  })
  const opportunities = [
    deal(marchFirst, 30, 100),
    deal(marchFirst, 31, 10),
    deal(aprilFirst - 1, 5, 1000),
    deal(aprilFirst, 5, 7),
  ]
  const spend = [
    { month: '2026-03', amountMinor: 400 },
    { month: '2026-03', amountMinor: 100 },
  ]

  it('counts what its leads brought until the age, and is silent until the youngest has it', () => {
    const at = (now: number) => quickRatioCohorts({ opportunities, spend, timezone, now, ages: [30, 60] })
    const [march, april, ...more] = at(aprilFirst + 30 * day)
    expect(more).toEqual([])
    expect(march).toEqual({
      month: '2026-03',
      spendMinor: 500,
      ages: [
        { kind: 'ratio', age: 30, pipelineMinor: 1100, quickRatio: 2.2 },
        { kind: 'not-enough-data', age: 60, have: 30, need: 60 },
      ],
    })
    expect(april).toMatchObject({ month: '2026-04', spendMinor: 0, ages: [{ have: 0, need: 30 }, { have: 0 }] })
    expect(at(aprilFirst + 30 * day - 1)[0]?.ages[0]).toEqual({ kind: 'not-enough-data', age: 30, have: 29, need: 30 })
    expect(at(aprilFirst + 60 * day)[0]?.ages[1]).toMatchObject({ pipelineMinor: 1110 })
  })

  it('has no ratio where nothing was spent, and begins a year after December', () => {
    const december = quickRatioCohorts({
      opportunities: [deal(Date.UTC(2025, 11, 31), 1, 5)],
      spend: [],
      timezone: 'UTC',
      now: Date.UTC(2026, 0, 31),
    })
    expect(december[0]).toMatchObject({ month: '2025-12', ages: [{ pipelineMinor: 5, quickRatio: null }, {}, {}] })
    expect(quickRatioCohorts({ opportunities: [], spend: [], timezone, now: 0 })).toEqual([])
  })
})
