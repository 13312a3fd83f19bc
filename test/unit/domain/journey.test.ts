import { describe, expect, it } from 'vitest'
import type { LeadState } from '../../../shared/domain/lead.ts'
import { mayReceiveMarketing, nextStep, trackFor } from '../../../shared/domain/nurture.ts'
import type { Playbook, Track } from '../../../shared/domain/playbook.ts'
import { emptyProfile } from '../../../shared/domain/profile.ts'
import { nextEscalation } from '../../../shared/domain/sla.ts'
import { smallPlaybook } from '../../support/rules.ts'
import { oneOfEach, sampleLead } from '../../support/sample-entities.ts'

const step = (id: string) => ({ id, after: 0, subject: 's', body: 'b' })
const track: Track = { id: 'welcome', steps: [step('one'), step('two'), step('three')] }

describe('an unanswered offer', () => {
  it('goes through the playbook step by step, then has none left', () => {
    const at = (escalations: number) => nextEscalation({ ...oneOfEach.assignment, escalations }, smallPlaybook.sla)
    expect([0, 1, 2, 3].map(at)).toEqual(['remind', 'reassign', 'pool', undefined])
  })
})

describe('a nurture track', () => {
  const playbook: Playbook = {
    ...smallPlaybook,
    nurture: {
      tracks: [
        { ...track, id: 'east', when: { field: 'address.state', is: 'NY' } },
        { ...track, id: 'all' },
      ],
    },
  }

  it('is the first that takes the lead', () => {
    expect(trackFor(playbook, { ...emptyProfile, address: { state: 'NY' } })?.id).toBe('east')
    expect(trackFor(playbook, emptyProfile)?.id).toBe('all')
    expect(trackFor(smallPlaybook, emptyProfile)).toBeUndefined()
  })

  it.each<readonly [readonly string[], string | undefined]>([
    [[], 'one'],
    [['one'], 'two'],
    [['one', 'two'], 'three'],
    [['one', 'two', 'three'], undefined],
    [['one', 'removed'], 'two'],
    [['two'], 'three'], // a newer playbook put `one` in before it
  ])('after %j comes %s', (sent, next) => {
    expect(nextStep(track, sent)?.id).toBe(next)
  })
})

describe('marketing mail', () => {
  it.each<readonly [LeadState, boolean]>([
    [{ stage: 'new' }, false],
    [{ stage: 'nurturing' }, true],
    [{ stage: 'assigned', owner: 'a', assignment: 'asg_1' }, false],
    [{ stage: 'working', owner: 'a', assignment: 'asg_1' }, false],
    [{ stage: 'opportunity', opportunity: 'opp_1' }, false],
    [{ stage: 'won', opportunity: 'opp_1' }, false],
    [{ stage: 'lost', opportunity: 'opp_1' }, false],
    [{ stage: 'pool' }, false],
    [{ stage: 'rejected', reason: 'x' }, false],
  ])('to a lead in %j: %s', (state, allowed) => {
    expect(mayReceiveMarketing(sampleLead(1, state))).toBe(allowed)
  })

  it.each(['unsubscribed', 'complaint', 'bounce', 'refused'] as const)('never goes to who is %s', (optOut) => {
    expect(mayReceiveMarketing({ ...sampleLead(1, { stage: 'nurturing' }), optOut })).toBe(false)
  })

  it('needs an address', () => {
    expect(mayReceiveMarketing({ ...sampleLead(1, { stage: 'nurturing' }), profile: emptyProfile })).toBe(false)
  })
})
