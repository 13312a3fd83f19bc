import { foldedText, holds, rangeOf } from './conditions.ts'
import type { Condition } from './playbook.ts'
import { postalRange, rangesApart, rangeWithin } from './postal-ranges.ts'

/** A comparison of one field. */
export type Leaf = Exclude<Condition, { readonly all: unknown } | { readonly any: unknown } | { readonly not: unknown }>

/** Texts that JavaScript reads as a number in one spelling only: comparing them without regard to case is not safe. */
const oddNumbers: ReadonlySet<string> = new Set(['infinity', '+infinity', '-infinity'])

/**
 * Lists every value a comparison takes, small letters, if it names them.
 * @param leaf a comparison
 */
export function valuesOf(leaf: Leaf): readonly string[] | undefined {
  if (!('is' in leaf || 'in' in leaf)) return undefined
  const values = ('is' in leaf ? [leaf.is] : leaf.in).map(foldedText)
  return values.some((value) => oddNumbers.has(value)) ? undefined : values
}

/**
 * Tells whether no value at all passes a comparison.
 * @param leaf a comparison
 */
export function isEmpty(leaf: Leaf): boolean {
  if ('in' in leaf) return leaf.in.length === 0
  return 'between' in leaf && leaf.between[0] > leaf.between[1]
}

/**
 * Tells whether it is certain that the second comparison holds whenever the first does.
 * @param one the first
 * @param other the second
 */
export function leafImplies(one: Leaf, other: Leaf): boolean {
  if (one.field !== other.field) return false
  if ('exists' in other) return 'exists' in one ? one.exists === other.exists : other.exists
  if ('exists' in one) return false
  const values = valuesOf(one)
  if (values !== undefined) return values.every((value) => holds(other, new Map([[one.field, value]])))
  if (isRange(one)) {
    if (!isRange(other)) return false
    const [[least, most], [low, high]] = [rangeOf(one), rangeOf(other)]
    return low <= least && most <= high
  }
  if ('within' in one || 'within' in other) {
    if (!('within' in one && 'within' in other)) return false
    const ranges = other.within.map(postalRange)
    return one.within.map(postalRange).every((range) => ranges.some((larger) => rangeWithin(range, larger)))
  }
  if ('startsWith' in other)
    return 'startsWith' in one && foldedText(one.startsWith).startsWith(foldedText(other.startsWith))
  if (!('contains' in other)) return false
  const text = 'startsWith' in one ? one.startsWith : 'contains' in one ? one.contains : undefined
  return text !== undefined && foldedText(text).includes(foldedText(other.contains))
}

/**
 * Tells whether it is certain that two comparisons never hold together.
 * @param one the first
 * @param other the second
 */
export function areDisjoint(one: Leaf, other: Leaf): boolean {
  if (one.field !== other.field) return false
  if ('exists' in one || 'exists' in other) {
    const [absent, present] = 'exists' in one && !one.exists ? [one, other] : [other, one]
    return 'exists' in absent && !absent.exists && !('exists' in present && !present.exists)
  }
  const [ones, others] = [valuesOf(one), valuesOf(other)]
  if (ones !== undefined) return ones.every((value) => !holds(other, new Map([[one.field, value]])))
  if (others !== undefined) return others.every((value) => !holds(one, new Map([[one.field, value]])))
  if (isRange(one) && isRange(other)) {
    const [[least, most], [low, high]] = [rangeOf(one), rangeOf(other)]
    return most < low || high < least
  }
  if ('within' in one && 'within' in other) {
    const ranges = other.within.map(postalRange)
    return one.within.map(postalRange).every((range) => ranges.every((foreign) => rangesApart(range, foreign)))
  }
  if (!('startsWith' in one && 'startsWith' in other)) return false
  const [start, begin] = [foldedText(one.startsWith), foldedText(other.startsWith)]
  return !start.startsWith(begin) && !begin.startsWith(start)
}

type Range = Extract<Leaf, { between: unknown } | { atLeast: unknown } | { atMost: unknown }>

function isRange(leaf: Leaf): leaf is Range {
  return 'between' in leaf || 'atLeast' in leaf || 'atMost' in leaf
}
