import { changed, type Facts, waysTo } from './condition-changes.ts'
import { describeCondition } from './condition-words.ts'
import { holds } from './conditions.ts'
import { countsAs } from './engagement.ts'
import type { FitRule, Scoring } from './playbook.ts'
import { sumOf } from './points.ts'
import { type Fact, factsOf } from './profile.ts'
import { engagementAxis, fitPoints, type ScoringInput, scoreOf } from './scoring.ts'
import type { Touch } from './touch.ts'

/** A fact that would have to be learned, or that would have to be another. */
export interface FactChange {
  readonly field: string
  /** What is known now; absent when nothing is. */
  readonly from?: Fact
  /** An example of a value that would do; `known` and `other` stand for any. */
  readonly to: Fact
}

/** One step on the way to hot. */
export type Step =
  | {
      readonly kind: 'fit'
      readonly rule: string
      readonly points: number
      readonly what: string
      readonly facts: readonly FactChange[]
    }
  | { readonly kind: 'event'; readonly event: string; readonly points: number }

/** What a lead lacks to be hot. */
export interface MissingPoints {
  readonly value: number
  readonly hot: number
  /** Points up to the threshold; 0 when it is hot. */
  readonly missing: number
  /** The fewest steps that reach it, and the value with them. Absent when no `mostSteps` do. */
  readonly path?: { readonly steps: readonly Step[]; readonly value: number }
}

/** Longest way that is looked for. */
const mostSteps = 5

/** Most fit steps that are combined with each other; those with the most points. */
const mostFitSteps = 20
/** Most ways that are followed of one rule. */
const mostWaysOfRule = 2

interface FitStep {
  readonly rule: FitRule
  readonly change: Facts
  /** How many facts that are known would have to be others. */
  readonly altered: number
  readonly gain: number
}

interface Found {
  readonly fit: readonly FitStep[]
  readonly events: readonly string[]
  readonly altered: number
  readonly value: number
}

/**
 * Finds the cheapest way to hot: the fewest steps, of those the ones that change the fewest facts that are known, of
 * those the ones with the fewest points. A step makes a fit rule hold (or one with negative points no longer), or is
 * one more event, now. A way on which a reject rule would hold is none.
 * @param input the playbook, the lead, its touches and the present
 * @returns how many points are missing and the way; up to `mostSteps` steps
 */
export function missingPoints(input: ScoringInput): MissingPoints {
  const { scoring } = input.playbook
  const facts = factsOf(input.profile)
  const value = scoreOf(fitPoints(scoring, facts), engagementWith(input, []))
  const standing = { value, hot: scoring.hot, missing: Math.max(0, scoring.hot - value) }
  if (standing.missing === 0) return { ...standing, path: { steps: [], value } }
  const best = fewestSteps(input, facts)
  if (best === undefined) return standing
  const steps = [
    ...best.fit.map((step) => fitStep(step, facts)),
    ...best.events.map((event): Step => ({ kind: 'event', event, points: scoring.engagement.events[event] ?? 0 })),
  ]
  return { ...standing, path: { steps, value: best.value } }
}

/**
 * Makes a touch that counts as one of the playbook's events.
 * @param scoring the playbook's scoring
 * @param event as the playbook names it: `form.demo` or `form.*`
 * @param index tells touches of one way apart
 * @param input whose, and when
 */
function touchFor(scoring: Scoring, event: string, index: number, input: ScoringInput): Touch {
  let name = event.replace('*', 'another')
  while (countsAs(scoring, name) !== event) name += '-one'
  return { type: 'touch', id: `touch_~${index}`, leadId: 'lead_0', at: input.now, kind: 'note', event: name }
}

function engagementWith(input: ScoringInput, events: readonly string[]): number {
  const { scoring } = input.playbook
  const more = events.map((event, index) => touchFor(scoring, event, index, input))
  return sumOf(engagementAxis(scoring, [...input.touches, ...more], input.now))
}

/** For each number of events, the ones that give the most together. What one gives does not depend on the others. */
function bestEvents(input: ScoringInput): readonly (readonly string[])[] {
  const { events } = input.playbook.scoring.engagement
  const giving = Object.keys(events).filter((event) => (events[event] ?? 0) > 0)
  const series: (readonly string[])[] = [[]]
  while (series.length <= mostSteps) {
    const before = series.at(-1) ?? []
    const options = giving.map((event) => ({ event, points: engagementWith(input, [...before, event]) }))
    const best = options.toSorted((one, other) => other.points - one.points)[0]
    if (best === undefined || best.points <= engagementWith(input, before)) break
    series.push([...before, best.event])
  }
  return series
}

function fewestSteps(input: ScoringInput, facts: Facts): Found | undefined {
  const { scoring } = input.playbook
  const candidates = fitSteps(scoring, facts)
  const events = bestEvents(input).map((series) => ({ series, points: engagementWith(input, series) }))
  for (let length = 1; length <= mostSteps; length += 1) {
    let best: Found | undefined
    for (let fromFit = 0; fromFit <= length; fromFit += 1) {
      const engagement = events[length - fromFit]
      if (engagement === undefined) continue
      for (const chosen of combinations(candidates, fromFit)) {
        const fit = fitWith(scoring, facts, chosen)
        if (fit === undefined || scoreOf(fit, engagement.points) < scoring.hot) continue
        const found = withCheapestEvents(input, chosen, fit, engagement.series)
        if (best === undefined || isCheaper(found, best)) best = found
      }
    }
    if (best !== undefined) return best
  }
  return undefined
}

function isCheaper(one: Found, other: Found): boolean {
  return one.altered === other.altered ? one.value < other.value : one.altered < other.altered
}

/** Puts in the place of each event the one with the fewest points that still does. */
function withCheapestEvents(
  input: ScoringInput,
  fit: readonly FitStep[],
  points: number,
  series: readonly string[],
): Found {
  const { hot, engagement } = input.playbook.scoring
  const cheapestFirst = Object.entries(engagement.events)
    .filter(([, given]) => given > 0)
    .toSorted(([, one], [, other]) => one - other)
    .map(([event]) => event)
  const valueWith = (events: readonly string[]) => scoreOf(points, engagementWith(input, events))
  const events = series.reduce((soFar, _event, index) => {
    const cheaper = cheapestFirst.map((event) => soFar.with(index, event)).find((option) => valueWith(option) >= hot)
    return cheaper ?? soFar
  }, series)
  const altered = fit.reduce((sum, step) => sum + step.altered, 0)
  return { fit, events, altered, value: valueWith(events) }
}

/** Every step of fit that could be taken, those with the most points first. */
function fitSteps(scoring: Scoring, facts: Facts): readonly FitStep[] {
  const now = fitPoints(scoring, facts)
  return scoring.fit
    .flatMap((rule) => {
      const held = holds(rule.when, facts)
      if (held ? rule.points >= 0 : rule.points <= 0) return []
      return waysTo(rule.when, facts, !held)
        .map((change): FitStep => {
          const altered = [...change.keys()].filter((field) => facts.has(field)).length
          return { rule, change, altered, gain: fitPoints(scoring, changed(facts, change)) - now }
        })
        .toSorted((one, other) => one.altered - other.altered || other.gain - one.gain)
        .slice(0, mostWaysOfRule)
    })
    .toSorted((one, other) => other.gain - one.gain)
    .slice(0, mostFitSteps)
}

/** What fit gives after steps; `undefined` when one undoes another, or a reject rule would hold. */
function fitWith(scoring: Scoring, facts: Facts, steps: readonly FitStep[]): number | undefined {
  const after = steps.reduce((soFar, { change }) => changed(soFar, change), facts)
  if (steps.some(({ rule }) => holds(rule.when, after) !== rule.points > 0)) return undefined
  if (scoring.reject.some(({ when }) => holds(when, after))) return undefined
  return fitPoints(scoring, after)
}

function* combinations<Item>(items: readonly Item[], size: number, from = 0): Generator<readonly Item[]> {
  if (size === 0) {
    yield []
    return
  }
  for (const [index, item] of items.entries()) {
    if (index < from) continue
    for (const rest of combinations(items, size - 1, index + 1)) yield [item, ...rest]
  }
}

function fitStep({ rule, change }: FitStep, facts: Facts): Step {
  const asked = describeCondition(rule.when)
  return {
    kind: 'fit',
    rule: rule.id,
    points: Math.abs(rule.points),
    what: rule.points > 0 ? asked : `no longer: ${asked}`,
    facts: [...change].map(([field, to]) => {
      const from = facts.get(field)
      return { field, to, ...(from === undefined ? {} : { from }) }
    }),
  }
}
