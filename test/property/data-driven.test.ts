import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dataDrivenShares, divideRevenue, type Path } from '../../shared/domain/attribution/data-driven.ts'
import { removalEffects } from '../../shared/domain/attribution/markov.ts'
import { shapleyValues } from '../../shared/domain/attribution/shapley.ts'
import { dataDrivenModels } from '../../shared/domain/playbook.ts'
import { chanceToWin, shapleyByOrders, wonWithin } from '../support/attribution-truth.ts'

const path: fc.Arbitrary<Path> = fc.record({
  campaigns: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 6 }),
  won: fc.nat(5),
  lost: fc.nat(20),
})
const paths = fc.array(path, { maxLength: 8 })
const campaignsOf = (some: readonly Path[]) => [...new Set(some.flatMap(({ campaigns }) => campaigns))]

it('shares are none below 0, sum to 1, and divide revenue to the minor unit, in any order of paths', () => {
  fc.assert(
    fc.property(paths, fc.constantFrom(...dataDrivenModels), fc.maxSafeNat(), (some, model, revenueMinor) => {
      const found = dataDrivenShares(model, some, 1)
      const won = some.reduce((sum, one) => sum + one.won, 0)
      expect(found.kind).toBe(won > 0 ? 'shares' : 'not-enough-data')
      if (found.kind !== 'shares') return
      for (const { share } of found.shares) expect(share).toBeGreaterThanOrEqual(0)
      expect(found.shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10)
      const parts = divideRevenue(found.shares, revenueMinor)
      expect(parts.reduce((sum, part) => sum + BigInt(part.revenueMinor), 0n)).toBe(BigInt(revenueMinor))
      const again = dataDrivenShares(model, some.toReversed(), 1)
      const shares = new Map(again.kind === 'shares' ? again.shares.map((one) => [one.campaign, one.share]) : [])
      for (const { campaign, share } of found.shares) expect(shares.get(campaign)).toBeCloseTo(share, 10)
    }),
  )
})

it('the removal effect is what walking the chain without the campaign costs', () => {
  fc.assert(
    fc.property(paths, (some) => {
      const all = chanceToWin(some)
      for (const [campaign, effect] of removalEffects(some)) {
        expect(effect).toBeCloseTo(all === 0 ? 0 : 1 - chanceToWin(some, campaign) / all, 7)
      }
    }),
    { numRuns: 60 },
  )
})

it('the Shapley value is the average of what a campaign adds over all orders of joining', () => {
  fc.assert(
    fc.property(paths, (some) => {
      const values = shapleyValues(some)
      const truth = shapleyByOrders(campaignsOf(some), (coalition) => wonWithin(some, coalition))
      for (const [campaign, value] of truth) expect(values.get(campaign)).toBeCloseTo(value, 9)
    }),
    { numRuns: 60 },
  )
})
