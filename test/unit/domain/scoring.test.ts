import { describe, expect, it } from 'vitest'
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

describe('rejection', () => {
  it('is by the first rule that holds', () => {
    const test = { ...emptyProfile, email: 'x@mailinator.com', lastName: 'Test' }
    expect(rejection(smallPlaybook.scoring, test)?.id).toBe('throw-away')
    expect(rejection(smallPlaybook.scoring, { ...test, email: 'x@acme.com' })?.reason).toBe('A test')
    expect(rejection(smallPlaybook.scoring, acme)).toBeUndefined()
  })
})
