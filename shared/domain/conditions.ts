import { type Comparison, describeCondition, describeOperand } from './condition-words.ts'
import type { Condition } from './playbook.ts'
import { inPostalRange, postalRange } from './postal-ranges.ts'
import type { Fact } from './profile.ts'

/** How a condition reads one field of what it is compiled for. */
export interface Field<Source> {
  /** The field's value, as it is known. */
  readonly fact: (source: Source) => Fact | undefined
  /** The same as texts are compared; see `foldedText`. */
  readonly folded: (source: Source) => string | undefined
}

/** Finds a field by the name conditions use. */
export type Fields<Source> = (name: string) => Field<Source>

/** A condition, compiled to plain closures. */
export interface Match<Source> {
  readonly holds: (source: Source) => boolean
  /** Says in words what was seen, when it holds; a text where it is always the same. */
  readonly seen: string | ((source: Source) => string)
}

/**
 * Compiles a condition for what its fields are read from.
 * Texts compare without regard to case. A comparison with a field that is not known is false, so its `not` is
 * true. Numbers compare with texts that read as numbers, because a form's own fields are texts.
 * @param condition from a playbook
 * @param fields how its fields are read
 */
export function compileMatch<Source>(condition: Condition, fields: Fields<Source>): Match<Source> {
  if ('all' in condition) return everyMatch(condition.all.map((part) => compileMatch(part, fields)))
  if ('any' in condition) return someMatch(condition.any.map((part) => compileMatch(part, fields)))
  if ('not' in condition) {
    const { holds } = compileMatch(condition.not, fields)
    return { holds: (source) => !holds(source), seen: `not: ${describeCondition(condition.not)}` }
  }
  const { field: name } = condition
  const { fact } = fields(name)
  if ('exists' in condition) {
    const { exists } = condition
    const holds = (source: Source) => (fact(source) !== undefined) === exists
    return { holds, seen: `${name} is ${exists ? 'known' : 'not known'}` }
  }
  const [start, end] = [`${name} is `, 'is' in condition ? '' : `, ${describeOperand(condition)}`]
  const seen = (source: Source) => start + (fact(source) ?? 'not known') + end
  return { holds: compileComparison(condition, fields(name)), seen }
}

/**
 * Says what was seen when a condition held.
 * @param match the condition, compiled
 * @param source what it holds for
 * @returns such as `company.employees is 30, between 15 and 50`
 */
export function seenBy<Source>({ seen }: Match<Source>, source: Source): string {
  return typeof seen === 'string' ? seen : seen(source)
}

// Loops, not `every` and `some`: these run for every lead and rule, and a callback for each part costs more than it.
function everyMatch<Source>(parts: readonly Match<Source>[]): Match<Source> {
  const tests = parts.map(({ holds }) => holds)
  const holds = (source: Source) => {
    for (const test of tests) if (!test(source)) return false
    return true
  }
  return { holds, seen: (source) => parts.map((part) => seenBy(part, source)).join('; ') }
}

function someMatch<Source>(parts: readonly Match<Source>[]): Match<Source> {
  const tests = parts.map(({ holds }) => holds)
  const holds = (source: Source) => {
    for (const test of tests) if (test(source)) return true
    return false
  }
  const seen = (source: Source) => {
    for (const part of parts) if (part.holds(source)) return seenBy(part, source)
    return 'nothing matched'
  }
  return { holds, seen }
}

function compileComparison<Source>(condition: Comparison, { fact, folded }: Field<Source>): Match<Source>['holds'] {
  if ('is' in condition) {
    const wanted = foldedText(condition.is)
    return (source) => folded(source) === wanted
  }
  if ('in' in condition) {
    const wanted: ReadonlySet<string | undefined> = new Set(condition.in.map(foldedText))
    return (source) => wanted.has(folded(source))
  }
  if ('within' in condition) {
    const ranges = condition.within.map(postalRange)
    return (source) => {
      const code = fact(source)
      return code !== undefined && ranges.some((range) => inPostalRange(range, code))
    }
  }
  if ('startsWith' in condition) {
    const wanted = foldedText(condition.startsWith)
    return (source) => folded(source)?.startsWith(wanted) === true
  }
  if ('contains' in condition) {
    const wanted = foldedText(condition.contains)
    return (source) => folded(source)?.includes(wanted) === true
  }
  const [least, most] = rangeOf(condition)
  return (source) => {
    const known = fact(source)
    if (known === undefined) return false
    const number = numberOf(known)
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

/** A condition, compiled: tells whether it holds for what is known of a lead. */
export type Predicate = (facts: ReadonlyMap<string, Fact>) => boolean

const compiled = new WeakMap<Condition, Match<ReadonlyMap<string, Fact>>>()

function ofFacts(name: string): Field<ReadonlyMap<string, Fact>> {
  const folded = (fact: Fact | undefined) => (fact === undefined ? undefined : foldedText(fact))
  return { fact: (facts) => facts.get(name), folded: (facts) => folded(facts.get(name)) }
}

/** Each condition object is compiled once: a published playbook never changes. */
function matchOf(condition: Condition): Match<ReadonlyMap<string, Fact>> {
  const known = compiled.get(condition)
  if (known !== undefined) return known
  const match = compileMatch(condition, ofFacts)
  compiled.set(condition, match)
  return match
}

/**
 * Compiles a condition for facts; see `compileMatch`.
 * @param condition from a playbook
 */
export function compileCondition(condition: Condition): Predicate {
  return compileMatch(condition, ofFacts).holds
}

/**
 * Tells whether a condition holds; each condition object is compiled once.
 * @param condition from a playbook, which never changes
 * @param facts what is known of a lead
 */
export function holds(condition: Condition, facts: ReadonlyMap<string, Fact>): boolean {
  return matchOf(condition).holds(facts)
}

/**
 * Says in words what was seen when a condition held.
 * @param condition a condition that holds for the facts
 * @param facts what is known of a lead
 * @returns such as `company.employees is 30, between 15 and 50`
 */
export function describeMatch(condition: Condition, facts: ReadonlyMap<string, Fact>): string {
  return seenBy(matchOf(condition), facts)
}
