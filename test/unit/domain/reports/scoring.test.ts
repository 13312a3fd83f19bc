import { describe, expect, it } from 'vitest'
import { calibration, hotCount } from '../../../../shared/domain/reports/calibration.ts'
import { idealCustomer } from '../../../../shared/domain/reports/ideal-customer.ts'
import { proposePoints } from '../../../../shared/domain/reports/scoring-proposal.ts'
import { createRandom } from '../../../simulation/core/random.ts'

const outcomes = [
  { score: 0, won: false },
  { score: 10, won: false },
  { score: 20, won: true },
  { score: 50, won: false },
  { score: 70, won: true },
  { score: 90, won: true },
]

describe('calibration', () => {
  it('gives conversion and lift by band', () => {
    const bands = calibration(outcomes, [50, 20])
    expect(bands.map(({ from, until, leads, won, lift }) => [from, until, leads, won, lift])).toEqual([
      [0, 20, 2, 0, 0],
      [20, 50, 1, 1, 2],
      [50, null, 3, 2, 4 / 3],
    ])
    expect(bands[2]?.conversion).toMatchObject({ share: 2 / 3, interval: { low: expect.closeTo(0.2077, 4) } })
  })

  it('has no figures where nobody is', () => {
    expect(calibration([], [10])).toEqual([
      { from: 0, until: 10, leads: 0, won: 0, conversion: null, lift: null },
      { from: 10, until: null, leads: 0, won: 0, conversion: null, lift: null },
    ])
    expect(calibration([{ score: 5, won: false }], [])[0]).toMatchObject({ leads: 1, lift: null })
  })

  it('counts how many of the won were hot', () => {
    expect(hotCount(outcomes, 50)).toMatchObject({ leads: 6, hot: 3, won: 3, wonHot: 2, found: { share: 2 / 3 } })
    expect(hotCount([], 50)).toEqual({ leads: 0, hot: 0, won: 0, wonHot: 0, found: null, worth: null })
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
  const leads = Array.from({ length: 2000 }, () => {
    const [size = 0, colour = 0, student = 0] = [0.5, 0.5, 0.3].map((chance) => Number(random.chance(chance)))
    const visit = 3 * random.next()
    const chance = 1 / (1 + Math.exp(3 - 2 * size + 2 * student - 0.7 * visit))
    const score = 10 * size + 60 * colour + 5 * student + visit
    return { counts: [size, colour, student, visit], score, won: random.chance(chance) }
  })
  const proposal = proposePoints({ rules, leads, hot: 70 })

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

  it('call about as many hot, and more of those that were won', () => {
    if (proposal.kind !== 'proposal') throw new Error('there is enough data')
    const { today, proposed } = proposal
    expect(Math.abs(proposed.hot - today.hot)).toBeLessThan(0.02 * today.hot)
    expect(proposed.wonHot).toBeGreaterThan(1.3 * today.wonHot)
  })

  it('are not made up of little, or of nothing', () => {
    expect(proposePoints({ rules, leads: leads.slice(0, 50), hot: 70 })).toMatchObject({
      kind: 'not-enough-data',
      need: 40,
    })
    expect(proposePoints({ rules, leads: [], hot: 70 })).toEqual({ kind: 'not-enough-data', have: 0, need: 10 })
    const constant = leads.map((lead) => ({ ...lead, counts: [1, 1, 1, 1] }))
    expect(proposePoints({ rules, leads: constant, hot: 70 })).toEqual({ kind: 'no-signal' })
  })
})

describe('ideal customer', () => {
  const lead = (traits: readonly string[], won: boolean, count: number) =>
    Array.from({ length: count }, () => ({ traits, won }))
  const leads = [
    ...lead(['factory', 'small'], true, 30),
    ...lead(['factory'], false, 30),
    ...lead(['shop', 'small'], false, 55),
    ...lead(['shop'], true, 5),
    ...lead(['farm', 'farm'], true, 9),
  ]

  it('has the traits that go with winning', () => {
    const rows = idealCustomer(leads)
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
    expect(idealCustomer(leads, 1).map(({ trait }) => trait)).toContain('farm')
    const same = idealCustomer(lead(['x'], false, 10))
    expect(same).toMatchObject([{ trait: 'x', lift: null, verdict: 'unclear', relativeRisk: { have: 0, need: 1 } }])
    expect(idealCustomer([])).toEqual([])
  })
})
