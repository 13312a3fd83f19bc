import { describe, expect, it } from 'vitest'
import { type Lead, type LeadState, ownerOf, type Stage, stages } from '../../../shared/domain/lead.ts'
import { furthestLast, joinedState, strongerOptOut } from '../../../shared/domain/merged-state.ts'
import { joinProfiles } from '../../../shared/domain/profile.ts'
import { holderOf } from '../../../shared/domain/workload.ts'
import { sampleLead } from '../../support/sample-entities.ts'

/** A lead in each stage, with and without an owner where both can be. */
function statesOf(stage: Stage, owner: string, number: number): readonly LeadState[] {
  switch (stage) {
    case 'new':
    case 'pool':
      return [{ stage }]
    case 'nurturing':
      return [{ stage }, { stage, enrollment: `enr_${number}-1` }]
    case 'assigned':
    case 'working':
      return [{ stage, owner, assignment: `asg_${number}-1` }]
    case 'opportunity':
    case 'won':
    case 'lost':
      return [
        { stage, opportunity: `opp_${number}-1` },
        { stage, owner, opportunity: `opp_${number}-1` },
      ]
    case 'rejected':
      return [{ stage, reason: `${number}` }]
  }
}

const leadsOf = (owner: string, number: number): readonly Lead[] =>
  stages.flatMap((stage) => statesOf(stage, owner, number).map((state) => sampleLead(number, state)))
const pairs = leadsOf('sally', 1).flatMap((survivor) => leadsOf('tom', 2).map((absorbed) => ({ survivor, absorbed })))
const written = ({ survivor, absorbed }: (typeof pairs)[number]) =>
  [survivor.state, absorbed.state].map((state) => JSON.stringify(state)).join(' and ')
const rank = ({ state }: Pick<Lead, 'state'>) => furthestLast.indexOf(state.stage)

describe('where two leads stand that are one', () => {
  it('knows the rank of every stage, once', () => {
    expect(furthestLast.toSorted()).toEqual(stages.toSorted())
    expect(pairs).toHaveLength(13 * 13)
  })

  it('is where the further one was, whichever of them stays', () => {
    for (const pair of pairs) {
      const { survivor, absorbed } = pair
      const stage = rank(survivor) >= rank(absorbed) ? survivor.state.stage : absorbed.state.stage
      expect(joinedState(survivor, absorbed).state.stage, written(pair)).toBe(stage)
      expect(joinedState(absorbed, survivor).state.stage, written(pair)).toBe(stage)
    }
  })

  it('is the survivor’s own state, where they stand alike', () => {
    for (const pair of pairs.filter(({ survivor, absorbed }) => rank(survivor) === rank(absorbed))) {
      const { of, state } = joinedState(pair.survivor, pair.absorbed)
      expect(of, written(pair)).toBe('survivor')
      const { owner: _owner, ...own } = { owner: '', ...pair.survivor.state }
      expect(state, written(pair)).toMatchObject(own)
    }
  })

  it('keeps an offer whole: its rep and its assignment', () => {
    for (const pair of pairs) {
      const { of, state } = joinedState(pair.survivor, pair.absorbed)
      if (state.stage === 'assigned' || state.stage === 'working') expect(state, written(pair)).toEqual(pair[of].state)
    }
  })

  it('gives a deal to who has the survivor on their plate, then the other, then whose it was', () => {
    for (const pair of pairs) {
      const { survivor, absorbed } = pair
      const { of, state } = joinedState(survivor, absorbed)
      if (!('opportunity' in state)) continue
      expect(state.opportunity, written(pair)).toBe(`opp_${of === 'survivor' ? 1 : 2}-1`)
      const expected = holderOf(survivor) ?? holderOf(absorbed) ?? ownerOf(pair[of])
      expect('owner' in state ? state.owner : undefined, written(pair)).toBe(expected)
    }
  })

  it('is in no track of the one that goes', () => {
    for (const pair of pairs) {
      const { state } = joinedState(pair.survivor, pair.absorbed)
      if (state.stage === 'nurturing') expect(['enr_1-1', undefined], written(pair)).toContain(state.enrollment)
    }
  })

  it.each<readonly [Stage, Stage, Stage]>([
    ['nurturing', 'working', 'working'],
    ['rejected', 'nurturing', 'nurturing'],
    ['lost', 'nurturing', 'lost'],
    ['lost', 'pool', 'pool'],
    ['lost', 'new', 'new'],
    ['working', 'lost', 'working'],
    ['assigned', 'working', 'working'],
    ['working', 'opportunity', 'opportunity'],
    ['opportunity', 'won', 'won'],
    ['won', 'working', 'won'],
  ])('%s and %s is %s', (one, other, both) => {
    const [survivor, absorbed] = [statesOf(one, 'sally', 1)[0], statesOf(other, 'tom', 2)[0]]
    if (survivor === undefined || absorbed === undefined) throw new Error('there is no such state')
    expect(joinedState(sampleLead(1, survivor), sampleLead(2, absorbed)).state.stage).toBe(both)
  })
})

describe('opt-outs of two leads', () => {
  const all = [undefined, 'refused', 'unsubscribed', 'bounce', 'complaint'] as const

  it('are both kept: the stronger one, in whatever order', () => {
    for (const [index, one] of all.entries()) {
      for (const [other, why] of all.entries()) expect(strongerOptOut(one, why)).toBe(all[Math.max(index, other)])
    }
  })
})

describe('profiles of two leads', () => {
  const known = { company: {}, address: {}, answers: {}, extra: {} }

  it('are joined: the survivor’s word stands, the other’s fills the gaps', () => {
    const survivor = { ...known, email: 'a@x.example', lastName: 'Bell', company: { name: 'Bell', employees: 5 } }
    const absorbed = { ...known, email: 'b@x.example', phone: '+1', company: { name: 'bell', industry: 'Phones' } }
    expect(joinProfiles(survivor, absorbed)).toMatchObject({
      email: 'a@x.example',
      phone: '+1',
      company: { name: 'Bell', employees: 5, industry: 'Phones' },
    })
  })

  it('give nobody half of two companies, or of two countries', () => {
    const survivor = { ...known, company: { domain: 'bell.example' }, address: { country: 'US' } }
    const absorbed = {
      ...known,
      company: { domain: 'gray.example', employees: 9 },
      address: { country: 'DE', postalCode: '10115' },
    }
    expect(joinProfiles(survivor, absorbed)).toMatchObject({ company: survivor.company, address: survivor.address })
  })
})
