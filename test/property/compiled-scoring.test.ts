import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compileCondition } from '../../shared/domain/conditions.ts'
import type { Condition, Playbook } from '../../shared/domain/playbook.ts'
import { factsOf, type Profile } from '../../shared/domain/profile.ts'
import { holdsFor } from '../../shared/domain/profile-fields.ts'
import { rejection, score } from '../../shared/domain/scoring.ts'
import { day } from '../../shared/domain/time.ts'
import { evaluates, referenceRejection, referenceScore } from '../support/reference-scoring.ts'
import { smallPlaybook, touchOf } from '../support/rules.ts'
import { noon } from '../support/sample-entities.ts'

// What scoring compiles must say what the rules say, whatever they are: value, reasons, and their words.

const fields = fc.constantFrom(
  'email',
  'email.domain',
  'phone',
  'person.firstName',
  'person.jobTitle',
  'company.name',
  'company.domain',
  'company.employees',
  'company.industry',
  'address.country',
  'address.state',
  'address.postalCode',
  'answers.urgency',
  'answers.budget',
  'form.size',
  'form.toString',
  'form.__proto__',
  'company.revenue',
  'nonsense',
)

/** Texts that collide: the same in another case, with blanks, as numbers. */
const words = fc.constantFrom(
  '',
  ' ',
  'x',
  'X',
  ' x ',
  'VP Sales',
  'vp',
  'acme.com',
  '5',
  '05',
  '5.0',
  '12',
  '10018',
  'NY',
)
const numbers = fc.integer({ min: -1, max: 60 })

const leaf: fc.Arbitrary<Condition> = fields.chain((field) =>
  fc.oneof<fc.Arbitrary<Condition>[]>(
    fc.oneof(words, numbers, fc.boolean()).map((is) => ({ field, is })),
    fc.array(fc.oneof(words, numbers), { maxLength: 8 }).map((list) => ({ field, in: list })),
    fc.tuple(numbers, numbers).map((between) => ({ field, between })),
    numbers.map((atLeast) => ({ field, atLeast })),
    numbers.map((atMost) => ({ field, atMost })),
    fc.subarray(['100', '100-104', '1', 'NY']).map((within) => ({ field, within })),
    words.map((startsWith) => ({ field, startsWith })),
    words.map((contains) => ({ field, contains })),
    fc.boolean().map((exists) => ({ field, exists })),
  ),
)

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie('condition'), { maxLength: 3 }).map((all): Condition => ({ all })),
    fc.array(tie('condition'), { maxLength: 3 }).map((any): Condition => ({ any })),
    tie('condition').map((not): Condition => ({ not })),
  ),
}))

const text = fc.option(words, { nil: undefined })

function known<Part extends object>(part: Part): { [Name in keyof Part]?: Exclude<Part[Name], undefined> } {
  const entries = Object.entries(part).filter(([, value]) => value !== undefined)
  return Object.assign({}, ...entries.map(([name, value]) => ({ [name]: value })))
}

const profile: fc.Arbitrary<Profile> = fc
  .record({
    email: fc.option(fc.constantFrom('a@acme.com', 'a@b@c', 'none', '@x'), { nil: undefined }),
    phone: text,
    jobTitle: text,
    company: fc.record({ name: text, domain: text, employees: fc.option(numbers, { nil: undefined }) }).map(known),
    address: fc.record({ country: text, state: text, postalCode: text }).map(known),
    answers: fc.record({ urgency: text, budget: text }).map(known),
    extra: fc.dictionary(fc.constantFrom('size', 'toString', '__proto__', 'x'), words),
  })
  .map(({ company, address, answers, extra, ...person }) => ({ ...known(person), company, address, answers, extra }))

const events = fc.constantFrom('form.demo', 'form.x', 'form', 'call.answered', 'call.no', 'email.click', 'x.y.z', '')
const rules = fc.constantFrom('form.demo', 'form.*', 'call.answered', 'email.*', 'x.y.*', 'x.*', '.*')
const points = fc.oneof(numbers, fc.constantFrom(0, 0.005, 2.345, -33.335))

const touches = fc
  .array(fc.record({ event: events, age: fc.integer({ min: -3 * day, max: 90 * day }), id: fc.nat(3) }), {
    maxLength: 9,
  })
  .map((list) => list.map(({ event, age, id }) => touchOf(event, noon - age, { id: `touch_${id}` })))

const maximum = fc.option(fc.integer({ min: 1, max: 80 }), { nil: undefined })

const playbook: fc.Arbitrary<Playbook> = fc
  .record({
    hot: numbers,
    fit: fc.array(fc.record({ id: fc.constantFrom('a', 'b'), when: condition, points }), { maxLength: 6 }),
    reject: fc.array(fc.record({ id: fc.constantFrom('a', 'b'), when: condition, reason: words }), { maxLength: 3 }),
    halfLife: fc.constantFrom(day, 14 * day),
    events: fc.dictionary(rules, points),
    caps: fc.option(fc.dictionary(rules, fc.integer({ min: 1, max: 70 })), { nil: undefined }),
    limits: fc.record({ fitMaximum: maximum, maximum }),
  })
  .map(({ hot, fit, reject, halfLife, events: given, caps, limits: { fitMaximum, maximum: most } }) => ({
    ...smallPlaybook,
    scoring: {
      ...known({ fitMaximum }),
      hot,
      fit,
      reject,
      engagement: { halfLife, events: given, ...known({ caps, maximum: most }) },
    },
  }))

it('a compiled score is what the rules say, value, reasons and words (promise 9)', () => {
  fc.assert(
    fc.property(playbook, fc.array(fc.tuple(profile, touches), { maxLength: 4 }), (rulesOf, leads) => {
      // Several leads by one playbook, each twice: nothing of one may be seen in another.
      for (const [lead, list] of [...leads, ...leads]) {
        const input = { playbook: rulesOf, version: 3, profile: lead, touches: list, now: noon }
        expect(score(input)).toEqual(referenceScore(input))
        expect(rejection(rulesOf.scoring, lead)).toBe(referenceRejection(rulesOf.scoring, lead))
      }
    }),
    { numRuns: 10_000 },
  )
})

it('a compiled condition is what its words say', () => {
  fc.assert(
    fc.property(condition, profile, (one, lead) => {
      const facts = factsOf(lead)
      expect(compileCondition(one)(facts)).toBe(evaluates(one, facts))
      expect(holdsFor(one, lead)).toBe(evaluates(one, facts))
    }),
    { numRuns: 10_000 },
  )
})
