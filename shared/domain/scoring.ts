import { describeMatch, holds } from './conditions.ts'
import { engagementReasons } from './engagement.ts'
import { gradeOf } from './grades.ts'
import type { Reason, Score } from './lead.ts'
import type { Playbook, RejectRule, Scoring } from './playbook.ts'
import { sumOf, toHundredths } from './points.ts'
import { type Fact, factsOf, type Profile } from './profile.ts'
import type { Instant } from './time.ts'
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
 * every half-life since: points · 2^(−age / halfLife). Neither axis gives more than the playbook's maximum for it.
 * Each reason's points are rounded to hundredths first and summed as integers, so that the reasons explain the
 * value exactly and the order of touches does not matter.
 * @param input playbook, profile, touches and the time
 * @returns the score with every reason; never below 0
 */
export function score(input: ScoringInput): Score {
  const { scoring } = input.playbook
  const fit = fitReasons(scoring, factsOf(input.profile))
  const engagement = engagementAxis(scoring, input.touches, input.now)
  const value = scoreOf(sumOf(fit), sumOf(engagement))
  const points = { fit: rounded(sumOf(fit)), engagement: rounded(sumOf(engagement)) }
  return {
    value,
    ...points,
    grade: gradeOf(scoring, points),
    hot: value >= scoring.hot,
    at: input.now,
    playbook: input.version,
    reasons: [...fit, ...engagement],
  }
}

/**
 * Gives the points for what a lead is, each with its reason.
 * @param scoring the playbook's scoring
 * @param facts what is known of the lead
 * @returns no more than `fitMaximum` in all; the last line says what was over
 */
function fitReasons(scoring: Scoring, facts: ReadonlyMap<string, Fact>): readonly Reason[] {
  const reasons = scoring.fit
    .filter((rule) => holds(rule.when, facts))
    .map((rule) => ({ rule: rule.id, points: toHundredths(rule.points), detail: describeMatch(rule.when, facts) }))
  return atMost('fit', 'scoring.fitMaximum', scoring.fitMaximum, reasons)
}

/**
 * Gives the points for what a lead did, each with its reason; see `engagementReasons`.
 * @param scoring the playbook's scoring
 * @param touches in any order
 * @param now the time the points are as of
 * @returns no more than `engagement.maximum` in all; the last line says what was over
 */
export function engagementAxis(scoring: Scoring, touches: readonly Touch[], now: Instant): readonly Reason[] {
  const reasons = engagementReasons(scoring, touches, now)
  return atMost('engagement', 'scoring.engagement.maximum', scoring.engagement.maximum, reasons)
}

/**
 * Gives what fit counts, without telling the reasons: the sum of `fitReasons`.
 * @param scoring the playbook's scoring
 * @param facts what is known of the lead
 * @returns points
 */
export function fitPoints(scoring: Scoring, facts: ReadonlyMap<string, Fact>): number {
  const sum = scoring.fit.reduce((points, rule) => (holds(rule.when, facts) ? points + rule.points : points), 0)
  return Math.min(sum, scoring.fitMaximum ?? Number.POSITIVE_INFINITY)
}

/**
 * Gives the value of a score: fit and engagement, rounded to a whole number and never below 0.
 * @param fit points in hundredths
 * @param engagement points in hundredths
 */
export function scoreOf(fit: number, engagement: number): number {
  return Math.max(0, rounded(toHundredths(fit + engagement)))
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

/** Takes off what an axis has over its maximum, in a line that says so. */
function atMost(axis: string, key: string, most: number | undefined, reasons: readonly Reason[]): readonly Reason[] {
  const sum = sumOf(reasons)
  if (most === undefined || sum <= most) return reasons
  const detail = `capped: ${axis} gives at most ${most} points, not ${sum}`
  return [...reasons, { rule: key, points: toHundredths(most - sum), detail }]
}

function rounded(points: number): number {
  // Adding 0 turns −0 into 0, so that equal scores are written equally.
  return Math.round(points) + 0
}
