import fc from 'fast-check'
import { expect, it } from 'vitest'
import { packCounts, unpackCounts } from '../../shared/adapters/dynamodb/packed-counts.ts'

const histogram = fc.constantFrom('took.hot', 'work.occurredToFirstTouch', 'won', 'worth', 'took', 'of another day')
const bucket = fc
  .tuple(histogram, fc.constantFrom('h', 'q'), fc.nat(400))
  .map(([name, letter, number]) => `${name}.${letter}${number}`)
const pair = fc
  .tuple(fc.constantFrom('score.b70', 'address.state: N.Y.', 'all'), fc.constantFrom('leads', 'won'))
  .map((parts) => parts.join('.'))
const counts = (largest: number) =>
  fc.dictionary(fc.oneof(bucket, pair), fc.integer({ min: -largest, max: largest }), { maxKeys: 40 })

function addUp(all: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const numbers = new Map<string, bigint>()
  for (const one of all) {
    const { packed, others } = packCounts(one)
    expect(others).toEqual({})
    for (const [attribute, change] of packed) numbers.set(attribute, (numbers.get(attribute) ?? 0n) + change)
  }
  return Object.fromEntries([...numbers].flatMap(([attribute, number]) => unpackCounts(attribute, `${number}`) ?? []))
}

it('counters added to packed are those added to one by one, above and below zero, in any order', () => {
  fc.assert(
    fc.property(fc.array(counts(100_000), { maxLength: 20 }), (all) => {
      const sums = new Map<string, number>()
      for (const [name, count] of all.flatMap((one) => Object.entries(one)))
        sums.set(name, (sums.get(name) ?? 0) + count)
      expect(addUp(all)).toEqual(Object.fromEntries([...sums].filter(([, sum]) => sum !== 0)))
      expect(addUp(all.toReversed())).toEqual(addUp(all))
    }),
  )
})

it('no number has more digits than DynamoDB keeps', () => {
  fc.assert(
    fc.property(counts(4_999_999), (one) => {
      for (const number of packCounts(one).packed.values())
        expect(String(number).replace('-', '').length).toBeLessThanOrEqual(38)
      expect(addUp([one])).toEqual(Object.fromEntries(Object.entries(one).filter(([, count]) => count !== 0)))
    }),
  )
})

it('leaves other counters alone, and refuses what would run into a neighbour', () => {
  const others = { 'reached.lead': 1, revenueMinor: 5, 'a30.deals': 1, 'won|["x"]': 2, hotLeads: 1, 'took.hot.b12': 3 }
  expect(packCounts(others)).toEqual({ packed: new Map(), others })
  expect(() => packCounts({ 'took.hot.h3': 5_000_000 })).toThrow(RangeError)
  expect(unpackCounts('n:reached.lead', '4')).toBeUndefined()
  expect(unpackCounts('h:0.h0', '1.00000002E+14')).toEqual(unpackCounts('h:0.h0', '100000002000000'))
})
