import { describe, expect, it } from 'vitest'
import { type MissingPoints, missingPoints } from '../../../shared/domain/missing-points.ts'
import type { Condition, FitRule, Scoring } from '../../../shared/domain/playbook.ts'
import { emptyProfile, type Profile } from '../../../shared/domain/profile.ts'
import type { Touch } from '../../../shared/domain/touch.ts'
import { smallPlaybook, touchOf } from '../../support/rules.ts'
import { noon } from '../../support/sample-entities.ts'

function missing(scoring: Partial<Scoring>, profile: Profile = emptyProfile, touches: readonly Touch[] = []) {
  const playbook = { ...smallPlaybook, scoring: { ...smallPlaybook.scoring, reject: [], ...scoring } }
  return missingPoints({ playbook, version: 1, profile, touches, now: noon })
}

/** The names of the steps, and the values that facts are to take. */
function told({ path }: MissingPoints): string | undefined {
  return path?.steps
    .map((step) =>
      step.kind === 'event'
        ? step.event
        : `${step.rule}: ${step.facts.map(({ field, from, to }) => `${field} ${from === undefined ? '' : `${from} → `}${to}`)}`,
    )
    .join('; ')
}

const noEvents: Scoring['engagement'] = { halfLife: 1, events: {} }
const rule = (id: string, points: number, when: Condition): FitRule => ({ id, points, when })
const asked = (form: Readonly<Record<string, string>>): Profile => ({ ...emptyProfile, extra: form })

describe('what would make a lead hot', () => {
  it('is nothing when it is hot', () => {
    expect(missing({ hot: 45 }, emptyProfile, [touchOf('form.demo')])).toEqual({
      value: 45,
      hot: 45,
      missing: 0,
      path: { steps: [], value: 45 },
    })
  })

  it('is the fewest steps, and of those the fewest points', () => {
    expect(missing({ hot: 30 })).toMatchObject({ value: 0, missing: 30, path: { value: 30 } })
    expect(told(missing({ hot: 30 }))).toBe('call.answered')
    expect(told(missing({ hot: 20 }))).toBe('size: company.employees 15')
    expect(told(missing({ hot: 5 }))).toBe('email.click')
    expect(told(missing({ hot: 62 }))).toBe('size: company.employees 15; form.demo')
    expect(missing({ hot: 62 }).path?.steps).toEqual([
      {
        kind: 'fit',
        rule: 'size',
        points: 20,
        what: 'company.employees between 15 and 50',
        facts: [{ field: 'company.employees', to: 15 }],
      },
      { kind: 'event', event: 'form.demo', points: 45 },
    ])
  })

  it('leaves what is known alone where something else does', () => {
    const profile = { ...emptyProfile, company: { employees: 900 } }
    const events = { 'form.*': 25 }
    const engagement = { halfLife: 1, events }
    expect(told(missing({ hot: 20, engagement }, profile))).toBe('form.*')
    expect(told(missing({ hot: 20, engagement: noEvents }, profile))).toBe('size: company.employees 900 → 50')
  })

  it('does not ask for another address or phone, nor to forget', () => {
    const profile = { ...emptyProfile, email: 'a@free.example', phone: '+12125550142' }
    const fit = [
      rule('business', 50, { field: 'email.domain', is: 'acme.example' }),
      rule('no-phone', 50, { field: 'phone', exists: false }),
    ]
    expect(missing({ hot: 50, fit, engagement: noEvents }, profile)).toEqual({ value: 0, hot: 50, missing: 50 })
    expect(told(missing({ hot: 50, fit: fit.slice(0, 1), engagement: noEvents }))).toBe(
      'business: email.domain acme.example',
    )
  })

  it('reads every kind of condition', () => {
    const way = (when: Condition, form: Readonly<Record<string, string>> = {}) =>
      told(missing({ hot: 50, fit: [rule('r', 50, when)], engagement: noEvents }, asked(form)))
    expect(way({ field: 'form.a', is: 'x' })).toBe('r: form.a x')
    expect(way({ field: 'form.a', in: ['y', 'z'] })).toBe('r: form.a y')
    expect(way({ field: 'form.a', atLeast: 3 })).toBe('r: form.a 3')
    expect(way({ field: 'form.a', atMost: 3 }, { a: '8' })).toBe('r: form.a 8 → 3')
    expect(way({ field: 'form.a', startsWith: 'vp' })).toBe('r: form.a vp')
    expect(way({ field: 'form.a', contains: 'head of' })).toBe('r: form.a head of')
    expect(way({ field: 'form.a', exists: true })).toBe('r: form.a known')
    expect(way({ not: { field: 'form.a', exists: false } })).toBe('r: form.a known')
    expect(way({ not: { field: 'form.a', is: 'x' } }, { a: 'x' })).toBe('r: form.a x → other')
    expect(
      way({
        all: [
          { field: 'form.a', atLeast: 3 },
          { field: 'form.b', is: 'x' },
        ],
      }),
    ).toBe('r: form.a 3,form.b x')
    expect(
      way({
        all: [
          { field: 'form.a', exists: true },
          { field: 'form.a', is: 'x' },
        ],
      }),
    ).toBe('r: form.a x')
    expect(
      way(
        {
          any: [
            { field: 'form.a', is: 'x' },
            { field: 'form.b', is: 'y' },
          ],
        },
        { a: 'z' },
      ),
    ).toBe('r: form.b y')
    expect(
      way({
        all: [
          { field: 'form.a', is: 'x' },
          { field: 'form.a', is: 'y' },
        ],
      }),
    ).toBeUndefined()
  })

  it('may be a rule with negative points that holds no longer', () => {
    const small = rule('small', -20, { field: 'company.employees', atMost: 3 })
    const profile = { ...emptyProfile, company: { employees: 2 } }
    const engagement = { halfLife: 1, events: { 'form.x': 40 }, caps: { 'form.x': 40 } }
    const path = missing({ hot: 40, fit: [small], engagement }, profile).path
    expect(path?.steps).toMatchObject([
      { rule: 'small', points: 20, what: 'no longer: company.employees at most 3', facts: [{ from: 2, to: 4 }] },
      { event: 'form.x' },
    ])
  })

  it('keeps to caps, maxima and reject rules', () => {
    const events = { 'form.a': 30, 'form.b': 20 }
    const limited = { hot: 50, fit: [], engagement: { halfLife: 1, events, caps: { 'form.a': 30 } } }
    expect(told(missing(limited))).toBe('form.a; form.b')
    expect(missing({ ...limited, engagement: { ...limited.engagement, maximum: 49 } })).not.toHaveProperty('path')
    const student = rule('s', 60, { field: 'form.a', is: 'student' })
    const reject = [{ id: 'x', reason: 'x', when: student.when }]
    expect(told(missing({ hot: 60, fit: [student], engagement: noEvents }))).toBe('s: form.a student')
    expect(missing({ hot: 60, fit: [student], engagement: noEvents, reject })).not.toHaveProperty('path')
  })

  it('names no rule that another step would undo', () => {
    const both = (one: Condition, other: Condition): Condition => ({ all: [one, other] })
    const [b, c] = [{ field: 'form.b', is: 'y' } as const, { field: 'form.c', is: 'k' } as const]
    const fit = [
      rule('one', 55, both({ field: 'form.a', is: 'x' }, b)),
      rule('two', 50, both({ field: 'form.a', is: 'z' }, c)),
      rule('three', 30, both(b, c)),
    ]
    expect(told(missing({ hot: 80, fit, engagement: noEvents }))).toBe(
      'two: form.a z,form.c k; three: form.b y,form.c k',
    )
  })

  it('is not told when more than five steps are needed', () => {
    const engagement = { halfLife: 1, events: { 'form.*': 10 } }
    expect(told(missing({ hot: 50, fit: [], engagement }))).toBe('form.*; form.*; form.*; form.*; form.*')
    expect(missing({ hot: 51, fit: [], engagement })).toEqual({ value: 0, hot: 51, missing: 51 })
  })
})
