import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileCondition } from '../../shared/domain/conditions.ts'
import { countsAs } from '../../shared/domain/engagement.ts'
import type { Condition, Playbook } from '../../shared/domain/playbook.ts'
import { emptyProfile, type Fact, type Profile } from '../../shared/domain/profile.ts'
import { score } from '../../shared/domain/scoring.ts'
import { day, type Instant } from '../../shared/domain/time.ts'
import type { Touch } from '../../shared/domain/touch.ts'
import { smallPlaybook, touchOf } from '../support/rules.ts'
import { noon } from '../support/sample-entities.ts'

const profiles: fc.Arbitrary<Profile> = fc
  .record({ employees: fc.nat(100), known: fc.boolean() })
  .map(({ employees, known }) => ({
    ...emptyProfile,
    company: { employees },
    ...(known ? { phone: '+12125550142' } : {}),
  }))

/** Touches before noon; none takes points away. */
const touches = fc
  .array(
    fc.record({
      event: fc.constantFrom('form.demo', 'form.x', 'call.answered', 'email.click', 'call.x'),
      age: fc.nat(60 * day),
    }),
    { maxLength: 15 },
  )
  .map((list) => list.map(({ event, age }, index): Touch => ({ ...touchOf(event, noon - age), id: `touch_${index}` })))

/** Limits on each event and on both axes. */
const caps = fc.record({
  caps: fc.record({ 'form.demo': fc.integer({ min: 45, max: 120 }), 'form.*': fc.integer({ min: 10, max: 40 }) }),
  maximum: fc.integer({ min: 1, max: 150 }),
  fitMaximum: fc.integer({ min: 1, max: 40 }),
})

function cappedBy(limits: {
  readonly caps: Readonly<Record<string, number>>
  readonly maximum: number
  readonly fitMaximum: number
}): Playbook {
  const { scoring } = smallPlaybook
  const engagement = { ...scoring.engagement, caps: limits.caps, maximum: limits.maximum }
  return { ...smallPlaybook, scoring: { ...scoring, fitMaximum: limits.fitMaximum, engagement } }
}

function scored(profile: Profile, list: readonly Touch[], now: Instant) {
  return score({ playbook: smallPlaybook, version: 1, profile, touches: list, now })
}

describe('a score', () => {
  it('is reproducible: same rules, lead and time, same value and reasons, in any order of touches (promise 9)', () => {
    fc.assert(
      fc.property(profiles, touches, (profile, list) => {
        expect(scored(profile, list.toReversed(), noon)).toEqual(scored(profile, list, noon))
      }),
    )
  })

  it('is explained by its reasons, to the hundredth', () => {
    fc.assert(
      fc.property(profiles, touches, fc.nat(90 * day), (profile, list, later) => {
        const { value, fit, engagement, reasons } = scored(profile, list, noon + later)
        const hundredths = reasons.reduce((sum, reason) => sum + Math.round(reason.points * 100), 0)
        expect(value).toBe(Math.round(hundredths / 100))
        expect(value).toBe(fit + engagement)
        for (const { points } of reasons) expect(points).toBe(Math.round(points * 100) / 100)
      }),
    )
  })

  it('only falls while nothing happens, and by half its engagement in a half-life', () => {
    fc.assert(
      fc.property(profiles, touches, fc.nat(60 * day), fc.nat(60 * day), (profile, list, one, other) => {
        const [sooner, later] = [Math.min(one, other), Math.max(one, other)].map((wait) =>
          scored(profile, list, noon + wait),
        )
        expect(later?.value).toBeLessThanOrEqual(sooner?.value ?? 0)
        const halved = scored(profile, list, noon + 14 * day).engagement
        expect(Math.abs(halved - scored(profile, list, noon).engagement / 2)).toBeLessThanOrEqual(1)
      }),
      { numRuns: 10_000 },
    )
  })

  it('never exceeds its caps, only falls under them, and is still explained to the hundredth', () => {
    fc.assert(
      fc.property(profiles, touches, caps, fc.nat(60 * day), (profile, list, limits, wait) => {
        const playbook = cappedBy(limits)
        const at = (now: Instant) => score({ playbook, version: 1, profile, touches: list, now })
        const [sooner, later] = [at(noon), at(noon + wait)]
        for (const { fit, engagement, value, reasons } of [sooner, later]) {
          expect(fit).toBeLessThanOrEqual(limits.fitMaximum)
          expect(engagement).toBeLessThanOrEqual(limits.maximum)
          for (const [event, cap] of Object.entries(limits.caps)) {
            const given = reasons.filter(({ rule }) => countsAs(playbook.scoring, rule) === event)
            expect(given.reduce((sum, { points }) => sum + Math.round(points * 100), 0)).toBeLessThanOrEqual(cap * 100)
          }
          const hundredths = reasons.reduce((sum, { points }) => sum + Math.round(points * 100), 0)
          expect(value).toBe(Math.round(hundredths / 100))
        }
        expect(later.value).toBeLessThanOrEqual(sooner.value)
        expect(sooner.value).toBeLessThanOrEqual(scored(profile, list, noon).value)
      }),
      { numRuns: 10_000 },
    )
  })

  it('does not look at what happens later', () => {
    fc.assert(
      fc.property(profiles, touches, fc.nat(60 * day), (profile, list, age) => {
        const now = noon - age
        const past = list.filter((touch) => touch.at <= now)
        expect(scored(profile, list, now)).toEqual(scored(profile, past, now))
      }),
    )
  })
})

const fields = ['a', 'b', 'c']
const facts = fc.dictionary(
  fc.constantFrom(...fields),
  fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom('x', 'Y', '5')),
)
const leaf: fc.Arbitrary<Condition> = fc.constantFrom(...fields).chain((field) =>
  fc.oneof<fc.Arbitrary<Condition>[]>(
    fc.constantFrom('x', 'y', 5).map((is) => ({ field, is })),
    fc.nat(9).map((atLeast) => ({ field, atLeast })),
    fc.boolean().map((exists) => ({ field, exists })),
    fc.subarray(['X', 'y', 3]).map((list) => ({ field, in: list })),
  ),
)

it('conditions obey the laws of logic', () => {
  fc.assert(
    fc.property(fc.array(leaf, { maxLength: 4 }), facts, (parts, known) => {
      const seen = new Map<string, Fact>(Object.entries(known))
      const holds = (condition: Condition) => compileCondition(condition)(seen)
      const denied = parts.map((not): Condition => ({ not }))
      expect(holds({ not: { all: parts } })).toBe(holds({ any: denied }))
      expect(holds({ not: { any: parts } })).toBe(holds({ all: denied }))
      for (const part of parts) expect(holds({ not: { not: part } })).toBe(holds(part))
    }),
  )
})
