import type { Condition } from './playbook.ts'
import { inPostalRange, postalRange } from './postal-ranges.ts'
import type { Fact } from './profile.ts'

/** A condition, compiled: tells whether it holds for what is known of a lead. */
export type Predicate = (facts: ReadonlyMap<string, Fact>) => boolean

/** Lists up to this length are spelled out in a reason. */
const longestList = 5

const compiled = new WeakMap<Condition, Predicate>()

/**
 * Compiles a condition to a plain closure.
 * Texts compare without regard to case. A comparison with a field that is not known is false, so its `not` is
 * true. Numbers compare with texts that read as numbers, because a form's own fields are texts.
 * @param condition from a playbook
 */
export function compileCondition(condition: Condition): Predicate {
  if ('all' in condition) {
    const parts = condition.all.map(compileCondition)
    return (facts) => parts.every((part) => part(facts))
  }
  if ('any' in condition) {
    const parts = condition.any.map(compileCondition)
    return (facts) => parts.some((part) => part(facts))
  }
  if ('not' in condition) {
    const part = compileCondition(condition.not)
    return (facts) => !part(facts)
  }
  const { field } = condition
  if ('exists' in condition) return (facts) => facts.has(field) === condition.exists
  const compare = compileComparison(condition)
  return (facts) => {
    const fact = facts.get(field)
    return fact !== undefined && compare(fact)
  }
}

/**
 * Tells whether a condition holds; each condition object is compiled once.
 * @param condition from a playbook, which never changes
 * @param facts what is known of a lead
 */
export function holds(condition: Condition, facts: ReadonlyMap<string, Fact>): boolean {
  const known = compiled.get(condition)
  if (known !== undefined) return known(facts)
  const predicate = compileCondition(condition)
  compiled.set(condition, predicate)
  return predicate(facts)
}

/**
 * Says in words what was seen when a condition held.
 * @param condition a condition that holds for the facts
 * @param facts what is known of a lead
 * @returns such as `company.employees is 30, between 15 and 50`
 */
export function describeMatch(condition: Condition, facts: ReadonlyMap<string, Fact>): string {
  if ('all' in condition) return condition.all.map((part) => describeMatch(part, facts)).join('; ')
  if ('any' in condition) {
    const part = condition.any.find((one) => holds(one, facts))
    return part === undefined ? 'nothing matched' : describeMatch(part, facts)
  }
  if ('not' in condition) return `not: ${describeCondition(condition.not)}`
  const { field } = condition
  if ('exists' in condition) return `${field} is ${condition.exists ? 'known' : 'not known'}`
  const seen = `${field} is ${facts.get(field) ?? 'not known'}`
  return 'is' in condition ? seen : `${seen}, ${describeOperand(condition)}`
}

type Comparison = Exclude<
  Condition,
  { readonly all: unknown } | { readonly any: unknown } | { readonly not: unknown } | { readonly exists: unknown }
>

function compileComparison(condition: Comparison): (fact: Fact) => boolean {
  if ('is' in condition) {
    const wanted = foldedText(condition.is)
    return (fact) => foldedText(fact) === wanted
  }
  if ('in' in condition) {
    const wanted = new Set(condition.in.map(foldedText))
    return (fact) => wanted.has(foldedText(fact))
  }
  if ('within' in condition) {
    const ranges = condition.within.map(postalRange)
    return (fact) => ranges.some((range) => inPostalRange(range, fact))
  }
  if ('startsWith' in condition) {
    const wanted = foldedText(condition.startsWith)
    return (fact) => foldedText(fact).startsWith(wanted)
  }
  if ('contains' in condition) {
    const wanted = foldedText(condition.contains)
    return (fact) => foldedText(fact).includes(wanted)
  }
  const [least, most] = rangeOf(condition)
  return (fact) => {
    const number = numberOf(fact)
    return number >= least && number <= most
  }
}

/**
 * Reads the bounds of a comparison with numbers, both included.
 * @param condition which
 */
export function rangeOf(
  condition: Extract<Comparison, { between: unknown } | { atLeast: unknown } | { atMost: unknown }>,
): readonly [number, number] {
  if ('between' in condition) return condition.between
  if ('atLeast' in condition) return [condition.atLeast, Number.POSITIVE_INFINITY]
  return [Number.NEGATIVE_INFINITY, condition.atMost]
}

/**
 * Writes a value as texts are compared: small letters, no blanks around it.
 * @param fact a field's value, or one that a condition names
 */
export function foldedText(fact: Fact): string {
  return String(fact).trim().toLowerCase()
}

function numberOf(fact: Fact): number {
  if (typeof fact === 'number') return fact
  return typeof fact === 'string' && fact.trim() !== '' ? Number(fact) : Number.NaN
}

function describeOperand(condition: Comparison): string {
  if ('is' in condition) return String(condition.is)
  if ('in' in condition) {
    return condition.in.length <= longestList
      ? `one of ${condition.in.join(', ')}`
      : `on a list of ${condition.in.length}`
  }
  if ('between' in condition) return `between ${condition.between[0]} and ${condition.between[1]}`
  if ('atLeast' in condition) return `at least ${condition.atLeast}`
  if ('atMost' in condition) return `at most ${condition.atMost}`
  if ('within' in condition) return `within ${condition.within.join(', ')}`
  if ('startsWith' in condition) return `starting with "${condition.startsWith}"`
  return `containing "${condition.contains}"`
}

/**
 * Says in words what a condition asks for.
 * @param condition from a playbook
 * @returns such as `address.state is NY and not email.domain on a list of 40`
 */
export function describeCondition(condition: Condition): string {
  if ('all' in condition) return condition.all.map(describePart).join(' and ')
  if ('any' in condition) return condition.any.map(describePart).join(' or ')
  if ('not' in condition) return `not ${describePart(condition.not)}`
  if ('exists' in condition) return `${condition.field} is ${condition.exists ? 'known' : 'not known'}`
  return `${condition.field} ${'is' in condition ? 'is ' : ''}${describeOperand(condition)}`
}

/** A part of a condition; one that has parts itself stands in brackets. */
function describePart(condition: Condition): string {
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : []
  return parts.length > 1 ? `(${describeCondition(condition)})` : describeCondition(condition)
}
