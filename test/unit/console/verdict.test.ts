import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rankWordsOf, standingsOf } from '../../../console/src/pages/campaigns/standings.ts'
import { type Evidence, verdictOn } from '../../../console/src/pages/campaigns/verdict.ts'
import type { Model } from '../../../console/src/words/models.ts'

const by = (...revenues: readonly (readonly [Model, number])[]): Evidence['byModel'] =>
  revenues.map(([model, revenueMinor], index) => ({ model, revenueMinor, rank: index + 1 }))

const evidence: Evidence = {
  campaign: 'fair',
  spendMinor: 1_000,
  recentSpendMinor: 0,
  leads: 60,
  deals: 0,
  byModel: by(['first', 400], ['last', 100]),
}
/** One lead in twenty is won, so it takes 60 to expect three. */
const all = { leads: 200, deals: 40, won: 10 }

test('a campaign is weak that cost more than it earned by every model, and had the leads and the time', () => {
  expect(verdictOn(evidence, all)).toEqual({ kind: 'weak', mostMinor: 400 })
  expect(verdictOn({ ...evidence, byModel: [] }, all)).toEqual({ kind: 'weak', mostMinor: 0 })
})

test('what came in counts, however few leads brought it and however lately', () => {
  const rich = { ...evidence, leads: 1, recentSpendMinor: 1_000, byModel: by(['first', 1_000], ['last', 5_000]) }
  expect(verdictOn(rich, all)).toEqual({ kind: 'earns', leastMinor: 1_000 })
})

test('where models disagree, it says which say what', () => {
  const torn = { ...evidence, byModel: by(['first', 999], ['last', 1_000], ['even', 2_000]) }
  expect(verdictOn(torn, all)).toEqual({ kind: 'depends', earnsBy: ['last', 'even'], costsBy: ['first'] })
})

test('too few leads, or too lately spent, is too early to tell; nothing spent is nothing to stop', () => {
  expect(verdictOn({ ...evidence, leads: 59 }, all)).toEqual({ kind: 'few', of: 'leads', have: 59, need: 60 })
  expect(verdictOn(evidence, { ...all, won: 0 })).toEqual({ kind: 'few', of: 'leads', have: 60, need: undefined })
  expect(verdictOn({ ...evidence, leads: 0, deals: 11 }, all)).toEqual({ kind: 'few', of: 'deals', have: 11, need: 12 })
  expect(verdictOn({ ...evidence, leads: 0, deals: 12 }, all)).toMatchObject({ kind: 'weak' })
  expect(verdictOn({ ...evidence, recentSpendMinor: 501 }, all)).toEqual({ kind: 'young' })
  expect(verdictOn({ ...evidence, recentSpendMinor: 500 }, all)).toMatchObject({ kind: 'weak' })
  expect(verdictOn({ ...evidence, spendMinor: 0 }, all)).toEqual({ kind: 'unpaid' })
})

test('more revenue never makes a verdict worse', () => {
  const order = ['weak', 'young', 'few', 'depends', 'earns']
  fc.assert(
    fc.property(
      fc.record({ spend: fc.nat(1_000), recent: fc.nat(1_000), leads: fc.nat(200), more: fc.nat(500) }),
      fc.array(fc.nat(2_000), { minLength: 1, maxLength: 3 }),
      ({ spend, recent, leads, more }, revenues) => {
        const models = ['first', 'last', 'even'] as const
        const verdict = (extra: number) =>
          verdictOn(
            {
              ...{
                campaign: 'x',
                spendMinor: spend + 1,
                recentSpendMinor: Math.min(recent, spend + 1),
                leads,
                deals: 0,
              },
              byModel: revenues.map((revenueMinor, index) => ({
                model: models[index] ?? 'first',
                revenueMinor: revenueMinor + extra,
                rank: 1,
              })),
            },
            all,
          ).kind
        // Too early stays too early until it earns in every model.
        const [before, after] = [verdict(0), verdict(more)]
        expect(order.indexOf(after)).toBeGreaterThanOrEqual(order.indexOf(before))
      },
    ),
  )
})

test('ranks are said in words: the model that ranks it best, and the one that ranks it worst', () => {
  const rank = (model: Model, place: number) => ({ model, revenueMinor: 0, rank: place })
  expect(rankWordsOf([rank('even', 3), rank('first', 2), rank('last', 7)])).toBe(
    '2nd by first touch, 7th by last touch',
  )
  expect(rankWordsOf([rank('markov', 1), rank('w-shaped', 4)])).toBe('1st by Markov, 4th by w-shaped')
  expect(rankWordsOf([rank('first', 3), rank('last', 3)])).toBe('3rd by every model')
  expect(rankWordsOf([])).toBe('')
})

test('a campaign’s standing is read from two reports and the spend; months that began in the last 90 days are recent', () => {
  const figures = { leads: 60, hotLeads: 1, opportunities: 1, pipelineMinor: 1, won: 1, revenueMinor: 1 }
  const row = { ...figures, spendMinor: 1_000, roi: null, quickRatio: null }
  const month = (name: string, amountMinor: number) => ({ month: name, amountMinor, currency: 'USD' })
  const standing = (today: string) =>
    standingsOf({
      report: { rows: [{ campaignId: 'fair', ...row }], totals: { ...row, leads: 200, opportunities: 40, won: 10 } },
      sensitivity: {
        rows: [
          {
            ...{ campaign: 'fair', bestRank: 1, worstRank: 4, rankChanges: true, deals: 0 },
            byModel: { first: { amountMinor: 400, rank: 1 }, last: { amountMinor: 100, rank: 4 } },
          },
        ],
      },
      campaigns: [
        {
          ...{ id: 'fair', name: 'Fair', channel: 'event', declared: true },
          spend: [month('2026-01', 400), month('2026-02', 600)],
        },
      ],
      today,
    }).get('fair')
  expect(standing('2026-04-30')).toMatchObject({ verdict: { kind: 'young' }, rankChanges: true })
  expect(standing('2026-05-03')).toMatchObject({
    verdict: { kind: 'weak', mostMinor: 400 },
    rankWords: '1st by first touch, 4th by last touch',
  })
})
