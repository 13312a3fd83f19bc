import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conditionLogic } from '../../shared/domain/condition-logic.ts'
import { compileCondition } from '../../shared/domain/conditions.ts'
import { casesOf, formulaOf } from '../../shared/domain/formula.ts'
import { lint } from '../../shared/domain/lint.ts'
import type { Condition, Playbook } from '../../shared/domain/playbook.ts'
import type { Fact } from '../../shared/domain/profile.ts'
import { repNamed, smallPlaybook } from '../support/rules.ts'

// Few fields and few values, so that conditions often have to do with each other.
const field = fc.constantFrom('a', 'b')
const text = fc.constantFrom('1', '2', ' 2', '3', 'x', 'X', 'xy', 'yx', '', 'Infinity', '0x2', '1e0', 'true')
const number = fc.constantFrom(-1, 0, 1, 2, 2.5, 3)
const value: fc.Arbitrary<string | number> = fc.oneof(text, number)

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ field, is: fc.oneof(value, fc.boolean()) }),
  fc.record({ field, in: fc.array(value, { maxLength: 4 }) }),
  fc.record({ field, between: fc.tuple(number, number) }),
  fc.record({ field, atLeast: number }),
  fc.record({ field, atMost: number }),
  fc.record({
    field,
    within: fc.array(fc.constantFrom('1', '2', '1-2', '2-3', 'XY', 'X-Y'), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ field, startsWith: text }),
  fc.record({ field, contains: text }),
  fc.record({ field, exists: fc.boolean() }),
)

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
}))

const facts: readonly ReadonlyMap<string, Fact>[] = (() => {
  const values = [
    undefined,
    '1',
    '2',
    '3',
    'x',
    'xy',
    'yxy',
    '',
    'infinity',
    'Infinity',
    '0x2',
    'true',
    -1,
    0,
    1,
    2,
    2.5,
    3,
    9,
  ]
  const known = (name: string, fact: Fact | undefined) => (fact === undefined ? [] : [[name, fact] as const])
  return values.flatMap((a) => values.map((b) => new Map([...known('a', a), ...known('b', b)])))
})()

const runs = { numRuns: 3_000 }

test('what is said never to match never matches', () => {
  let proven = 0
  fc.assert(
    fc.property(condition, (one) => {
      if (conditionLogic().whyNever(formulaOf(one)) === undefined) return
      proven += 1
      const holds = compileCondition(one)
      expect(facts.filter(holds)).toEqual([])
    }),
    runs,
  )
  expect(proven).toBeGreaterThan(100)
})

test('what is said to follow follows', () => {
  let proven = 0
  fc.assert(
    fc.property(condition, condition, (one, other) => {
      if (!conditionLogic().implies(formulaOf(one), formulaOf(other))) return
      proven += 1
      const [first, second] = [compileCondition(one), compileCondition(other)]
      expect(facts.filter((fact) => first(fact) && !second(fact))).toEqual([])
    }),
    runs,
  )
  expect(proven).toBeGreaterThan(100)
})

test('the cases of a condition are the condition', () => {
  const own: fc.Arbitrary<Condition> = fc.oneof(
    condition,
    fc.record({ all: fc.array(leaf, { minLength: 2, maxLength: 3 }) }),
  )
  fc.assert(
    fc.property(own, fc.integer({ min: 1, max: 8 }), (one, most) => {
      const holds = compileCondition(one)
      const cases = casesOf(formulaOf(one), most).map((each) => compileCondition(conditionOf(each)))
      expect(facts.filter((fact) => holds(fact) !== cases.some((each) => each(fact)))).toEqual([])
    }),
    runs,
  )
})

/** The condition that a formula was made of, or one that says the same. */
function conditionOf(formula: ReturnType<typeof formulaOf>): Condition {
  if (formula.kind === 'all') return { all: formula.parts.map(conditionOf) }
  if (formula.kind === 'any') return { any: formula.parts.map(conditionOf) }
  return formula.kind === 'is' ? formula.leaf : { not: formula.leaf }
}

const rule = fc.record({ id: fc.string(), when: condition, points: fc.integer({ min: -1000, max: 1000 }) })
const pool = fc.constantFrom('p', 'q', 'r', 'constructor')
const rep = fc.constantFrom('sally', 'tom', 'gone', 'nobody')
const playbook: fc.Arbitrary<Playbook> = fc
  .record({
    hot: fc.double({ noNaN: true }),
    fit: fc.array(rule, { maxLength: 4 }),
    territories: fc.array(fc.record({ id: fc.string(), when: condition, pool }), { maxLength: 5 }),
    pools: fc.dictionary(
      pool,
      fc.record(
        { reps: fc.array(rep), weights: fc.dictionary(rep, fc.nat(3)), fallback: pool },
        { requiredKeys: ['reps', 'weights'] },
      ),
    ),
    events: fc.dictionary(fc.constantFrom('form.a', 'form.*', 'email.x', 'constructor.y', 'import.z'), fc.integer()),
    onBreach: fc.array(fc.constantFrom('remind', 'reassign', 'pool')),
  })
  .map(({ hot, fit, territories, pools, events, onBreach }) => ({
    ...smallPlaybook,
    scoring: { ...smallPlaybook.scoring, hot, fit, engagement: { halfLife: 1, events } },
    routing: { territories: [...territories, { id: 'rest', pool: 'p' }], pools },
    sla: { ...smallPlaybook.sla, onBreach },
  }))

const workspace = { roster: [repNamed('sally'), repNamed('tom'), repNamed('gone', { active: false })], forms: ['a'] }

test('any playbook can be linted, and what gets no lead gets none', () => {
  let unreached = 0
  fc.assert(
    fc.property(playbook, (one) => {
      const findings = lint(one, workspace)
      const { territories } = one.routing
      const holds = territories.map(({ when }) => (when === undefined ? () => true : compileCondition(when)))
      const taking = new Set(facts.map((fact) => holds.findIndex((each) => each(fact))))
      for (const { path } of findings) {
        const [, kind, index] = path
        if (kind !== 'territories') continue
        unreached += 1
        expect(taking.has(Number(index))).toBe(false)
      }
    }),
    { numRuns: 1_000 },
  )
  expect(unreached).toBeGreaterThan(100)
})
