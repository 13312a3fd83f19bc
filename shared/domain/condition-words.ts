import type { Condition } from './playbook.ts'

/** A comparison of one field with values. */
export type Comparison = Exclude<
  Condition,
  { readonly all: unknown } | { readonly any: unknown } | { readonly not: unknown } | { readonly exists: unknown }
>

/** Lists up to this length are spelled out in a reason. */
const longestList = 5

/**
 * Says in words what a comparison asks of its field.
 * @param condition which
 * @returns such as `between 15 and 50`
 */
export function describeOperand(condition: Comparison): string {
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
