import { describe, expect, it } from 'vitest'
import type { Rotation } from '../../../shared/domain/roster.ts'
import { emptyRotation, nextInRotation } from '../../../shared/domain/rotation.ts'
import { poolOf } from '../../support/rules.ts'

/** Gives out leads to whoever is available at each, and says who got them. */
function served(pool: ReturnType<typeof poolOf>, turns: readonly (readonly string[])[], from = emptyRotation('p')) {
  let rotation: Rotation = from
  const reps = turns.map((available) => {
    const next = nextInRotation({ pool, rotation, available })
    rotation = next?.rotation ?? rotation
    return next?.rep
  })
  return { reps, rotation }
}

describe('a rotation', () => {
  it('goes round among equals', () => {
    const all = ['a', 'b', 'c']
    const { reps, rotation } = served(
      poolOf(all),
      Array.from({ length: 7 }, () => all),
    )
    expect(reps.join('')).toBe('abcabca')
    expect(rotation).toMatchObject({ total: 7, assigned: { a: 3, b: 2, c: 2 }, last: 'a' })
    expect(rotation.deficits.a).toBeCloseTo(-2 / 3)
    expect(rotation.deficits.c).toBeCloseTo(1 / 3)
  })

  it('spreads a weight evenly instead of in bursts', () => {
    const all = ['a', 'b', 'c']
    const { reps } = served(
      poolOf(all, { a: 2 }),
      Array.from({ length: 8 }, () => all),
    )
    expect(reps.join('')).toBe('abcaabca')
  })

  it('credits nothing to who is away, so nobody is flooded on return', () => {
    const turns = [...Array.from({ length: 6 }, () => ['a', 'b']), ...Array.from({ length: 6 }, () => ['a', 'b', 'c'])]
    const { reps } = served(poolOf(['a', 'b', 'c']), turns)
    expect(reps.slice(0, 6).join('')).toBe('ababab')
    expect(reps.slice(6).join('')).toBe('cabcab')
  })

  it('does not pay an old debt with two leads in a row', () => {
    const counters = { deficits: { a: 3, b: -1, c: -2 }, assigned: { b: 4, c: 5 }, total: 9 }
    const owed: Rotation = { ...emptyRotation('p'), ...counters, unsettled: true }
    const { reps } = served(
      poolOf(['a', 'b', 'c']),
      Array.from({ length: 7 }, () => ['a', 'b', 'c']),
      owed,
    )
    expect(reps.join('')).toBe('ababaca')
  })

  it('gives a sole rep every lead, and one with most of the weight two in a row', () => {
    expect(served(poolOf(['a', 'b']), [['b'], ['b']]).reps).toEqual(['b', 'b'])
    expect(
      served(
        poolOf(['a', 'b'], { a: 3 }),
        Array.from({ length: 4 }, () => ['a', 'b']),
      ).reps.join(''),
    ).toBe('abaa')
  })

  it('gives nothing when nobody can take it', () => {
    expect(nextInRotation({ pool: poolOf(['a']), rotation: emptyRotation('p'), available: [] })).toBeUndefined()
    expect(nextInRotation({ pool: poolOf(['a']), rotation: emptyRotation('p'), available: ['x'] })).toBeUndefined()
    expect(
      nextInRotation({ pool: poolOf(['a'], { a: 0 }), rotation: emptyRotation('p'), available: ['a'] }),
    ).toBeUndefined()
  })

  it('starts a newcomer even, and forgets who left', () => {
    const before: Rotation = {
      ...emptyRotation('p'),
      deficits: { a: 0.5, gone: -0.5 },
      assigned: { a: 4, gone: 5 },
      total: 9,
    }
    const { rotation } = served(poolOf(['a', 'new']), [['a', 'new']], before)
    expect(rotation.deficits).toEqual({ a: 0, new: 0.5 })
    expect(rotation.assigned).toEqual({ a: 5 })
  })

  it('breaks ties by who has had least, then by turn after the last one', () => {
    const all = ['a', 'b', 'c', 'd']
    const even: Rotation = { ...emptyRotation('p'), assigned: { a: 1, b: 1, c: 1, d: 1 }, total: 4, last: 'b' }
    expect(served(poolOf(all), [all], even).reps).toEqual(['c'])
    expect(served(poolOf(all), [all], { ...even, assigned: { a: 1, b: 1, c: 1 }, total: 3 }).reps).toEqual(['d'])
  })

  it('says where everybody stands among those who are here', () => {
    const rotation: Rotation = { ...emptyRotation('p'), deficits: { a: 1, b: 0, c: 7 } }
    const next = nextInRotation({ pool: poolOf(['a', 'b', 'c'], { a: 3 }), rotation, available: ['a', 'b'] })
    expect(next?.contenders).toMatchObject([
      { rep: 'a', behind: 0.25, share: 0.75 },
      { rep: 'b', behind: -0.25, share: 0.25 },
    ])
  })
})
