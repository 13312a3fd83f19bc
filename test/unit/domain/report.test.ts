import { describe, expect, it } from 'vitest'
import type { Counts, Tally } from '../../../shared/domain/campaign.ts'
import { campaignReport } from '../../../shared/domain/report.ts'

function tally(campaign: string, counts: Counts, shard = 0): Tally {
  return { type: 'tally', campaign, day: '2026-03-01', shard, counts }
}

const ads = [
  tally('ads', {
    leads: 2,
    hotLeads: 1,
    'opportunities.even': 1,
    'pipelineMinor.even': 5000,
    'pipelineMinor.first': 1,
  }),
  tally('ads', { leads: 3, 'won.even': 1, 'revenueMinor.even': 3000 }, 1),
]
const mail = [
  tally('mail', { 'opportunities.even': 1, 'pipelineMinor.even': 5000, 'won.even': 1, 'revenueMinor.even': 3000 }),
]
const all = [tally('(all)', { 'opportunities.even': 1, 'won.even': 1, 'opportunities.first': 1 })]

describe('the campaign report', () => {
  const report = campaignReport({
    model: 'even',
    campaigns: [
      { campaign: 'quiet', tallies: [], spendMinor: 500 },
      { campaign: 'mail', tallies: mail, spendMinor: 0 },
      { campaign: 'ads', tallies: ads, spendMinor: 2000 },
    ],
    all,
  })

  it('has a row for each campaign, the highest earner first, and one for what no campaign brought', () => {
    expect(report.rows.map(({ campaignId }) => campaignId)).toEqual(['ads', 'mail', '(unattributed)', 'quiet'])
    expect(report.rows[0]).toEqual({
      campaignId: 'ads',
      leads: 5,
      hotLeads: 1,
      opportunities: 1,
      pipelineMinor: 5000,
      won: 1,
      revenueMinor: 3000,
      spendMinor: 2000,
      roi: 0.5,
      quickRatio: 2.5,
      costPerLeadMinor: 400,
    })
    expect(report.rows[1]).toMatchObject({ roi: null, quickRatio: null })
    expect(report.rows[3]).toMatchObject({ roi: -1, quickRatio: 0 })
  })

  it('sums up, but counts a deal that campaigns share once', () => {
    expect(report.totals).toEqual({
      leads: 5,
      hotLeads: 1,
      opportunities: 1,
      pipelineMinor: 10000,
      won: 1,
      revenueMinor: 6000,
      spendMinor: 2500,
      roi: 1.4,
      quickRatio: 4,
      costPerLeadMinor: 500,
    })
  })

  it('reads the counters of its model only', () => {
    const first = campaignReport({ model: 'first', campaigns: [{ campaign: 'ads', tallies: ads, spendMinor: 0 }], all })
    expect(first.rows[0]).toMatchObject({ pipelineMinor: 1, revenueMinor: 0, opportunities: 0 })
    expect(first.totals).toMatchObject({ opportunities: 1, won: 0 })
  })

  it('sorts by revenue, then pipeline, then leads, then name', () => {
    const earned: readonly (readonly [string, Counts])[] = [
      ['c', {}],
      ['b', {}],
      ['leads', { leads: 9 }],
      ['pipeline', { 'pipelineMinor.even': 9 }],
      ['revenue', { 'revenueMinor.even': 1 }],
    ]
    const campaigns = earned.map(([campaign, counts]) => ({
      campaign,
      tallies: [tally(campaign, counts)],
      spendMinor: 0,
    }))
    const { rows } = campaignReport({ model: 'even', campaigns, all: [] })
    expect(rows.map(({ campaignId }) => campaignId)).toEqual([
      'revenue',
      'pipeline',
      'leads',
      '(unattributed)',
      'b',
      'c',
    ])
  })

  it('does not list what no campaign brought twice', () => {
    const given = { campaign: '(unattributed)', tallies: [tally('(unattributed)', { leads: 1 })], spendMinor: 0 }
    const { rows } = campaignReport({ model: 'last', campaigns: [given], all: [] })
    expect(rows).toMatchObject([{ campaignId: '(unattributed)', leads: 1 }])
  })
  it('of some campaigns only has their rows alone, and sums what each of them has', () => {
    const some = campaignReport({
      model: 'even',
      campaigns: [
        { campaign: 'mail', tallies: mail, spendMinor: 0 },
        { campaign: 'ads', tallies: ads, spendMinor: 2000 },
      ],
    })
    expect(some.rows.map(({ campaignId }) => campaignId)).toEqual(['ads', 'mail'])
    expect(some.totals).toMatchObject({ opportunities: 2, won: 2, pipelineMinor: 10_000 })
  })
})
