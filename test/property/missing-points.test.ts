import fc from 'fast-check'
import { expect, it } from 'vitest'
import { missingPoints, type Step } from '../../shared/domain/missing-points.ts'
import type { Condition, Playbook } from '../../shared/domain/playbook.ts'
import { emptyProfile, type Profile } from '../../shared/domain/profile.ts'
import { type ScoringInput, score } from '../../shared/domain/scoring.ts'
import { day } from '../../shared/domain/time.ts'
import type { Touch } from '../../shared/domain/touch.ts'
import { smallPlaybook, touchOf } from '../support/rules.ts'
import { noon } from '../support/sample-entities.ts'

const leaf: fc.Arbitrary<Condition> = fc.constantFrom('form.a', 'form.b', 'form.c').chain((field) =>
  fc.oneof<fc.Arbitrary<Condition>[]>(
    fc.constantFrom('x', 'y').map((is) => ({ field, is })),
    fc.nat(9).map((atLeast) => ({ field, atLeast })),
    fc.tuple(fc.nat(4), fc.nat(4)).map(([low, more]) => ({ field, between: [low, low + more] as const })),
    fc.boolean().map((exists) => ({ field, exists })),
    fc.constant({ field, in: ['y', 3] }),
  ),
)

const condition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 3, arbitrary: leaf },
  { weight: 1, arbitrary: fc.array(leaf, { minLength: 1, maxLength: 3 }).map((all) => ({ all })) },
  { weight: 1, arbitrary: fc.array(leaf, { minLength: 1, maxLength: 3 }).map((any) => ({ any })) },
  { weight: 1, arbitrary: leaf.map((not) => ({ not })) },
)

const inputs: fc.Arbitrary<ScoringInput> = fc
  .record({
    hot: fc.integer({ min: 1, max: 90 }),
    rules: fc.array(fc.record({ when: condition, points: fc.integer({ min: -20, max: 30 }) }), { maxLength: 5 }),
    events: fc.record({ 'form.demo': fc.integer({ min: -10, max: 40 }), 'form.*': fc.nat(10), 'call.x': fc.nat(20) }),
    caps: fc.record({ 'form.demo': fc.integer({ min: 40, max: 60 }), 'form.*': fc.integer({ min: 10, max: 20 }) }),
    maximum: fc.integer({ min: 20, max: 90 }),
    fitMaximum: fc.integer({ min: 10, max: 60 }),
    extra: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y', '3', '7')),
    touches: fc.array(
      fc.record({ event: fc.constantFrom('form.demo', 'form.z', 'call.x', 'nothing.here'), age: fc.nat(30 * day) }),
      { maxLength: 4 },
    ),
  })
  .map(({ hot, rules, events, caps, maximum, fitMaximum, extra, touches }): ScoringInput => {
    const fit = rules.map((rule, index) => ({ id: `rule-${index}`, ...rule }))
    const engagement = { halfLife: 14 * day, events, caps, maximum }
    const playbook: Playbook = { ...smallPlaybook, scoring: { hot, fit, fitMaximum, engagement, reject: [] } }
    const list = touches.map(
      ({ event, age }, index): Touch => ({ ...touchOf(event, noon - age), id: `touch_${index}` }),
    )
    return { playbook, version: 1, profile: { ...emptyProfile, extra }, touches: list, now: noon }
  })

/** What becomes of a lead that takes steps: facts are learned as a form would tell them, events happen now. */
function after(input: ScoringInput, steps: readonly Step[]): ScoringInput {
  const learned = steps.flatMap((step) =>
    step.kind === 'fit' ? step.facts.map(({ field, to }) => [field.slice('form.'.length), String(to)] as const) : [],
  )
  const profile: Profile = {
    ...input.profile,
    extra: { ...input.profile.extra, ...Object.fromEntries(learned) },
  }
  const done = steps.flatMap((step, index) =>
    step.kind === 'event' ? [touchOf(step.event.replace('*', 'new'), noon, { id: `touch_new-${index}` })] : [],
  )
  return { ...input, profile, touches: [...input.touches, ...done] }
}

it('what would make a lead hot does so when it is done, and nothing of it is too much', () => {
  let ways = 0
  fc.assert(
    fc.property(inputs, (input) => {
      const { value, missing, path } = missingPoints(input)
      const now = score(input)
      expect(value).toBe(now.value)
      expect(missing).toBe(Math.max(0, input.playbook.scoring.hot - now.value))
      if (path === undefined) return
      ways += 1
      const { hot, value: reached } = score(after(input, path.steps))
      expect({ hot, value: reached }).toEqual({ hot: true, value: path.value })
      for (const index of path.steps.keys()) {
        expect(score(after(input, path.steps.toSpliced(index, 1))).hot).toBe(false)
      }
    }),
    { numRuns: 10_000 },
  )
  expect(ways).toBeGreaterThan(1_000)
})
