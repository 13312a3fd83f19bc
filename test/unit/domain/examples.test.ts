import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readPlaybook } from '../../../shared/contracts/playbook.ts'
import type { Playbook } from '../../../shared/domain/playbook.ts'
import { emptyProfile, type Profile } from '../../../shared/domain/profile.ts'
import { routeLead, territoryOf } from '../../../shared/domain/routing.ts'
import { rejection, score } from '../../../shared/domain/scoring.ts'
import { day } from '../../../shared/domain/time.ts'
import type { Touch } from '../../../shared/domain/touch.ts'
import { checkTemplate, linksIn, nurtureVariables, unknownVariables } from '../../../shared/mail/index.ts'
import { demoRoster } from '../../support/demo-roster.ts'
import { touchOf } from '../../support/rules.ts'
import { noon } from '../../support/sample-entities.ts'

function example(path: string): string {
  return readFileSync(new URL(`../../../examples/${path}`, import.meta.url), 'utf8')
}

function playbookOf(path: string): Playbook {
  const reading = readPlaybook(example(path))
  if (reading.kind === 'invalid') throw new Error(JSON.stringify(reading.errors))
  return reading.playbook
}

const demo = playbookOf('demo/playbook.yaml')
const roster = demoRoster()
const complete: Profile = {
  ...emptyProfile,
  email: 'jane.doe@widgets.example',
  phone: '+12125550142',
  firstName: 'Jane',
  lastName: 'Doe',
  jobTitle: 'Operations Manager',
  company: { name: 'Widgets', domain: 'widgets.example', employees: 120, industry: 'manufacturing' },
  address: { country: 'US', state: 'NY', postalCode: '10001' },
}

function scored(profile: Profile, touches: readonly Touch[], now = noon) {
  return score({ playbook: demo, version: 1, profile, touches, now })
}

function routed(address: Profile['address']) {
  const input = { playbook: demo, version: 1, profile: { ...complete, address }, roster, now: noon }
  return routeLead({ ...input, rotations: new Map(), exclude: [] })
}

describe('the demo workspace', () => {
  const demoRequest = [touchOf('form.demo-request')]
  const newsletter = [touchOf('form.newsletter')]

  it('takes a complete business lead from the demo form as hot, with a margin', () => {
    const { value, hot } = scored(complete, demoRequest)
    expect(hot).toBe(true)
    expect(value).toBeGreaterThanOrEqual(demo.scoring.hot + 20)
    const { jobTitle: _title, ...untitled } = complete
    expect(scored({ ...untitled, company: { name: 'Widgets' } }, demoRequest).hot).toBe(true)
    for (const employees of [10, 30, 200, 1000, 5000]) {
      expect(scored({ ...complete, company: { name: 'Widgets', employees } }, demoRequest).hot).toBe(true)
    }
  })

  it('does not take an empty one, or one from a free mailbox alone, as hot', () => {
    expect(scored(emptyProfile, demoRequest).hot).toBe(false)
    expect(scored({ ...emptyProfile, email: 'jane@gmail.com' }, demoRequest).hot).toBe(false)
  })

  it('never takes the newsletter alone as hot, however complete, but a click can make it so', () => {
    const best = { ...complete, jobTitle: 'VP Operations' }
    expect(scored(best, newsletter).hot).toBe(false)
    expect(scored(best, [...newsletter, touchOf('form.newsletter', noon + 1)], noon + day).hot).toBe(false)
    const many = Array.from({ length: 100 }, (_, index) => touchOf('form.newsletter', noon + index))
    expect(scored(best, many, noon + day)).toMatchObject({ hot: false, engagement: 6 })
    expect(scored(best, [...newsletter, touchOf('email.click', noon + day)], noon + day).hot).toBe(true)
    expect(scored(complete, [...newsletter, touchOf('form.demo-request', noon + day)], noon + day).hot).toBe(true)
  })

  it('takes a call with good answers as hot, and one with a shrug not', () => {
    const answers = { urgency: 'high', timeframe: 'this quarter', budget: '50000', authority: 'decision maker' }
    const caller = { ...emptyProfile, phone: '+12125550142' }
    const call = [touchOf('call.qualified')]
    expect(scored({ ...caller, answers }, call).value).toBeGreaterThanOrEqual(demo.scoring.hot + 20)
    expect(scored({ ...caller, answers: { urgency: 'Low', budget: 'none', authority: 'no' } }, call).hot).toBe(false)
    expect(
      scored({ ...caller, answers: { urgency: 'high', timeframe: 'asap' } }, [touchOf('call.no-answer')]).hot,
    ).toBe(false)
  })

  it('gives New York to Sally Jones, each region to its reps, and the rest of the world to inside sales', () => {
    expect(routed({ country: 'US', state: 'NY' }).chosen?.rep.name).toBe('Sally Jones')
    expect(routed({ state: 'NY' }).chosen?.rep.name).toBe('Sally Jones')
    expect(routed({ country: 'US', state: 'TX' }).chosen?.pool).toBe('south')
    expect(routed({ country: 'US', state: 'CA' }).chosen?.pool).toBe('west')
    expect(routed({ country: 'DE' }).chosen?.pool).toBe('inside-sales')
    expect(routed({ country: 'BR', state: 'PA' }).chosen?.pool).toBe('inside-sales')
    expect(routed({}).chosen?.pool).toBe('inside-sales')
  })

  it('knows every state of the US', () => {
    const states =
      `AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV
      NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY`.split(/\s+/)
    const homes = states.map((state) => territoryOf(demo, { ...complete, address: { country: 'US', state } }).id)
    expect(homes).not.toContain('rest')
  })

  it('has somebody for every place of every pool, also when the first choice is out', () => {
    const known = roster.map(({ id }) => id)
    expect(known.length).toBeGreaterThanOrEqual(5)
    for (const pool of Object.values(demo.routing.pools)) expect(known).toEqual(expect.arrayContaining([...pool.reps]))
    const input = { playbook: demo, version: 1, profile: complete, roster, rotations: new Map(), now: noon }
    expect(routeLead({ ...input, exclude: ['sally-jones'] }).chosen?.pool).toBe('inside-sales')
    expect(parse(example('demo/forms.yaml')).map(({ id }: { id: string }) => id)).toEqual([
      'demo-request',
      'newsletter',
    ])
  })

  it('turns throw-away addresses and students away', () => {
    const reason = (rest: Partial<Profile>) => rejection(demo.scoring, { ...complete, ...rest })?.id
    expect(reason({ email: 'x@mailinator.com' })).toBe('disposable-email')
    expect(reason({ jobTitle: 'Student' })).toBe('student')
    expect(reason({ jobTitle: 'Student Success Manager' })).toBeUndefined()
  })

  it('nurtures with a first mail within a day, and mails that read well whatever is known', () => {
    const [track] = demo.nurture.tracks
    expect(track?.steps[0]?.after).toBeLessThanOrEqual(day)
    for (const { subject, body } of track?.steps ?? []) {
      expect([checkTemplate(subject), checkTemplate(body)]).toEqual([undefined, undefined])
      expect([...unknownVariables(subject), ...unknownVariables(body)]).toEqual([])
      expect(linksIn(body, nurtureVariables(emptyProfile, 'Acme')).length).toBeGreaterThan(0)
    }
  })
})

it('the Olist playbook finds nobody hot', () => {
  const olist = playbookOf('olist/playbook.yaml')
  expect(olist.workspace).toMatchObject({ timezone: 'America/Sao_Paulo', currency: 'BRL', country: 'BR' })
  const touches = Array.from({ length: 9 }, (_, index) => touchOf('import.olist', noon - index))
  expect(score({ playbook: olist, version: 1, profile: complete, touches, now: noon }).hot).toBe(false)
})

describe('the full example', () => {
  const full = playbookOf('full/playbook.yaml')
  const reading = readRosterCsv(example('full/roster.csv'))

  it('has every rep its pools name, and templates that are right', () => {
    const named = new Set(Object.values(full.routing.pools).flatMap(({ reps }) => reps))
    expect(reading.toSorted()).toEqual([...named].toSorted())
    for (const { steps } of full.nurture.tracks)
      for (const { subject, body } of steps)
        expect([checkTemplate(subject), checkTemplate(body)]).toEqual([undefined, undefined])
  })

  it.each([
    ['a named account', { company: { domain: 'hooli.com' } }, 'strategic'],
    ['Manhattan by postal code', { address: { state: 'NY', postalCode: '10013' } }, 'manhattan'],
    ['a product', { extra: { product: 'spare-parts' } }, 'spare-parts'],
    ['a language', { extra: { language: 'es' }, address: { country: 'MX' } }, 'spanish'],
    ['an industry', { company: { industry: 'Automotive' } }, 'automotive'],
    ['a size', { company: { employees: 1200 } }, 'enterprise'],
    ['a country', { address: { country: 'AT' } }, 'germany'],
    ['anything else', {}, 'rest'],
  ])('knows %s', (_, known, territory) => {
    expect(territoryOf(full, { ...emptyProfile, ...known }).id).toBe(territory)
  })
})

/** The ids of a roster's lines. */
function readRosterCsv(text: string): readonly string[] {
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',', 1).join(''))
}
