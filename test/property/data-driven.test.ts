import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dataDrivenShares, divideRevenue, type Path } from '../../shared/domain/attribution/data-driven.ts'
import { removalEffects } from '../../shared/domain/attribution/markov.ts'
import { shapleyValues } from '../../shared/domain/attribution/shapley.ts'
import { dataDrivenModels } from '../../shared/domain/playbook.ts'
import { amountWon, chanceToWin, shapleyByOrders, wonWithin } from '../support/attribution-truth.ts'

const path = fc
  .record({
    campaigns: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 6 }),
    won: fc.nat(5),
    lost: fc.nat(20),
    amountMinor: fc.nat(1_000_000),
  })
  .map(({ amountMinor, ...rest }): Path => ({ ...rest, revenueMinor: rest.won * amountMinor }))
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

const revenueOf = ({ revenueMinor }: Path) => revenueMinor

it('gives each campaign just what its own deals are worth where no path has two', () => {
  fc.assert(
    fc.property(paths, fc.constantFrom(...dataDrivenModels), (some, model) => {
      const alone = some.map((one) => ({ ...one, campaigns: one.campaigns.slice(0, 1) }))
      const revenueMinor = alone.reduce((sum, one) => sum + one.revenueMinor, 0)
      fc.pre(revenueMinor > 0)
      const found = dataDrivenShares(model, alone, 1)
      const shares = new Map(found.kind === 'shares' ? found.shares.map((one) => [one.campaign, one.share]) : [])
      for (const campaign of campaignsOf(alone)) {
        const own = alone.reduce((sum, one) => sum + (one.campaigns[0] === campaign ? one.revenueMinor : 0), 0)
        expect((shares.get(campaign) ?? 0) * revenueMinor).toBeCloseTo(own, 4)
      }
    }),
  )
})

it('the removal effect on an amount is what walking the chain without the campaign costs', () => {
  fc.assert(
    fc.property(paths, (some) => {
      const all = amountWon(some)
      for (const [campaign, effect] of removalEffects(some, revenueOf)) {
        expect(effect).toBeCloseTo(all === 0 ? 0 : 1 - amountWon(some, campaign) / all, 7)
      }
    }),
    { numRuns: 60 },
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
      const amounts = shapleyValues(some, revenueOf)
      const worth = shapleyByOrders(campaignsOf(some), (coalition) => wonWithin(some, coalition, revenueOf))
      for (const [campaign, value] of worth) expect(amounts.get(campaign)).toBeCloseTo(value, 4)
    }),
    { numRuns: 60 },
  )
})
