import type { Leaf } from './comparisons.ts'
import type { Condition } from './playbook.ts'

/** A comparison, or its opposite. */
export interface Literal {
  readonly kind: 'is' | 'isNot'
  readonly leaf: Leaf
}

interface All {
  readonly kind: 'all'
  readonly parts: readonly Formula[]
}

interface Any {
  readonly kind: 'any'
  readonly parts: readonly Formula[]
}

/** A condition taken apart, to be reasoned about: every `not` stands at one comparison, and none at `exists`. */
export type Formula = All | Any | Literal

/**
 * Takes a condition apart: `not` is pushed down to the comparisons (De Morgan's laws).
 * @param condition from a playbook
 * @param negated true for the condition's opposite
 */
export function formulaOf(condition: Condition, negated = false): Formula {
  if ('not' in condition) return formulaOf(condition.not, !negated)
  if ('all' in condition)
    return { kind: negated ? 'any' : 'all', parts: condition.all.map((part) => formulaOf(part, negated)) }
  if ('any' in condition)
    return { kind: negated ? 'all' : 'any', parts: condition.any.map((part) => formulaOf(part, negated)) }
  if ('exists' in condition) return { kind: 'is', leaf: { ...condition, exists: condition.exists !== negated } }
  return { kind: negated ? 'isNot' : 'is', leaf: condition }
}

/**
 * Lists cases that together are the condition, so that each can be looked at alone: one for each alternative and for
 * each value of a list.
 * @param formula a condition taken apart
 * @param most with more cases than that the condition is its only case
 */
export function casesOf(formula: Formula, most = 500): readonly Formula[] {
  const cases = casesWithin(formula, most)
  return cases.length > most ? [formula] : cases
}

function casesWithin(formula: Formula, most: number): readonly Formula[] {
  if (formula.kind === 'any') return formula.parts.flatMap((part) => casesWithin(part, most))
  if (formula.kind === 'all') {
    return formula.parts.reduce<readonly Formula[]>(
      (cases, part) => {
        const own = casesWithin(part, most)
        if (cases.length * own.length > most) return cases.map((one) => both(one, part))
        return cases.flatMap((one) => own.map((other) => both(one, other)))
      },
      [{ kind: 'all', parts: [] }],
    )
  }
  const { kind, leaf } = formula
  if (kind === 'isNot' || !('in' in leaf)) return [formula]
  return leaf.in.map((is) => ({ kind, leaf: { field: leaf.field, is } }))
}

function both(one: Formula, other: Formula): Formula {
  return { kind: 'all', parts: [...(one.kind === 'all' ? one.parts : [one]), other] }
}
