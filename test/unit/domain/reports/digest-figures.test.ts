import { expect, test } from 'vitest'
import { campaignReport } from '../../../../shared/domain/report.ts'
import { digestFigures, movedMost, spendOfDays } from '../../../../shared/domain/reports/digest-figures.ts'

test('a week has its days’ share of the spend of each month', () => {
  const spend = [
    { month: '2026-02', amountMinor: 28_000 },
    { month: '2026-03', amountMinor: 62_000 },
    { month: '2026-04', amountMinor: 99_999 },
  ]
  expect(spendOfDays(spend, '2026-02-23', '2026-03-02')).toBe(6 * 1_000 + 2_000)
  expect(spendOfDays(spend, '2026-03-02', '2026-03-09')).toBe(14_000)
  expect(spendOfDays([], '2026-03-02', '2026-03-09')).toBe(0)
})

function rowsOf(pipelines: Readonly<Record<string, number>>) {
  const campaigns = Object.entries(pipelines).map(([campaign, minor]) => ({
    campaign,
    tallies: [{ counts: { 'pipelineMinor.even': minor } }],
    spendMinor: 0,
  }))
  return campaignReport({ model: 'even', campaigns }).rows
}

test('the campaigns named are those that moved furthest, up or down, but not what no campaign brought', () => {
  const before = rowsOf({ a: 500, b: 0, c: 100, still: 900, '(unattributed)': 0 })
  const now = rowsOf({ a: 100, b: 300, c: 500, still: 900, d: 0, '(unattributed)': 9_000 })
  expect(movedMost(before, now, 3)).toEqual([
    { campaign: 'a', beforeMinor: 500, nowMinor: 100 },
    { campaign: 'c', beforeMinor: 100, nowMinor: 500 },
    { campaign: 'b', beforeMinor: 0, nowMinor: 300 },
  ])
})

test('a week without anything has no ratio and no median, rather than zero', () => {
  const nothing = digestFigures({ campaigns: { model: 'even', campaigns: [] }, leads: [] })
  expect(nothing.figures).toEqual({
    leads: 0,
    hotLeads: 0,
    pipelineMinor: 0,
    revenueMinor: 0,
    quickRatio: null,
    firstTouch: null,
    sent: 0,
    touched: 0,
  })
})
