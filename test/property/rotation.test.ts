import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pool } from '../../shared/domain/playbook.ts'
import { emptyRotation, nextInRotation, weightOf } from '../../shared/domain/rotation.ts'

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/** A pool's reps in groups that come and go together, and which groups were there for each lead. */
const pools = fc
  .record({
    groups: fc.array(fc.nat(3), { minLength: 2, maxLength: names.length }),
    weights: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: names.length, maxLength: names.length }),
    leads: fc.array(fc.uniqueArray(fc.nat(3), { minLength: 1 }), { minLength: 1, maxLength: 120, size: 'large' }),
  })
  .map(({ groups, weights, leads }) => {
    const reps = names.slice(0, groups.length)
    return {
      reps,
      groupOf: new Map(reps.map((rep, index) => [rep, groups[index]])),
      weights: Object.fromEntries(reps.map((rep, index) => [rep, weights[index] ?? 1])),
      leads: leads.map((there) => reps.filter((_, index) => there.includes(groups[index] ?? -1))),
    }
  })

/** Gives out leads one after the other and looks at the rotation after each. */
function serve(
  pool: Pool,
  leads: readonly (readonly string[])[],
  look: (rep: string, assigned: ReadonlyMap<string, number>, available: readonly string[]) => void,
) {
  let rotation = emptyRotation('p')
  const assigned = new Map(pool.reps.map((rep) => [rep, 0]))
  for (const available of leads) {
    const next = nextInRotation({ pool, rotation, available })
    if (next === undefined) continue
    rotation = next.rotation
    assigned.set(next.rep, (assigned.get(next.rep) ?? 0) + 1)
    look(next.rep, assigned, available)
  }
  return rotation
}

describe('promise 5: rotation is fair', () => {
  it('among reps of equal weight who come and go together, nobody is ever two leads ahead', () => {
    fc.assert(
      fc.property(pools, ({ reps, groupOf, weights, leads }) => {
        const classes = Map.groupBy(reps, (rep) => `${groupOf.get(rep)} ${weights[rep]}`)
        serve({ reps, weights }, leads, (_rep, assigned) => {
          for (const equals of classes.values()) {
            const counts = equals.map((rep) => assigned.get(rep) ?? 0)
            if (Math.max(...counts) - Math.min(...counts) > 1) expect(counts).toBe('equals within 1')
          }
        })
      }),
      { numRuns: 10_000 },
    )
  })

  it('weights hold to less than one lead of their share, after every lead', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: names.length })
    fc.assert(
      fc.property(weights, (numbers) => {
        const reps = names.slice(0, numbers.length)
        const pool = { reps, weights: Object.fromEntries(reps.map((rep, index) => [rep, numbers[index] ?? 1])) }
        const whole = numbers.reduce((sum, weight) => sum + weight, 0)
        let given = 0
        serve(
          pool,
          Array.from({ length: Math.min(whole, 250) }, () => reps),
          (_rep, assigned) => {
            given += 1
            for (const rep of reps) {
              const share = (weightOf(pool, rep) / whole) * given
              expect(Math.abs((assigned.get(rep) ?? 0) - share)).toBeLessThan(1)
            }
          },
        )
      }),
      { numRuns: 150, examples: [[[74, 24, 24, 24, 2]], [[72, 23, 23, 4, 23]], [[5, 74, 35, 35]]] },
    )
  })

  it('whoever was away, no equal gets two in a row while another is there', () => {
    fc.assert(
      fc.property(pools, ({ reps, leads }) => {
        let last: string | undefined
        serve({ reps, weights: {} }, leads, (rep, _assigned, available) => {
          if (available.length > 1 && rep === last) expect(rep).not.toBe(last)
          last = rep
        })
      }),
      { numRuns: 10_000 },
    )
  })

  it('a rep back from time off, long or short, gets no more than the share of who is there and one', () => {
    const absences = fc.record({
      size: fc.integer({ min: 2, max: 8 }),
      away: fc.nat(60),
      before: fc.nat(20),
      after: fc.nat(60),
    })
    fc.assert(
      fc.property(absences, ({ size, away, before, after }) => {
        const reps = names.slice(0, size)
        const leads = [
          ...Array.from({ length: before }, () => reps),
          ...Array.from({ length: away }, () => reps.slice(1)),
          ...Array.from({ length: after }, () => reps),
        ]
        let given = 0
        let sinceBack = 0
        serve({ reps, weights: {} }, leads, (rep) => {
          given += 1
          if (given > before + away && rep === 'a') sinceBack += 1
        })
        expect(sinceBack).toBeLessThanOrEqual(Math.ceil(after / size) + 1)
      }),
      { numRuns: 10_000 },
    )
  })

  it('credits and debits cancel out, and every lead is counted', () => {
    fc.assert(
      fc.property(pools, ({ reps, weights, leads }) => {
        const { deficits, assigned, total } = serve({ reps, weights }, leads, () => {})
        expect(Object.values(deficits).reduce((sum, deficit) => sum + deficit, 0)).toBeCloseTo(0)
        expect(Object.values(assigned).reduce((sum, count) => sum + count, 0)).toBe(total)
        expect(total).toBe(leads.filter((available) => available.length > 0).length)
      }),
    )
  })
})
