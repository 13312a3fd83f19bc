import { describeCondition } from './condition-words.ts'
import type { Condition } from './playbook.ts'

type InList = Extract<Condition, { readonly in: unknown }>

/**
 * Says in words how a condition changed: what lists gained and lost, and otherwise what it was and is.
 * @param before as it was; `undefined` where there was none
 * @param after as it is; `undefined` where there is none
 * @returns one sentence for each change; empty when they ask for the same in the same words
 */
export function conditionChanges(before: Condition | undefined, after: Condition | undefined): readonly string[] {
  if (before === undefined || after === undefined) {
    if (before === after) return []
    if (before !== undefined) return [`no condition any more (was: ${describeCondition(before)})`]
    return after === undefined ? [] : [`has a condition now: ${describeCondition(after)}`]
  }
  if ('all' in before && 'all' in after && before.all.length === after.all.length)
    return pairwise(before.all, after.all)
  if ('any' in before && 'any' in after && before.any.length === after.any.length)
    return pairwise(before.any, after.any)
  if ('not' in before && 'not' in after)
    return conditionChanges(before.not, after.not).map((change) => `in what it must not be: ${change}`)
  if ('in' in before && 'in' in after && before.field === after.field) return listChanges(before, after)
  if (isSame(before, after)) return []
  return [`was: ${describeCondition(before)}; now: ${describeCondition(after)}`]
}

function pairwise(before: readonly Condition[], after: readonly Condition[]): readonly string[] {
  return before.flatMap((part, index) => conditionChanges(part, after[index]))
}

/** Same in every word, in whatever order a store gave a condition's keys back. */
function isSame(before: Condition, after: Condition): boolean {
  return inOrder(before) === inOrder(after)
}

function inOrder(condition: Condition): string {
  return JSON.stringify(condition, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  )
}

function listChanges({ field, in: before }: InList, { in: after }: InList): readonly string[] {
  const gained = after.filter((value) => !before.includes(value))
  const lost = before.filter((value) => !after.includes(value))
  return [
    ...(gained.length === 0 ? [] : [`${field} also takes ${gained.join(', ')}`]),
    ...(lost.length === 0 ? [] : [`${field} no longer takes ${lost.join(', ')}`]),
  ]
}
