import { describe, expect, it } from 'vitest'
import { gradeOf } from '../../../shared/domain/grades.ts'
import type { Playbook, Scoring } from '../../../shared/domain/playbook.ts'
import { emptyProfile, type Profile } from '../../../shared/domain/profile.ts'
import { rejection, score } from '../../../shared/domain/scoring.ts'
import { day, hour } from '../../../shared/domain/time.ts'
import type { Touch } from '../../../shared/domain/touch.ts'
import { smallPlaybook, touchOf } from '../../support/rules.ts'
import { noon } from '../../support/sample-entities.ts'

const acme: Profile = { ...emptyProfile, phone: '+12125550142', company: { employees: 30 } }

function scored(touches: readonly Touch[], profile = acme, now = noon) {
  return score({ playbook: smallPlaybook, version: 3, profile, touches, now })
}

describe('a score', () => {
  it('adds what a lead is and what it did, with every reason', () => {
    expect(scored([touchOf('form.demo', noon - 14 * day), touchOf('email.click', noon - hour)])).toEqual({
      value: 57, // 20 + 10 + 45 / 2 + 5 · 2^(−1/336) = 57.49
      fit: 30,
      engagement: 27,
      grade: 'B2',
      hot: false,
      at: noon,
      playbook: 3,
      reasons: [
        { rule: 'size', points: 20, detail: 'company.employees is 30, between 15 and 50' },
        { rule: 'known', points: 10, detail: 'phone is known' },
        { rule: 'form.demo', points: 22.5, detail: 'form.demo, 14 days ago' },
        { rule: 'email.click', points: 4.99, detail: 'email.click, 1 hour ago' },
      ],
    })
  })

  it('is hot from the threshold on', () => {
    const fresh = [touchOf('form.demo'), touchOf('email.click', noon - 14 * day)]
    expect(scored(fresh)).toMatchObject({ value: 78, hot: true })
    const profile = { ...acme, company: {} }
    expect(scored([touchOf('form.demo'), touchOf('form.other', noon - 1)], profile)).toMatchObject({
      value: 65,
      hot: false,
    })
    expect(scored([touchOf('form.demo'), touchOf('form.other'), touchOf('email.click')], profile)).toMatchObject({
      value: 70,
      hot: true,
    })
  })

  it('takes an event by its own name first, then by its family', () => {
    const alone = (event: string) => scored([touchOf(event)], emptyProfile).value
    expect(alone('form.demo')).toBe(45)
    expect(alone('form.newsletter')).toBe(10)
    expect(alone('call.missed')).toBe(0)
    expect(alone('constructor')).toBe(0)
  })

  it('gives no reason where there are no points, and ignores what has not happened yet', () => {
    const touches = [touchOf('call.missed'), touchOf('form.demo', noon + 1), touchOf('email.click', noon - 400 * day)]
    expect(scored(touches, emptyProfile)).toMatchObject({ value: 0, engagement: 0, reasons: [] })
  })

  it('never falls below nothing, though its parts may', () => {
    expect(scored([touchOf('call.refused')])).toMatchObject({ value: 0, fit: 30, engagement: -50 })
  })
})

describe('a grade', () => {
  it.each([
    [40, 40, 'A1'],
    [39, 39, 'B2'],
    [25, 20, 'B2'],
    [24, 19, 'C3'],
    [10, 5, 'C3'],
    [9, 4, 'D4'],
    [-5, -5, 'D4'],
    [100, 0, 'A4'],
    [0, 100, 'D1'],
  ])('for fit %i and engagement %i is %s', (fit, engagement, grade) => {
    expect(gradeOf({}, { fit, engagement })).toBe(grade)
  })

  it('is by the bounds of the playbook', () => {
    const grades = { fit: [30, 20, 10], engagement: [3, 2, 1] } as const
    expect(gradeOf({ grades }, { fit: 30, engagement: 2 })).toBe('A2')
  })
})

describe('a cap', () => {
  const scoring = (engagement: Partial<Scoring['engagement']>, rest: Partial<Scoring> = {}): Playbook => ({
    ...smallPlaybook,
    scoring: { ...smallPlaybook.scoring, ...rest, engagement: { ...smallPlaybook.scoring.engagement, ...engagement } },
  })
  const by = (playbook: Playbook, touches: readonly Touch[], profile = emptyProfile) =>
    score({ playbook, version: 3, profile, touches, now: noon })

  it('lets the newest touches of an event count until it is reached, and says so', () => {
    const touches = [touchOf('form.a', noon - 28 * day), touchOf('form.b', noon - 14 * day), touchOf('form.c')]
    expect(by(scoring({ caps: { 'form.*': 13 } }), [...touches, touchOf('email.click')])).toMatchObject({
      value: 18,
      engagement: 18,
      reasons: [
        { rule: 'form.b', points: 3, detail: 'form.b, 14 days ago' },
        { rule: 'email.click', points: 5 },
        { rule: 'form.c', points: 10 },
        { rule: 'form.*', points: 0, detail: 'capped: form.* gives at most 13 points, not 17.5' },
      ],
    })
  })

  it('says nothing while it is not reached', () => {
    expect(by(scoring({ caps: { 'form.*': 20 } }), [touchOf('form.a'), touchOf('form.b')]).reasons).toHaveLength(2)
  })

  it('holds for each event by itself', () => {
    const caps = { 'form.demo': 50, 'form.*': 10 }
    const twice = ['form.demo', 'form.a'].flatMap((event) => [touchOf(event), touchOf(event, noon - 1)])
    expect(by(scoring({ caps }), twice).engagement).toBe(60)
  })

  it('of an axis takes off what is over, and says so', () => {
    const playbook = scoring({ maximum: 40 }, { fitMaximum: 25 })
    expect(by(playbook, [touchOf('form.demo')], acme)).toMatchObject({
      value: 65,
      fit: 25,
      engagement: 40,
      reasons: [
        { rule: 'size', points: 20 },
        { rule: 'known', points: 10 },
        { rule: 'scoring.fitMaximum', points: -5, detail: 'capped: fit gives at most 25 points, not 30' },
        { rule: 'form.demo', points: 45 },
        {
          rule: 'scoring.engagement.maximum',
          points: -5,
          detail: 'capped: engagement gives at most 40 points, not 45',
        },
      ],
    })
    expect(by(scoring({ maximum: 45 }, { fitMaximum: 30 }), [touchOf('form.demo')], acme).reasons).toHaveLength(3)
  })
})

describe('rejection', () => {
  it('is by the first rule that holds', () => {
    const test = { ...emptyProfile, email: 'x@mailinator.com', lastName: 'Test' }
    expect(rejection(smallPlaybook.scoring, test)?.id).toBe('throw-away')
    expect(rejection(smallPlaybook.scoring, { ...test, email: 'x@acme.com' })?.reason).toBe('A test')
    expect(rejection(smallPlaybook.scoring, acme)).toBeUndefined()
  })
})
