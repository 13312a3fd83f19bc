import fc from 'fast-check'
import { expect, test } from 'vitest'
import { behindInPool, calibrate } from '../../shared/domain/calibration.ts'
import type { Pool } from '../../shared/domain/playbook.ts'
import type { Rotation } from '../../shared/domain/roster.ts'
import { emptyRotation, nextInRotation } from '../../shared/domain/rotation.ts'

const names = ['a', 'b', 'c', 'd', 'e', 'f']

/** A pool, who was there for each lead so far, and who of it is given how many leads more. */
const situations = fc
  .record({
    weights: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: names.length }),
    there: fc.array(fc.uniqueArray(fc.nat(names.length - 1), { minLength: 1 }), { maxLength: 60 }),
    rep: fc.nat(names.length - 1),
    leads: fc.integer({ min: -6, max: 6 }).filter((leads) => leads !== 0),
  })
  .map(({ weights, there, rep, leads }) => {
    const reps = names.slice(0, weights.length)
    const pool: Pool = { reps, weights: Object.fromEntries(reps.map((name, index) => [name, weights[index] ?? 1])) }
    const rotation = served(
      pool,
      emptyRotation('p'),
      there.map((places) => reps.filter((_, index) => places.includes(index))),
    )
    return { pool, rotation, rep: reps[rep % reps.length] ?? 'a', leads }
  })

function served(pool: Pool, from: Rotation, leads: readonly (readonly string[])[]): Rotation {
  return leads.reduce(
    (rotation, available) => nextInRotation({ pool, rotation, available })?.rotation ?? rotation,
    from,
  )
}

function calibrated({ pool, rotation, rep, leads }: { pool: Pool; rotation: Rotation; rep: string; leads: number }) {
  const done = calibrate(rotation, 'p', pool, { kind: 'rep', rep, leads })
  if (done.kind === 'invalid') throw new Error(done.message)
  return done
}

test('what one rep gets more, the others get less, by their weights: it all sums to 0', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const { pool, rotation, rep, leads } = situation
      const done = calibrated(situation)
      const before = behindInPool(rotation, pool)
      const after = behindInPool(done.rotation, pool)
      expect([...after.values()].reduce((sum, behind) => sum + behind, 0)).toBeCloseTo(0, 6)
      expect((after.get(rep) ?? 0) - (before.get(rep) ?? 0)).toBeCloseTo(leads, 6)
      const others = pool.reps.filter((other) => other !== rep)
      const losses = others.map(
        (other) => ((before.get(other) ?? 0) - (after.get(other) ?? 0)) / (pool.weights[other] ?? 1),
      )
      for (const loss of losses) expect(loss).toBeCloseTo(losses[0] ?? 0, 6)
      expect(done.rotation).toMatchObject({ total: rotation.total, assigned: rotation.assigned, unsettled: true })
    }),
    { numRuns: 500 },
  )
})

test('a rep is really given so many leads more than without, to what a rotation is ever off', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const { pool, rep, leads } = situation
      const turns = Array.from({ length: 400 }, () => pool.reps)
      const without = served(pool, situation.rotation, turns)
      const after = served(pool, calibrated(situation).rotation, turns)
      expect(Math.abs((after.assigned[rep] ?? 0) - (without.assigned[rep] ?? 0) - leads)).toBeLessThan(2.5)
      for (const behind of behindInPool(after, pool).values()) expect(Math.abs(behind)).toBeLessThan(1.5)
    }),
    { numRuns: 200 },
  )
})

test('nobody is flooded: who is due less than half never gets two in a row, with half never three', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const { pool } = situation
      const all = pool.reps.reduce((sum, rep) => sum + (pool.weights[rep] ?? 1), 0)
      let { rotation }: { rotation: Rotation } = calibrated({ ...situation, leads: 50 })
      const order: string[] = []
      for (let lead = 0; lead < 60; lead += 1) {
        const next = nextInRotation({ pool, rotation, available: pool.reps })
        if (next === undefined) throw new Error('nobody was chosen')
        rotation = next.rotation
        order.push(next.rep)
        const due = (2 * (pool.weights[next.rep] ?? 1)) / all
        const row = order.slice(due < 1 ? -2 : -3)
        if (due <= 1 && row.length > (due < 1 ? 1 : 2)) expect(new Set(row).size).toBeGreaterThan(1)
      }
    }),
    { numRuns: 300 },
  )
})

test('measuring among all of the pool changes nobody’s turn', () => {
  fc.assert(
    fc.property(situations, fc.uniqueArray(fc.nat(5), { minLength: 1 }), ({ pool, rotation }, places) => {
      const available = pool.reps.filter((_, index) => places.includes(index))
      const measured = { ...rotation, deficits: Object.fromEntries(behindInPool(rotation, pool)) }
      const [one, other] = [rotation, measured].map((from) => nextInRotation({ pool, rotation: from, available }))
      for (const [index, { rep, behind }] of (one?.contenders ?? []).entries()) {
        expect(other?.contenders[index]?.rep).toBe(rep)
        expect(other?.contenders[index]?.behind).toBeCloseTo(behind, 6)
      }
    }),
    { numRuns: 300 },
  )
})
