import { holds } from './conditions.ts'
import type { Condition } from './playbook.ts'
import { postalRange } from './postal-ranges.ts'
import type { Fact } from './profile.ts'

/** What is known of a lead, by the names conditions use. */
export type Facts = ReadonlyMap<string, Fact>

/** Most ways that are followed up at each level of a condition. */
const mostWays = 8

/** Stands for a value that is known, whatever it is; and for any other than the ones a condition names. */
const someValue = 'known'
const otherValue = 'other'

/** Once known they are a person's identity and stay; see `mergeProfile`. */
const lasting: ReadonlySet<string> = new Set(['email', 'email.domain', 'phone'])

/**
 * Finds what would have to be learned or changed for a condition to hold, or to hold no longer.
 * @param condition from a playbook
 * @param facts what is known of a lead
 * @param wanted whether it should hold
 * @returns ways, each the facts that would be new; no ways when nothing could do it. The values are examples.
 */
export function waysTo(condition: Condition, facts: Facts, wanted: boolean): readonly Facts[] {
  const lastingHere = new Set([...lasting].filter((field) => facts.has(field)))
  return ways(condition, facts, wanted)
    .filter((way) => [...way.keys()].every((field) => !lastingHere.has(field)))
    .filter((way) => holds(condition, changed(facts, way)) === wanted)
}

/**
 * Gives what would be known after a change.
 * @param facts what is known
 * @param change what would be new
 */
export function changed(facts: Facts, change: Facts): Facts {
  return new Map([...facts, ...change])
}

function ways(condition: Condition, facts: Facts, wanted: boolean): readonly Facts[] {
  if ('not' in condition) return ways(condition.not, facts, !wanted)
  if (holds(condition, facts) === wanted) return [new Map()]
  if ('all' in condition) return wanted ? together(condition.all, facts, true) : either(condition.all, facts, false)
  if ('any' in condition) return wanted ? either(condition.any, facts, true) : together(condition.any, facts, false)
  return valuesFor(condition, facts, wanted).map((value) => new Map([[condition.field, value]]))
}

function either(parts: readonly Condition[], facts: Facts, wanted: boolean): readonly Facts[] {
  return parts.flatMap((part) => ways(part, facts, wanted)).slice(0, mostWays)
}

/** Each part in turn, on top of what the parts before it needed. */
function together(parts: readonly Condition[], facts: Facts, wanted: boolean): readonly Facts[] {
  return parts.reduce<readonly Facts[]>(
    (soFar, part) =>
      soFar
        .flatMap((way) => ways(part, changed(facts, way), wanted).map((more) => changed(way, more)))
        .slice(0, mostWays),
    [new Map()],
  )
}

type Leaf = Extract<Condition, { readonly field: string }>

/** Values with which a comparison turns; a fact that is known can't be unlearned. */
function valuesFor(condition: Leaf, facts: Facts, wanted: boolean): readonly Fact[] {
  if ('exists' in condition) return facts.has(condition.field) ? [] : [someValue]
  if ('between' in condition) {
    const [low, high] = condition.between
    const above = Number(facts.get(condition.field)) > high
    return wanted ? [above ? high : low] : [low - 1, high + 1]
  }
  if ('atLeast' in condition) return [wanted ? condition.atLeast : condition.atLeast - 1]
  if ('atMost' in condition) return [wanted ? condition.atMost : condition.atMost + 1]
  if (!wanted) return [otherValue]
  if ('is' in condition) return [condition.is]
  if ('in' in condition) return condition.in.slice(0, 1)
  if ('within' in condition) return condition.within.slice(0, 1).map((range) => postalRange(range).from)
  return ['startsWith' in condition ? condition.startsWith : condition.contains]
}
