import { describeCondition } from '../../shared/domain/condition-words.ts'
import { gradeOf } from '../../shared/domain/grades.ts'
import type { Reason, Score } from '../../shared/domain/lead.ts'
import type { Condition, RejectRule, Scoring } from '../../shared/domain/playbook.ts'
import { toHundredths } from '../../shared/domain/points.ts'
import { inPostalRange, postalRange } from '../../shared/domain/postal-ranges.ts'
import { type Fact, factsOf, type Profile } from '../../shared/domain/profile.ts'
import type { ScoringInput } from '../../shared/domain/scoring.ts'
import { type Duration, day, hour, type Instant, minute } from '../../shared/domain/time.ts'
import type { Touch } from '../../shared/domain/touch.ts'

// Scoring as it is meant, read off the rules one by one, nothing compiled or kept: slow, and plain to check. What
// `shared/domain/scoring.ts` does fast must be the same.

/** Scores a lead; see `score`. */
export function referenceScore({ playbook, version, profile, touches, now }: ScoringInput): Score {
  const { scoring } = playbook
  const fit = atMost('fit', 'scoring.fitMaximum', scoring.fitMaximum, fitOf(scoring, factsOf(profile)))
  const most = scoring.engagement.maximum
  const engagement = atMost('engagement', 'scoring.engagement.maximum', most, engagementOf(scoring, touches, now))
  const value = Math.max(0, Math.round(toHundredths(sum(fit) + sum(engagement))) + 0)
  const points = { fit: Math.round(sum(fit)) + 0, engagement: Math.round(sum(engagement)) + 0 }
  const reasons = [...fit, ...engagement]
  const grade = gradeOf(scoring, points)
  return { value, ...points, grade, hot: value >= scoring.hot, at: now, playbook: version, reasons }
}

/** Finds the rule that turns a lead away; see `rejection`. */
export function referenceRejection(scoring: Scoring, profile: Profile): RejectRule | undefined {
  const facts = factsOf(profile)
  return scoring.reject.find(({ when }) => evaluates(when, facts))
}

function fitOf(scoring: Scoring, facts: ReadonlyMap<string, Fact>): readonly Reason[] {
  return scoring.fit
    .filter(({ when }) => evaluates(when, facts))
    .map(({ id, when, points }) => ({ rule: id, points: toHundredths(points), detail: seen(when, facts) }))
}

function engagementOf(scoring: Scoring, touches: readonly Touch[], now: Instant): readonly Reason[] {
  const { events, halfLife, caps = {} } = scoring.engagement
  const given = touches
    .filter(({ at }) => at <= now)
    .toSorted((one, other) => one.at - other.at || compareText(one.id, other.id))
    .map((touch) => {
      const event = nameOf(events, touch.event)
      const points = event === undefined ? 0 : (events[event] ?? 0)
      const decayed = toHundredths(points * 2 ** (-(now - touch.at) / halfLife))
      return { event, rule: touch.event, points: decayed, detail: `${touch.event}, ${ago(now - touch.at)}` }
    })
    .filter(({ points }) => points !== 0)
  // What an event gives from this one on, this one included, may not be more than its cap.
  const from = (index: number, event: string | undefined) =>
    sum(given.slice(index).filter((reason) => reason.event === event))
  const kept = given
    .map(({ event, ...reason }, index) => {
      const cap = event !== undefined && Object.hasOwn(caps, event) ? caps[event] : undefined
      if (cap === undefined) return { ...reason, keep: true }
      const newer = toHundredths(from(index, event) - reason.points)
      const points = toHundredths(Math.min(reason.points, cap - Math.min(newer, cap)))
      return { ...reason, points, keep: points !== 0 }
    })
    .filter(({ keep }) => keep)
    .map(({ keep: _keep, ...reason }) => reason)
  const over = Object.keys(caps)
    .filter((event) => from(0, event) > (caps[event] ?? 0))
    .toSorted(compareText)
    .map((event) => {
      const detail = `capped: ${event} gives at most ${caps[event]} points, not ${from(0, event)}`
      return { rule: event, points: 0, detail }
    })
  return [...kept, ...over]
}

function nameOf(events: Readonly<Record<string, number>>, event: string): string | undefined {
  if (Object.hasOwn(events, event)) return event
  const family = `${event.split('.')[0]}.*`
  return Object.hasOwn(events, family) ? family : undefined
}

function atMost(axis: string, key: string, most: number | undefined, reasons: readonly Reason[]): readonly Reason[] {
  if (most === undefined || sum(reasons) <= most) return reasons
  const detail = `capped: ${axis} gives at most ${most} points, not ${sum(reasons)}`
  return [...reasons, { rule: key, points: toHundredths(most - sum(reasons)), detail }]
}

function sum(reasons: readonly Pick<Reason, 'points'>[]): number {
  return reasons.reduce((total, { points }) => total + Math.round(points * 100), 0) / 100
}

/** Tells whether a condition holds, straight from its words. */
export function evaluates(condition: Condition, facts: ReadonlyMap<string, Fact>): boolean {
  if ('all' in condition) return condition.all.every((part) => evaluates(part, facts))
  if ('any' in condition) return condition.any.some((part) => evaluates(part, facts))
  if ('not' in condition) return !evaluates(condition.not, facts)
  const fact = facts.get(condition.field)
  if ('exists' in condition) return (fact !== undefined) === condition.exists
  if (fact === undefined) return false
  const text = folded(fact)
  const number = typeof fact === 'boolean' || text === '' ? Number.NaN : Number(fact)
  if ('is' in condition) return text === folded(condition.is)
  if ('in' in condition) return condition.in.map(folded).includes(text)
  if ('within' in condition) return condition.within.some((range) => inPostalRange(postalRange(range), fact))
  if ('startsWith' in condition) return text.startsWith(folded(condition.startsWith))
  if ('contains' in condition) return text.includes(folded(condition.contains))
  if ('between' in condition) return number >= condition.between[0] && number <= condition.between[1]
  return 'atLeast' in condition ? number >= condition.atLeast : number <= condition.atMost
}

function folded(fact: Fact): string {
  return String(fact).trim().toLowerCase()
}

function seen(condition: Condition, facts: ReadonlyMap<string, Fact>): string {
  if ('all' in condition) return condition.all.map((part) => seen(part, facts)).join('; ')
  if ('any' in condition) {
    const part = condition.any.find((one) => evaluates(one, facts))
    return part === undefined ? 'nothing matched' : seen(part, facts)
  }
  if ('not' in condition) return `not: ${describeCondition(condition.not)}`
  const { field } = condition
  if ('exists' in condition) return `${field} is ${condition.exists ? 'known' : 'not known'}`
  const value = `${field} is ${facts.get(field) ?? 'not known'}`
  return 'is' in condition ? value : `${value}, ${describeCondition(condition).slice(field.length + 1)}`
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

function ago(age: Duration): string {
  const counted = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'} ago`
  if (age < minute) return 'just now'
  if (age < hour) return counted(Math.floor(age / minute), 'minute')
  if (age < day) return counted(Math.floor(age / hour), 'hour')
  return counted(Math.floor(age / day), 'day')
}
