import { describeMatch, holds } from './conditions.ts'
import type { Reason, Score } from './lead.ts'
import type { Playbook, RejectRule, Scoring } from './playbook.ts'
import { type Fact, factsOf, type Profile } from './profile.ts'
import { type Duration, day, hour, type Instant, minute } from './time.ts'
import type { Touch } from './touch.ts'

/** What a score is made from. */
export interface ScoringInput {
  readonly playbook: Playbook
  /** The playbook's version. */
  readonly version: number
  readonly profile: Profile
  /** In any order; those after `now` are ignored. */
  readonly touches: readonly Touch[]
  readonly now: Instant
}

/**
 * Scores a lead as of a time: points for what it is (fit), and for what it did (engagement), which halve with
 * every half-life since: points · 2^(−age / halfLife).
 * Each reason's points are rounded to hundredths first and summed as integers, so that the reasons explain the
 * value exactly and the order of touches does not matter.
 * @param input playbook, profile, touches and the time
 * @returns the score with every reason; never below 0
 */
export function score(input: ScoringInput): Score {
  const { scoring } = input.playbook
  const fit = fitReasons(scoring, factsOf(input.profile))
  const engagement = engagementReasons(scoring, input.touches, input.now)
  const value = Math.max(0, rounded([...fit, ...engagement]))
  return {
    value,
    fit: rounded(fit),
    engagement: rounded(engagement),
    hot: value >= scoring.hot,
    at: input.now,
    playbook: input.version,
    reasons: [...fit, ...engagement],
  }
}

/**
 * Finds the rule that turns a lead away.
 * @param scoring the playbook's scoring
 * @param profile what is known of the lead
 * @returns the first rule that holds, or `undefined` when the lead is welcome
 */
export function rejection(scoring: Scoring, profile: Profile): RejectRule | undefined {
  const facts = factsOf(profile)
  return scoring.reject.find((rule) => holds(rule.when, facts))
}

function fitReasons(scoring: Scoring, facts: ReadonlyMap<string, Fact>): readonly Reason[] {
  return scoring.fit
    .filter((rule) => holds(rule.when, facts))
    .map((rule) => ({ rule: rule.id, points: toHundredths(rule.points), detail: describeMatch(rule.when, facts) }))
}

function engagementReasons(scoring: Scoring, touches: readonly Touch[], now: Instant): readonly Reason[] {
  const { halfLife } = scoring.engagement
  return touches
    .filter((touch) => touch.at <= now)
    .toSorted((one, other) => one.at - other.at || compareText(one.id, other.id))
    .map((touch) => ({
      rule: touch.event,
      points: toHundredths(pointsOf(scoring, touch.event) * 2 ** (-(now - touch.at) / halfLife)),
      detail: `${touch.event}, ${ago(now - touch.at)}`,
    }))
    .filter((reason) => reason.points !== 0)
}

function pointsOf(scoring: Scoring, event: string): number {
  const { events } = scoring.engagement
  const family = `${event.split('.')[0]}.*`
  if (Object.hasOwn(events, event)) return events[event] ?? 0
  return Object.hasOwn(events, family) ? (events[family] ?? 0) : 0
}

function toHundredths(points: number): number {
  return Math.round(points * 100) / 100
}

function rounded(reasons: readonly Reason[]): number {
  const hundredths = reasons.reduce((sum, reason) => sum + Math.round(reason.points * 100), 0)
  // Adding 0 turns −0 into 0, so that equal scores are written equally.
  return Math.round(hundredths / 100) + 0
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
