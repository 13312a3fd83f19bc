import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Playbook } from '../../../shared/domain/playbook.ts'
import { emptyProfile, type Profile } from '../../../shared/domain/profile.ts'
import type { Rep } from '../../../shared/domain/roster.ts'
import { type SimulationInput, simulate } from '../../../shared/domain/simulate.ts'
import type { SimulatedLead } from '../../../shared/domain/simulate-replay.ts'
import { day, hour, minute } from '../../../shared/domain/time.ts'
import { repNamed, smallPlaybook, touchOf } from '../../support/rules.ts'
import { noon } from '../../support/sample-entities.ts'

const roster = ['sally', 'tom', 'ann', 'bob', 'cid'].map((id) => repNamed(id))
const business: Profile = { ...emptyProfile, phone: '+12125550142', company: { employees: 30 } }
const fromState = (state: string): Profile => ({ ...business, address: { state } })

/** A lead that asked for a demo: 75 points for a business, 45 for anybody else. */
function asking(id: string, profile: Profile, at: number, event = 'form.demo'): SimulatedLead {
  return { id, steps: [{ at, profile, touch: touchOf(event, at) }] }
}

function tried(draft: Partial<Playbook>, leads: readonly SimulatedLead[], rest: Partial<SimulationInput> = {}) {
  const before = { playbook: smallPlaybook, version: 4 }
  return simulate({ leads, roster, from: noon - 30 * day, before, draft: { ...smallPlaybook, ...draft }, ...rest })
}

const hotAt = (hot: number) => ({ scoring: { ...smallPlaybook.scoring, hot } })

/** The working week, in the workspace's time zone; noon of the samples is a Sunday. */
const shift = [{ from: '09:00', until: '17:00' }]
const week = { mon: shift, tue: shift, wed: shift, thu: shift, fri: shift }
const working = (rep: Rep): Rep => ({ ...rep, workingHours: week })

describe('a simulation', () => {
  it('says who would be hot and would not be any more', () => {
    const leads = [asking('a', business, noon), asking('b', emptyProfile, noon + minute)]
    const lower = tried(hotAt(40), leads)
    expect([lower.before.hot, lower.after.hot]).toEqual([1, 2])
    expect(lower.changes).toMatchObject([
      { lead: 'b', kind: 'newly-hot', before: { kind: 'nurtured', value: 45 }, after: { kind: 'hot', rep: 'bob' } },
    ])
    const higher = tried(hotAt(90), leads)
    expect(higher.changes.map(({ lead, kind }) => `${lead} ${kind}`)).toEqual(['a no-longer-hot'])
    expect(higher.load).toMatchObject([{ rep: { id: 'ann' }, before: { leads: 1 }, after: { leads: 0 } }])
  })

  it('says who would go elsewhere, the rule first and the rotation that moved on last', () => {
    const leads = [
      asking('ny-1', fromState('NY'), noon),
      asking('nj-1', fromState('NJ'), noon + 1),
      asking('ny-2', fromState('NY'), noon + 2),
    ]
    const [east, ...others] = smallPlaybook.routing.territories
    if (east === undefined) throw new Error('there is no territory')
    const territories = [{ ...east, when: { field: 'address.state', is: 'NY' } }, ...others]
    const { changes, load } = tried({ routing: { ...smallPlaybook.routing, territories } }, leads)
    expect(changes).toMatchObject([
      { lead: 'nj-1', kind: 'territory', before: { rep: 'tom', pool: 'east' }, after: { rep: 'ann', pool: 'inside' } },
      { lead: 'ny-2', kind: 'rep', before: { rep: 'sally' }, after: { rep: 'tom' } },
    ])
    expect(load.map(({ rep, before, after }) => `${rep.id} ${before.leads} ${after.leads}`)).toEqual([
      'sally 2 1',
      'tom 1 1',
      'ann 0 1',
    ])
  })

  it('says who would be turned away, by rule', () => {
    const test: Profile = { ...business, lastName: 'Test' }
    const draft = { scoring: { ...smallPlaybook.scoring, reject: [] } }
    const { changes, rejects, before, after } = tried(draft, [
      asking('hot', test, noon),
      asking('cold', test, noon, 'email.click'),
    ])
    expect(changes.map(({ lead, kind }) => `${lead} ${kind}`)).toEqual(['hot newly-hot', 'cold no-longer-rejected'])
    expect(rejects).toEqual([{ rule: 'test', before: 2, after: 0 }])
    expect([before.rejected, after.nurtured]).toEqual([2, 1])
  })

  it('scores a lead at each touch with what was known by then, and routes it once', () => {
    const touches = [
      touchOf('email.click', noon),
      touchOf('form.demo', noon + day),
      touchOf('form.demo', noon + 2 * day),
    ]
    const [click, first, second] = touches
    if (click === undefined || first === undefined || second === undefined) throw new Error('touches are missing')
    const steps = [
      { at: click.at, profile: emptyProfile, touch: click },
      { at: first.at, profile: business, touch: first },
      { at: second.at, profile: business, touch: second },
    ]
    const { watched, load } = tried({}, [{ id: 'a', steps }], { watch: 'a' })
    expect(watched?.before.score).toMatchObject({ value: 80, at: first.at })
    expect(watched?.before.score.reasons).toHaveLength(4)
    expect(load).toMatchObject([{ rep: { id: 'ann' }, before: { leads: 1 } }])
  })

  it('does not know of a touch before it became known, however early it happened', () => {
    const [click, demo] = [touchOf('email.click', noon), touchOf('form.demo', noon - hour)]
    const steps = [
      { at: noon, profile: business, touch: click },
      { at: noon + day, profile: business, touch: demo },
    ]
    const { watched } = tried({}, [{ id: 'a', steps }], { watch: 'a' })
    expect(watched?.before.score.at).toBe(noon + day)
  })

  it('does not route again who was hot before the time looked at, unless it is the lead to be told of', () => {
    const old = asking('old', business, noon - 40 * day)
    const again = { ...old, steps: [...old.steps, ...asking('old', business, noon).steps] }
    const all = tried(hotAt(200), [again])
    expect(all).toMatchObject({ before: { hot: 0, hotBefore: 1 }, after: { nurtured: 1 }, load: [] })
    expect(tried({}, [again], { watch: 'old' }).watched?.before.route?.chosen?.rep.id).toBe('ann')
  })

  it('says which leads nobody can take, which wait for somebody to start, and who has more than fits', () => {
    const leads = [0, 1, 2].map((index) => asking(`ny-${index}`, fromState('NY'), noon + index * minute))
    const off = roster.map((rep) => ({ ...rep, active: false }))
    expect(tried({}, leads, { roster: off }).sla.before).toMatchObject({ nobody: 3, waiting: 0 })
    const asleep = tried({}, leads, { roster: roster.map(working) }).sla.before
    // Sunday noon UTC to Monday 9:00 in New York, when it is UTC−5.
    expect(asleep).toEqual({ nobody: 0, waiting: 3, longestWait: 26 * hour, overCapacity: 0 })
    const full = roster.filter(({ id }) => id === 'sally').map((rep) => ({ ...rep, capacity: 1 }))
    expect(tried({}, leads, { roster: full }).sla.before).toMatchObject({ nobody: 0, overCapacity: 2 })
  })

  it('obeys daily caps, and lets a company’s leads go to who had the first', () => {
    const acme = (id: string, at: number) =>
      asking(id, { ...fromState('NY'), company: { employees: 30, domain: 'acme.com' } }, at)
    const leads = [acme('a', noon), acme('b', noon + 1), acme('c', noon + 2)]
    const capped = tried({}, leads, { roster: roster.map((rep) => ({ ...rep, dailyCap: 1 })) })
    expect(capped.load.map(({ rep, before }) => `${rep.id} ${before.leads}`).toSorted()).toEqual([
      'ann 1',
      'sally 1',
      'tom 1',
    ])
    const kept = tried({ routing: { ...smallPlaybook.routing, keepOwner: 'company.domain' } }, leads)
    expect(kept.load.map(({ rep, after }) => `${rep.id} ${after.leads}`)).toEqual(['sally 3', 'tom 0'])
  })

  it('tells of one lead in full: points, way to hot, and every candidate', () => {
    const leads = [asking('a', fromState('NY'), noon), asking('b', fromState('NY'), noon + 1)]
    const { watched } = tried(hotAt(90), leads, { watch: 'b' })
    expect(watched?.before.route?.candidates).toMatchObject([
      { rep: 'sally', chosen: false, reason: expect.stringContaining('1 of the 1 leads of east') },
      { rep: 'tom', chosen: true },
    ])
    expect(watched?.after.route).toBeUndefined()
    expect(watched?.after.path).toMatchObject({ value: 75, hot: 90, missing: 15 })
    expect(watched?.after.path.path?.steps.length).toBeGreaterThan(0)
  })
})

const someLead = fc.record({
  profile: fc.constantFrom(business, emptyProfile, fromState('NY'), fromState('NJ')),
  ages: fc.array(fc.nat(60 * day), { minLength: 1, maxLength: 4 }),
  event: fc.constantFrom('form.demo', 'email.click', 'call.answered'),
})

const someLeads = fc.array(someLead, { maxLength: 20 }).map((list) =>
  list.map(({ profile, ages, event }, index): SimulatedLead => {
    const times = ages.toSorted((one, other) => other - one).map((age) => noon - age)
    return { id: `lead-${index}`, steps: times.map((at) => ({ at, profile, touch: touchOf(event, at) })) }
  }),
)

it('nothing differs between a playbook and itself; all leads come to something, and each hot one to one rep or the pool', () => {
  fc.assert(
    fc.property(someLeads, fc.integer({ min: 1, max: 100 }), (leads, hot) => {
      expect(tried({}, leads).changes).toEqual([])
      const { before, after, load, sla } = tried(hotAt(hot), leads)
      for (const counts of [before, after]) {
        expect(counts.hot + counts.hotBefore + counts.nurtured + counts.rejected).toBe(leads.length)
      }
      expect(load.reduce((sum, one) => sum + one.before.leads, 0) + sla.before.nobody).toBe(before.hot)
      expect(load.reduce((sum, one) => sum + one.after.leads, 0) + sla.after.nobody).toBe(after.hot)
    }),
    { numRuns: 500 },
  )
})
