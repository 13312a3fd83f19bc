import type { Reason } from './lead.ts'
import type { Scoring } from './playbook.ts'
import { toHundredths } from './points.ts'
import { type Duration, day, hour, type Instant, minute } from './time.ts'
import type { Touch } from './touch.ts'

/**
 * Finds which of the playbook's events a touch counts as: its own name first, then its family.
 * @param scoring the playbook's scoring
 * @param event such as `form.demo-request`
 * @returns such as `form.*`, or `undefined` when the playbook does not name it
 */
export function countsAs(scoring: Scoring, event: string): string | undefined {
  return ruleFor(rulesOf(scoring), event)?.event
}

/**
 * Gives the points of what a lead did, each with its reason, oldest first: points · 2^(−age / halfLife). Of an event
 * with a cap the newest touches count until the cap is reached, and a last line says what was capped.
 * @param scoring the playbook's scoring
 * @param touches in any order; those after `now` are ignored
 * @param now the time the points are as of
 * @returns reasons whose points are hundredths; nothing about touches without points
 */
export function engagementReasons(scoring: Scoring, touches: readonly Touch[], now: Instant): readonly Reason[] {
  const rules = rulesOf(scoring)
  const given: Given[] = []
  let anyCap = false
  for (const touch of oldestFirst(touches)) {
    const age = now - touch.at
    if (age < 0) break
    const rule = ruleFor(rules, touch.event)
    if (rule === undefined || rule.points === 0) continue
    const points = toHundredths(rule.points * 2 ** (-age / rules.halfLife))
    if (points === 0) continue
    anyCap ||= rule.cap !== undefined
    given.push({ rule, reason: { rule: touch.event, points, detail: `${touch.event}, ${ago(age)}` } })
  }
  return anyCap ? capped(given) : given.map(({ reason }) => reason)
}

/** What a playbook says of one of its events. */
interface EventRule {
  /** The playbook's name for it: `form.demo-request` or `form.*`. */
  readonly event: string
  readonly points: number
  readonly cap: number | undefined
}

interface EventRules {
  readonly halfLife: Duration
  readonly exact: ReadonlyMap<string, EventRule>
  /** By what stands before `.*`. */
  readonly families: ReadonlyMap<string, EventRule>
}

const compiled = new WeakMap<Scoring, EventRules>()

/** Lays a playbook's events out for looking up, once. */
function rulesOf(scoring: Scoring): EventRules {
  const known = compiled.get(scoring)
  if (known !== undefined) return known
  const { events, halfLife, caps = {} } = scoring.engagement
  const all = Object.entries(events).map(
    ([event, points]): EventRule => ({ event, points, cap: Object.hasOwn(caps, event) ? caps[event] : undefined }),
  )
  const rules: EventRules = {
    halfLife,
    exact: new Map(all.map((rule) => [rule.event, rule])),
    families: new Map(
      all.filter(({ event }) => event.endsWith('.*')).map((rule) => [rule.event.slice(0, -'.*'.length), rule]),
    ),
  }
  compiled.set(scoring, rules)
  return rules
}

/**
 * Names the playbook's event that an event counts by: itself, or its family.
 * @param scoring the playbook's scoring
 * @param event such as `form.demo-request`
 * @returns such as `form.*`; `undefined` when it gives no points
 */
export function eventRuleOf(scoring: Scoring, event: string): string | undefined {
  return ruleFor(rulesOf(scoring), event)?.event
}

function ruleFor({ exact, families }: EventRules, event: string): EventRule | undefined {
  const rule = exact.get(event)
  if (rule !== undefined) return rule
  const dot = event.indexOf('.')
  return families.get(dot === -1 ? event : event.slice(0, dot))
}

interface Given {
  readonly rule: EventRule
  readonly reason: Reason
}

/** Touches come sorted from the store, mostly: then nothing is copied. */
function oldestFirst(touches: readonly Touch[]): readonly Touch[] {
  let before: Touch | undefined
  for (const touch of touches) {
    if (before !== undefined && inOrder(before, touch) > 0) return touches.toSorted(inOrder)
    before = touch
  }
  return touches
}

function inOrder(one: Touch, other: Touch): number {
  return one.at - other.at || compareText(one.id, other.id)
}

/** Lets each event give no more than its cap: what is over is taken from the oldest touches. */
function capped(given: readonly Given[]): readonly Reason[] {
  const sums = new Map<EventRule, number>()
  const kept: Reason[] = []
  for (const { rule, reason } of given.toReversed()) {
    const { cap } = rule
    if (cap === undefined) {
      kept.push(reason)
      continue
    }
    const before = sums.get(rule) ?? 0
    sums.set(rule, toHundredths(before + reason.points))
    const points = toHundredths(Math.min(reason.points, cap - Math.min(before, cap)))
    if (points !== 0) kept.push({ ...reason, points })
  }
  const over = [...sums]
    .filter(([{ cap = 0 }, sum]) => sum > cap)
    .toSorted(([one], [other]) => compareText(one.event, other.event))
    .map(([{ event, cap = 0 }, sum]) => cappedReason(event, sum, cap))
  return [...kept.toReversed(), ...over]
}

function cappedReason(event: string, sum: number, cap: number): Reason {
  return { rule: event, points: 0, detail: `capped: ${event} gives at most ${cap} points, not ${sum}` }
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

function ago(age: Duration): string {
  if (age < minute) return 'just now'
  if (age < hour) return `${counted(Math.floor(age / minute), 'minute')} ago`
  if (age < day) return `${counted(Math.floor(age / hour), 'hour')} ago`
  return `${counted(Math.floor(age / day), 'day')} ago`
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
