import { describe, expect, it } from 'vitest'
import { dataDrivenShares } from '../../../../shared/domain/attribution/data-driven.ts'
import { campaignReport } from '../../../../shared/domain/report.ts'
import { cohortCounts } from '../../../../shared/domain/reports/cohort-counts.ts'
import { historyOf } from '../../../../shared/domain/reports/coordinates.ts'
import { sumOf } from '../../../../shared/domain/reports/counts.ts'
import { dataDrivenRows } from '../../../../shared/domain/reports/data-driven-report.ts'
import { funnelCounts } from '../../../../shared/domain/reports/funnel-counts.ts'
import { monthAfter, quickRatioCohorts } from '../../../../shared/domain/reports/quick-ratio-cohorts.ts'
import { sensitivity } from '../../../../shared/domain/reports/sensitivity.ts'
import { day } from '../../../../shared/domain/time.ts'
import { oneOfEach, sampleLead } from '../../../support/sample-entities.ts'

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
  const lead = (createdAt: number, ...deals: readonly (readonly [age: number, amountMinor: number])[]) => {
    const history = {
      ...historyOf({ ...sampleLead(1), createdAt }, []),
      deals: deals.map(([age, amountMinor]) => ({
        ...oneOfEach.opportunity,
        openedAt: createdAt + age * day,
        amountMinor,
      })),
    }
    return { ...funnelCounts(history), ...cohortCounts(history) }
  }
  const counts = new Map([
    [
      '2026-03',
      sumOf([lead(marchFirst, [30, 100], [31, 10]), lead(aprilFirst - 1, [5, 1000])].map((one) => ({ counts: one }))),
    ],
    ['2026-04', lead(aprilFirst, [5, 7])],
  ])
  const spend = [
    { month: '2026-03', amountMinor: 400 },
    { month: '2026-03', amountMinor: 100 },
  ]

  it('counts what its leads brought until the age, and is silent until the youngest has it', () => {
    const at = (now: number) => quickRatioCohorts({ counts, spend, timezone, now })
    const [march, april, ...more] = at(aprilFirst + 30 * day)
    expect(more).toEqual([])
    expect(march).toMatchObject({
      month: '2026-03',
      leads: 2,
      spendMinor: 500,
      ages: [
        { kind: 'ratio', age: 30, deals: 2, pipelineMinor: 1100, quickRatio: 2.2 },
        { kind: 'not-enough-data', age: 60, have: 30, need: 60 },
        { kind: 'not-enough-data', age: 90, have: 30, need: 90 },
      ],
    })
    expect(april).toMatchObject({ month: '2026-04', spendMinor: 0, ages: [{ have: 0, need: 30 }, { have: 0 }, {}] })
    expect(at(aprilFirst + 30 * day - 1)[0]?.ages[0]).toEqual({ kind: 'not-enough-data', age: 30, have: 29, need: 30 })
    expect(at(aprilFirst + 60 * day)[0]?.ages[1]).toMatchObject({ deals: 3, pipelineMinor: 1110 })
  })

  it('has no ratio where nothing was spent, and begins a year after December', () => {
    const december = quickRatioCohorts({
      counts: new Map([['2025-12', lead(Date.UTC(2025, 11, 31), [1, 5])]]),
      spend: [],
      timezone: 'UTC',
      now: Date.UTC(2026, 0, 31),
    })
    expect(december[0]).toMatchObject({ month: '2025-12', ages: [{ pipelineMinor: 5, quickRatio: null }, {}, {}] })
    expect(quickRatioCohorts({ counts: new Map(), spend: [], timezone, now: 0 })).toEqual([])
    expect(['2025-12', '2026-01', '2024-02'].map(monthAfter)).toEqual(['2026-01', '2026-02', '2024-03'])
  })
})

describe('a data-driven model in the campaign report', () => {
  const tally = (campaign: string, leads: number, revenue: number) => ({
    campaign,
    spendMinor: 100,
    tallies: [
      {
        type: 'tally',
        campaign,
        day: '2026-03-01',
        shard: 0,
        counts: { leads, 'revenueMinor.even': revenue },
      } as const,
    ],
  })
  const report = campaignReport({ model: 'even', campaigns: [tally('ads', 4, 70), tally('mail', 1, 31)], all: [] })

  it('divides the revenue to the minor unit, and says nothing of deals and pipeline', () => {
    const shares = dataDrivenShares('shapley', [{ campaigns: ['mail', 'ads'], won: 3, lost: 0, revenueMinor: 101 }], 1)
    const rows = dataDrivenRows(report, shares)
    expect(rows.map(({ campaignId, revenueMinor, roi }) => [campaignId, revenueMinor, roi])).toEqual([
      ['ads', 51, -0.49],
      ['mail', 50, -0.5],
      ['(unattributed)', 0, null],
    ])
    expect(rows[0]).toMatchObject({
      leads: 4,
      costPerLeadMinor: 25,
      opportunities: null,
      pipelineMinor: null,
      won: null,
    })
  })

  it('says nothing of revenue while there is too little', () => {
    const rows = dataDrivenRows(report, dataDrivenShares('markov', [], 100))
    expect(rows.map(({ revenueMinor, roi }) => [revenueMinor, roi])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ])
  })
})
