import { describe, expect, it } from 'vitest'
import { emptyProfile } from '../../../shared/domain/profile.ts'
import type { Rep, Rotation } from '../../../shared/domain/roster.ts'
import { emptyRotation } from '../../../shared/domain/rotation.ts'
import { type RoutingInput, routeLead, territoryOf } from '../../../shared/domain/routing.ts'
import { hour } from '../../../shared/domain/time.ts'
import { repNamed, smallPlaybook } from '../../support/rules.ts'
import { noon } from '../../support/sample-entities.ts'

const newYorker = { ...emptyProfile, address: { state: 'NY' } }
const everybody = ['sally', 'tom', 'ann', 'bob', 'cid'].map((id) => repNamed(id))

function routed(rest: Partial<RoutingInput>) {
  const usual = { playbook: smallPlaybook, version: 1, profile: newYorker, roster: everybody, now: noon }
  return routeLead({ ...usual, rotations: new Map(), exclude: [], ...rest })
}

function rosterWith(...changed: readonly Rep[]): readonly Rep[] {
  return everybody.map((rep) => changed.find(({ id }) => id === rep.id) ?? rep)
}

describe('a territory', () => {
  it('is the first that matches, and the last for all others', () => {
    expect(territoryOf(smallPlaybook, newYorker).id).toBe('us-east')
    expect(territoryOf(smallPlaybook, emptyProfile).id).toBe('rest')
  })
})

describe('routing', () => {
  it("gives the lead to its territory's pool and says why", () => {
    const rotation: Rotation = {
      ...emptyRotation('east'),
      assigned: { sally: 2, tom: 1 },
      deficits: { sally: -0.5, tom: 0.5 },
      total: 3,
      last: 'sally',
    }
    const result = routed({ rotations: new Map([['east', rotation]]) })
    expect(result).toMatchObject({
      territory: 'us-east',
      pools: ['east'],
      chosen: { pool: 'east', rep: { id: 'tom' } },
    })
    expect(result.chosen).toMatchObject({
      by: 'rotation',
      rotation: { total: 4, assigned: { sally: 2, tom: 2 }, last: 'tom' },
    })
    expect(result.candidates).toEqual([
      {
        rep: 'sally',
        chosen: false,
        reason:
          '0.5 leads ahead of their share (2 of the 3 leads of east so far, 50% are their share); tom is 0.5 leads behind their share',
      },
      {
        rep: 'tom',
        chosen: true,
        reason:
          'next in turn in east: 1 of the 3 leads of east so far, 50% are their share; 0.5 leads behind their share',
      },
    ])
  })

  it('says why somebody could not have it', () => {
    const off = { from: noon, until: noon + hour }
    const away = rosterWith(repNamed('sally', { timeOff: [off] }), repNamed('tom', { active: false }))
    const result = routed({ roster: away.filter(({ id }) => id !== 'bob') })
    expect(result).toMatchObject({ pools: ['east', 'inside'], chosen: { pool: 'inside', rep: { id: 'ann' } } })
    expect(result.candidates.map(({ rep, reason }) => `${rep}: ${reason}`)).toEqual([
      'sally: off until 08:00 on Sun 1 Mar (EST)',
      'tom: switched off in the roster',
      'bob: not in the roster',
      'cid: weight 0: takes no leads of this pool',
      'ann: the only one available in inside: inside has given out no lead yet; even with their share',
    ])
  })

  it('counts time off from its start to before its end', () => {
    const span = { from: noon - hour, until: noon }
    const roster = rosterWith(repNamed('sally', { timeOff: [span] }), repNamed('tom', { active: false }))
    expect(routed({ roster }).chosen?.rep.id).toBe('sally')
    expect(routed({ roster, now: noon - hour }).chosen?.rep.id).toBe('ann')
  })

  it('does not ask again who had the lead before', () => {
    const result = routed({ exclude: ['sally'] })
    expect(result.chosen?.rep.id).toBe('tom')
    expect(result.candidates[0]).toEqual({ rep: 'sally', chosen: false, reason: 'had this lead before' })
  })

  it('ends when nobody in any pool can, however the pools fall back', () => {
    const result = routed({ exclude: ['sally', 'tom', 'ann', 'bob'] })
    expect(result).toMatchObject({ territory: 'us-east', pools: ['east', 'inside'] })
    expect(result.chosen).toBeUndefined()
    expect(result.candidates).toHaveLength(5)
  })
})
