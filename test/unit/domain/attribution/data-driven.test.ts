import { describe, expect, it } from 'vitest'
import { dataDrivenShares, divideRevenue, type Path } from '../../../../shared/domain/attribution/data-driven.ts'
import { removalEffects } from '../../../../shared/domain/attribution/markov.ts'
import { shapleyValues } from '../../../../shared/domain/attribution/shapley.ts'
import { shapleyByOrders } from '../../../support/attribution-truth.ts'

/** A path written as people do: `a > b`. */
const path = (text: string, won: number, lost = 0): Path => ({
  campaigns: text.split(' > '),
  won,
  lost,
  revenueMinor: 100 * won,
})

/** Effects or values to four decimals. */
const rounded = (values: ReadonlyMap<string, number>) =>
  Object.fromEntries([...values].map(([name, value]) => [name, Math.round(value * 1e4) / 1e4]))

describe('Markov removal effect', () => {
  it('is that of the example of S. Puzyrov, where Google Ads and mailing won 4 of 5', () => {
    // https://serhiipuzyrov.com/2019/07/markov-chain-attribution-simple-explanation-of-removal-effect/
    // Start → ads 0.8, mail 0.2; ads → won 0.5, mail 0.25, lost 0.25; mail → won 1. So 0.8·0.75 + 0.2 = 0.8 win;
    // without ads 0.2, without mail 0.8·0.5 = 0.4.
    const paths = [path('ads', 2), path('mail', 1), path('ads > mail', 1), path('ads', 0, 1)]
    expect(rounded(removalEffects(paths))).toEqual({ ads: 0.75, mail: 0.5 })
    expect(dataDrivenShares('markov', paths, 1)).toMatchObject({
      won: 4,
      shares: [
        { campaign: 'ads', share: expect.closeTo(0.6, 12) },
        { campaign: 'mail', share: expect.closeTo(0.4, 12) },
      ],
    })
  })

  it('is that of the example of S. Bryl, where one of three won', () => {
    // http://analyzecore.com/2016/08/03/attribution-model-r-part-1/: C1 > C2 > C3 wins, C1 and C2 > C3 do not.
    // Start → C1 ⅔, C2 ⅓; C1 → C2 ½, lost ½; C2 → C3 1; C3 → won ½. So ⅔·½·½ + ⅓·½ = ⅓ win; without C1 ⅙.
    const paths = [path('c1 > c2 > c3', 1), path('c1', 0, 1), path('c2 > c3', 0, 1)]
    expect(rounded(removalEffects(paths))).toEqual({ c1: 0.5, c2: 1, c3: 1 })
    const found = dataDrivenShares('markov', paths, 1)
    const shares = found.kind === 'shares' ? found.shares.map(({ campaign, share }) => `${campaign} ${share}`) : []
    expect(shares).toEqual(['c2 0.4', 'c3 0.4', 'c1 0.2'])
  })

  it('goes round in circles without end, and a campaign after itself changes nothing', () => {
    const once = [path('a > b > a > b', 1, 2), path('b', 1, 1)]
    const often = [path('a > a > b > b > b > a > b', 1, 2), path('b > b', 1, 1)]
    expect(rounded(removalEffects(often))).toEqual(rounded(removalEffects(once)))
  })

  it('is nothing where nothing was won', () => {
    expect(rounded(removalEffects([path('a > b', 0, 3)]))).toEqual({ a: 0, b: 0 })
    expect(rounded(removalEffects([]))).toEqual({})
  })
})

describe('Shapley value', () => {
  it('splits what each path won evenly among its campaigns', () => {
    // The question https://datascience.stackexchange.com/questions/85684, worked by hand: C1 = 20/2 + 10/3.
    const paths = [path('c1 > c2', 20), path('c1 > c3 > c4', 10, 5), path('c1 > c2 > c3 > c4', 0, 7)]
    expect(rounded(shapleyValues(paths))).toEqual({ c1: 13.3333, c2: 10, c3: 3.3333, c4: 3.3333 })
    expect(shapleyValues([path('a > b > a', 1)])).toEqual(shapleyValues([path('b > a', 1)]))
  })

  it('by its definition is that of the glove game, to which it is compared', () => {
    // Two left gloves and a right one: 1/6, 1/6, 2/3. https://en.wikipedia.org/wiki/Shapley_value#Glove_game
    const pairs = (hands: ReadonlySet<string>) =>
      Number(hands.has('right') && (hands.has('left') || hands.has('other')))
    expect(rounded(shapleyByOrders(['left', 'other', 'right'], pairs))).toEqual({
      left: 0.1667,
      other: 0.1667,
      right: 0.6667,
    })
  })
})

describe('data-driven models', () => {
  it.each(['markov', 'shapley'] as const)('%s says when there is not enough data', (model) => {
    expect(dataDrivenShares(model, [], 0)).toEqual({ kind: 'not-enough-data', have: 0, need: 1 })
    expect(dataDrivenShares(model, [path('a', 0, 500)], 100)).toEqual({ kind: 'not-enough-data', have: 0, need: 100 })
    expect(dataDrivenShares(model, [path('a', 99, 500)], 100)).toEqual({ kind: 'not-enough-data', have: 99, need: 100 })
    expect(dataDrivenShares(model, [{ campaigns: [], won: 200, lost: 0, revenueMinor: 0 }], 100)).toMatchObject({
      have: 0,
    })
    expect(dataDrivenShares(model, [path('a', 100)], 100)).toEqual({
      kind: 'shares',
      won: 100,
      shares: [{ campaign: 'a', share: 1 }],
    })
  })

  it.each(['markov', 'shapley'] as const)('%s gives large deals to those who brought them', (model) => {
    const paths = [{ ...path('rare', 1), revenueMinor: 9_900 }, path('often', 1), path('free', 5)]
    expect(dataDrivenShares(model, [...paths.slice(0, 2), { ...path('free', 5), revenueMinor: 0 }], 1)).toMatchObject({
      shares: [
        { campaign: 'rare', share: expect.closeTo(0.99, 12) },
        { campaign: 'often', share: expect.closeTo(0.01, 12) },
        { campaign: 'free', share: 0 },
      ],
    })
    const unpaid = paths.map((one) => ({ ...one, revenueMinor: 0 }))
    expect(dataDrivenShares(model, unpaid, 1)).toMatchObject({ shares: [{ campaign: 'free' }, {}, {}] })
  })

  it('divide revenue to the minor unit', () => {
    const shares = ['a', 'b', 'c'].map((campaign) => ({ campaign, share: 1 / 3 }))
    expect(divideRevenue(shares, 100).map(({ revenueMinor }) => revenueMinor)).toEqual([34, 33, 33])
    expect(divideRevenue([], 0)).toEqual([])
  })
})
