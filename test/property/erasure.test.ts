import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../../bench/load/random.ts'
import { correctCredits } from '../../shared/domain/attribution.ts'
import type { LeadRecord } from '../../shared/domain/entity.ts'
import { endedStays, erasedLead, withoutPerson } from '../../shared/domain/erasure.ts'
import { mailId, numberedId } from '../../shared/domain/ids.ts'
import type { Lead } from '../../shared/domain/lead.ts'
import type { Mail, MailState } from '../../shared/domain/mail.ts'
import { emptyProfile, type Profile } from '../../shared/domain/profile.ts'
import { leadTallies } from '../../shared/domain/report-check.ts'
import { contributionsOf } from '../../shared/domain/reports/contributions.ts'
import { historyOf, type LeadHistory } from '../../shared/domain/reports/coordinates.ts'
import { day } from '../../shared/domain/time.ts'
import type { Touch } from '../../shared/domain/touch.ts'
import { leadHistory } from '../support/lead-histories.ts'
import { smallPlaybook } from '../support/rules.ts'
import { oneOfEach } from '../support/sample-entities.ts'

const erased = { at: Date.UTC(2026, 5, 1), job: 'job_1' } as const
const { workspace } = smallPlaybook

const profiles: fc.Arbitrary<Profile> = fc
  .record({
    jobTitle: fc.option(
      fc.constantFrom('VP Sales', 'Vice President', 'Head of X', 'CEO', 'Office Manager', 'Director', 'other', 'Nurse'),
      { nil: undefined },
    ),
    employees: fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined }),
    industry: fc.option(fc.string({ maxLength: 120 }), { nil: undefined }),
    state: fc.option(fc.string({ minLength: 1, maxLength: 120 }), { nil: undefined }),
    country: fc.option(fc.constantFrom('US', 'DE'), { nil: undefined }),
  })
  .map(({ jobTitle, employees, industry, state, country }) => ({
    ...emptyProfile,
    email: 'ann@looms.example',
    firstName: 'Ann',
    ...(jobTitle === undefined ? {} : { jobTitle }),
    company: {
      name: 'Looms',
      ...(employees === undefined ? {} : { employees }),
      ...(industry === undefined ? {} : { industry }),
    },
    address: { ...(state === undefined ? {} : { state }), ...(country === undefined ? {} : { country }) },
  }))

/** A stay in a track, with a mail in one state or another, and a click. */
function nurtured(lead: Lead, seed: number): readonly LeadRecord[] {
  const random = createRandom(seed + 1)
  const { id, createdAt } = lead
  const at = createdAt + random.between(1, 5) * day
  const stay = { ...oneOfEach.enrollment, leadId: id, id: numberedId('enr', id, 1), startedAt: createdAt }
  const states: readonly [MailState, ...MailState[]] = [
    { status: 'sent', at, messageId: 'm' },
    { status: 'doubt', at },
    { status: 'dropped', at, why: 'opted out' },
    { status: 'delivered', at },
    { status: 'bounced', at },
    { status: 'complained', at },
  ]
  const mail: Mail = {
    ...oneOfEach.mail,
    ...{ leadId: id, id: mailId(id, 'nurture-1-hello'), at },
    audience: { to: 'prospect', purpose: 'marketing' },
    content: { template: 'nurture', enrollment: stay.id, track: stay.track, step: 'hello' },
    state: random.pick(states),
    sentAt: at,
  }
  const click: Touch = {
    type: 'touch',
    id: `touch_c${seed}`,
    leadId: id,
    at,
    kind: 'click',
    event: 'email.click',
    mail: mail.id,
  }
  return random.next() < 0.7 ? [stay, mail, click] : []
}

const histories = fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), profiles).map(([seed, profile]): LeadHistory => {
  const history = leadHistory(createRandom(seed), seed)
  const lead = { ...history.lead, profile }
  return historyOf(lead, [lead, ...history.records.filter(({ type }) => type !== 'lead'), ...nurtured(lead, seed)])
})

/** Who waits in a track waits no more: that is what changes, and it changes at once. */
function taken(history: LeadHistory): LeadHistory {
  const ended = new Map<string, LeadRecord>(endedStays(history, erased.at).map((stay) => [stay.id, stay]))
  const records = history.records.map((record) => ('id' in record ? ended.get(record.id) : undefined) ?? record)
  return historyOf(history.lead, records)
}

/** What is left when some of the records have been emptied, the lead first. */
function emptied(history: LeadHistory, isEmptied: (index: number) => boolean): LeadHistory {
  const lead: Lead = erasedLead(history.lead, erased)
  const others = history.records
    .filter((record): record is Exclude<LeadRecord, Lead> => record.type !== 'lead')
    .flatMap((record, index) => (isEmptied(index) ? (withoutPerson(record, erased.at) ?? []) : [record]))
  return historyOf(lead, [lead, ...others])
}

function credited({ deals, touches }: LeadHistory) {
  return deals.map((opportunity) => correctCredits({ opportunity, touches, lookback: 90 * day, previous: [] }).lines)
}

describe('whatever a history is', () => {
  test('it adds the same to reports, tallies and credits before, after and at every step of an erasure', () => {
    const rules = { workspace, reps: new Map(), attribution: { lookback: 90 * day } }
    fc.assert(
      fc.property(histories, fc.array(fc.boolean(), { maxLength: 30 }), (alive, steps) => {
        const history = taken(alive)
        for (const left of [emptied(history, () => true), emptied(history, (index) => steps[index] ?? false)]) {
          expect(contributionsOf(left, rules)).toEqual(contributionsOf(history, rules))
          expect(leadTallies([left.lead], workspace.timezone)).toEqual(leadTallies([history.lead], workspace.timezone))
          expect(credited(left)).toEqual(credited(history))
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('emptying what is empty changes nothing', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const once = emptied(history, () => true)
        expect(emptied(once, () => true)).toEqual(once)
      }),
      { numRuns: 500 },
    )
  })
})
