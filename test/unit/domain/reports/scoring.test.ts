import { describe, expect, it } from 'vitest'
import { calibration } from '../../../../shared/domain/reports/calibration.ts'
import { closedDeals, pathsOf, rulePatterns, wonShares } from '../../../../shared/domain/reports/closed-deals.ts'
import { idealCustomer } from '../../../../shared/domain/reports/ideal-customer.ts'
import { hotCount, proposePoints } from '../../../../shared/domain/reports/scoring-proposal.ts'
import { amountBucket, amountError } from '../../../../shared/domain/statistics/histogram.ts'
import { createRandom } from '../../../simulation/core/random.ts'
import { smallPlaybook } from '../../../support/rules.ts'

describe('calibration', () => {
  const counts = { 'b0.leads': 2, 'b0.won': 0, 'b20.leads': 1, 'b20.won': 1, 'b150.leads': 3, 'b150.won': 2 }

  it('gives conversion and lift by band', () => {
    const bands = calibration(counts)
    const some = bands.filter(({ leads }) => leads > 0)
    expect(bands).toHaveLength(16)
    expect(some.map(({ from, until, leads, won, lift }) => [from, until, leads, won, lift?.share])).toEqual([
      [0, 10, 2, 0, 0],
      [20, 30, 1, 1, 2],
      [150, null, 3, 2, 4 / 3],
    ])
    expect(some[2]?.conversion).toMatchObject({ share: 2 / 3, interval: { low: expect.closeTo(0.2077, 4) } })
    expect(some[2]?.lift?.interval.low).toBeCloseTo(2 * 0.2077, 3)
  })

  it('has no figures where nobody is, and no bands above the highest', () => {
    expect(calibration({})).toEqual([])
    expect(calibration({ 'b10.leads': 1 })).toMatchObject([
      { from: 0, until: 10, leads: 0, won: 0, conversion: null, lift: null },
      { from: 10, leads: 1, lift: null },
    ])
  })

  it('counts how many of the won were hot', () => {
    const patterns = [
      { counts: [1, 0], won: 1, lost: 2 },
      { counts: [1, 1], won: 2, lost: 1 },
    ]
    expect(hotCount(patterns, [30, 20], 50)).toMatchObject({
      deals: 6,
      hot: 3,
      won: 3,
      wonHot: 2,
      found: { share: 2 / 3 },
    })
    expect(hotCount([], [], 50)).toEqual({ deals: 0, hot: 0, won: 0, wonHot: 0, found: null, worth: null })
  })
})

describe('proposed points', () => {
  const random = createRandom(5)
  const rules = [
    { rule: 'size', points: 10 },
    { rule: 'colour', points: 60 },
    { rule: 'student', points: 5 },
    { rule: 'visit', points: 1 },
  ]
  /** What truly counts: size raises the odds, student lowers them, colour means nothing though it has most points. */
  const deals = Array.from({ length: 4000 }, () => {
    const counts = [0.5, 0.5, 0.3, 0.5].map((chance) => Number(random.chance(chance)))
    const [size = 0, , student = 0, visit = 0] = counts
    return { counts, won: random.chance(1 / (1 + Math.exp(3 - 2 * size + 2 * student - 0.7 * visit))) }
  })
  const patternsOf = (some: typeof deals) =>
    [...Map.groupBy(some, ({ counts }) => counts.join())].map(([, own]) => ({
      counts: own[0]?.counts ?? [],
      won: own.filter(({ won }) => won).length,
      lost: own.filter(({ won }) => !won).length,
    }))
  const patterns = patternsOf(deals)
  const proposal = proposePoints({ rules, patterns, hot: 70 })

  it('find what counts, on the scale of the threshold there is', () => {
    if (proposal.kind !== 'proposal') throw new Error('there is enough data')
    const [size, colour, student] = proposal.points
    expect(size?.coefficient).toBeCloseTo(2, 0)
    expect(student?.coefficient).toBeCloseTo(-2, 0)
    expect(Math.abs(colour?.coefficient ?? 9)).toBeLessThan(0.4)
    expect(size?.proposed).toBeGreaterThan(20)
    expect(student?.proposed).toBeLessThan(-20)
    expect(proposal.points.every(({ proposed }) => Number.isInteger(proposed))).toBe(true)
  })

  it('call more of those hot that were won, with no more work for Sales', () => {
    if (proposal.kind !== 'proposal') throw new Error('there is enough data')
    const { today, proposed } = proposal
    expect(proposed.hot).toBeLessThan(1.2 * today.hot)
    expect(proposed.wonHot).toBeGreaterThan(1.3 * today.wonHot)
  })

  it('are the same of patterns as of one row for each deal', () => {
    const single = deals.map(({ counts, won }) => ({ counts, won: Number(won), lost: Number(!won) }))
    const one = proposePoints({ rules, patterns: single, hot: 70 })
    if (proposal.kind !== 'proposal' || one.kind !== 'proposal') throw new Error('there is enough data')
    expect(one.points.map(({ proposed }) => proposed)).toEqual(proposal.points.map(({ proposed }) => proposed))
    expect(one.proposed).toEqual(proposal.proposed)
  })

  it('are not made up of little, or of nothing', () => {
    expect(proposePoints({ rules, patterns: patternsOf(deals.slice(0, 50)), hot: 70 })).toMatchObject({
      kind: 'not-enough-data',
      need: 40,
    })
    expect(proposePoints({ rules, patterns: [], hot: 70 })).toEqual({ kind: 'not-enough-data', have: 0, need: 10 })
    const constant = patterns.map((pattern) => ({ ...pattern, counts: [1, 1, 1, 1] }))
    expect(proposePoints({ rules, patterns: constant, hot: 70 })).toEqual({ kind: 'no-signal' })
  })
})

const standing = (scope: string, counts: Readonly<Record<string, number>>) =>
  ({ type: 'counters', scope, period: '2026-03', shard: 0, counts }) as const

describe('closed deals', () => {
  const deals = closedDeals([
    standing('paths:["ads","mail"]', { [`won.${amountBucket(900)}`]: 1, lost: 1, revenue: 900 }),
    standing('paths:["ads","mail"]', { 'won.q0': 1 }),
    standing('paths:["mail"]', { lost: 2 }),
    // One that was too long for a place of its own.
    standing('paths', { 'lost|["mail"]': 1 }),
  ])

  it('are read by what they have in common', () => {
    expect(deals.map(({ list, won, lost, revenueMinor }) => [list, won, lost, revenueMinor])).toEqual([
      [['ads', 'mail'], 2, 1, 900],
      [['mail'], 0, 3, 0],
    ])
    const [free, paid, ...more] = wonShares(deals)
    expect([[...(free?.keys() ?? [])], [...(free?.values() ?? [])], more]).toEqual([['ads', 'mail'], [0, 0], []])
    for (const value of paid?.values() ?? []) expect(Math.abs(value / 450 - 1)).toBeLessThan(amountError)
    expect(paid?.size).toBe(2)
  })

  it('that came without a touch are nobody’s', () => {
    const alone = closedDeals([standing('paths:[]', { [`won.${amountBucket(70)}`]: 1, lost: 2, revenue: 70 })])
    expect(pathsOf(alone)).toEqual([{ campaigns: ['(unattributed)'], won: 1, lost: 2, revenueMinor: 70 }])
    expect(wonShares(alone).map((share) => [...share.keys()])).toEqual([['(unattributed)']])
  })

  it('are laid out by the rules there are now, an event by its family too', () => {
    const held = closedDeals([
      standing('rules:["form.other","size","gone"]', { won: 1 }),
      standing('rules:["form.demo"]', { lost: 2 }),
    ])
    const { rules, patterns } = rulePatterns(held, smallPlaybook.scoring)
    const counted = patterns.map(({ counts }) =>
      rules.filter((_, index) => counts[index] === 1).map(({ rule }) => rule),
    )
    expect(counted).toEqual([['form.demo'], ['size', 'form.*']])
  })
})

describe('ideal customer', () => {
  const counts = {
    'all.leads': 129,
    'all.won': 44,
    'factory.leads': 60,
    'factory.won': 30,
    'small.leads': 85,
    'small.won': 30,
    'shop.leads': 60,
    'shop.won': 5,
    'farm.leads': 9,
    'farm.won': 9,
  }

  it('has the traits that go with winning', () => {
    const rows = idealCustomer(counts)
    expect(rows.map(({ trait, verdict }) => `${trait} ${verdict}`)).toEqual([
      'factory more',
      'small unclear',
      'shop less',
    ])
    // 30 of 44 won are factories, 60 of 129 leads.
    expect(rows[0]?.lift).toBeCloseTo(30 / 44 / (60 / 129), 10)
    expect(rows[0]?.relativeRisk).toMatchObject({ kind: 'ratio', ratio: expect.closeTo(0.5 / (14 / 69), 10) })
  })

  it('tells rare traits only when asked, and a trait that all have of nobody in particular', () => {
    expect(idealCustomer(counts, 1).map(({ trait }) => trait)).toContain('farm')
    const same = idealCustomer({ 'all.leads': 10, 'x.leads': 10 })
    expect(same).toMatchObject([{ trait: 'x', lift: null, verdict: 'unclear', relativeRisk: { have: 0, need: 1 } }])
    expect(idealCustomer({})).toEqual([])
  })
})
