import { areDisjoint, isEmpty, leafImplies, valuesOf } from './comparisons.ts'
import { describeCondition } from './condition-words.ts'
import { holds } from './conditions.ts'
import type { Formula, Literal } from './formula.ts'

/** What can be proven about conditions. What takes too long to prove counts as not proven. */
export interface ConditionLogic {
  /** True only if the second holds whenever the first does. */
  implies(one: Formula, other: Formula): boolean
  /** Says why a condition can never hold; `undefined` when that is not proven. */
  whyNever(condition: Formula): string | undefined
}

/**
 * Starts reasoning about conditions.
 * @param steps how many comparisons may be made in all
 */
export function conditionLogic(steps = 500_000): ConditionLogic {
  let left = steps
  const spent = (): boolean => {
    left -= 1
    return left < 0
  }
  const implies = (one: Formula, other: Formula): boolean => {
    if (spent()) return false
    if (other.kind === 'all') return other.parts.every((part) => implies(one, part))
    if (one.kind === 'any') return one.parts.every((part) => implies(part, other))
    if (one.kind === 'all' && one.parts.some((part) => implies(part, other))) return true
    if (other.kind === 'any') return other.parts.some((part) => implies(one, part))
    if (one.kind === 'all') return false
    if (other.kind === 'is') return one.kind === 'is' && leafImplies(one.leaf, other.leaf)
    return one.kind === 'is' ? areDisjoint(one.leaf, other.leaf) : leafImplies(other.leaf, one.leaf)
  }
  const whyNever = (formula: Formula): string | undefined => {
    if (spent()) return undefined
    if (formula.kind === 'isNot') return undefined
    if (formula.kind === 'is') return isEmpty(formula.leaf) ? `nothing is ${words(formula)}` : undefined
    if (formula.kind === 'any') {
      const reasons = formula.parts.map(whyNever)
      return reasons.every((reason) => reason !== undefined) ? reasons.join('; ') : undefined
    }
    const parts = flattened(formula)
    return first(parts, whyNever) ?? whyTogetherNever(parts)
  }
  const whyTogetherNever = (parts: readonly Formula[]): string | undefined => {
    const literals = parts.filter(isLiteral)
    for (const [index, one] of literals.entries()) {
      for (const other of literals.slice(0, index)) {
        if (spent()) return undefined
        if (contradict(one, other)) return `${words(other)} and ${words(one)} never hold together`
      }
    }
    const valueless = literals.find((one) => hasNoValueLeft(one, literals, spent))
    if (valueless !== undefined) return `no value is ${literals.map(words).join(' and ')}`
    return first(parts, (part) => {
      if (part.kind !== 'any') return undefined
      const reasons = part.parts.map((branch) => whyNever({ kind: 'all', parts: [...literals, branch] }))
      return reasons.every((reason) => reason !== undefined) ? reasons.join('; ') : undefined
    })
  }
  return { implies, whyNever }
}

function isLiteral(formula: Formula): formula is Literal {
  return formula.kind === 'is' || formula.kind === 'isNot'
}

function words({ kind, leaf }: Literal): string {
  return describeCondition(kind === 'is' ? leaf : { not: leaf })
}

function first<Item>(items: readonly Item[], find: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}

function flattened(formula: Formula): readonly Formula[] {
  return formula.kind === 'all' ? formula.parts.flatMap(flattened) : [formula]
}

function contradict(one: Literal, other: Literal): boolean {
  if (one.kind === 'is' && other.kind === 'is') return areDisjoint(one.leaf, other.leaf)
  if (one.kind === 'is') return leafImplies(one.leaf, other.leaf)
  return other.kind === 'is' && leafImplies(other.leaf, one.leaf)
}

/** Whether a list's every value is ruled out by one of the other comparisons of its field. */
function hasNoValueLeft({ kind, leaf }: Literal, literals: readonly Literal[], spent: () => boolean): boolean {
  const values = kind === 'is' ? valuesOf(leaf) : undefined
  if (values === undefined) return false
  const others = literals.filter((other) => other.leaf.field === leaf.field)
  return values.every((value) => {
    const facts = new Map([[leaf.field, value]])
    return !spent() && others.some((other) => holds(other.leaf, facts) !== (other.kind === 'is'))
  })
}
