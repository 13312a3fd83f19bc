import { compileMatch, holds, type Match, seenBy } from './conditions.ts'
import { engagementReasons } from './engagement.ts'
import { gradeOf } from './grades.ts'
import type { Reason, Score } from './lead.ts'
import type { Playbook, RejectRule, Scoring } from './playbook.ts'
import { sumOf, toHundredths } from './points.ts'
import type { Fact, Profile } from './profile.ts'
import { profileFields } from './profile-fields.ts'
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
  const reasons = fitReasons(scoring, input.profile)
  const given = engagementAxis(scoring, input.touches, input.now)
  const exactFit = sumOf(reasons)
  const exactEngagement = sumOf(given)
  for (const reason of given) reasons.push(reason)
  const value = scoreOf(exactFit, exactEngagement)
  const fit = rounded(exactFit)
  const engagement = rounded(exactEngagement)
  const grade = gradeOf(scoring, { fit, engagement })
  return { value, fit, engagement, grade, hot: value >= scoring.hot, at: input.now, playbook: input.version, reasons }
}

/** A fit rule, compiled for profiles. */
interface CompiledRule extends Match<Profile> {
  readonly id: string
  /** In hundredths. */
  readonly points: number
  /** Where what is seen is always the same: its reason, which is shared by all scores. */
  readonly always: Reason | undefined
}

interface CompiledScoring {
  readonly fit: readonly CompiledRule[]
  readonly reject: readonly { readonly rule: RejectRule; readonly holds: Match<Profile>['holds'] }[]
}

const compiled = new WeakMap<Scoring, CompiledScoring>()

/** Each scoring object is compiled once: a published playbook never changes. */
function compiledOf(scoring: Scoring): CompiledScoring {
  const known = compiled.get(scoring)
  if (known !== undefined) return known
  const fields = profileFields()
  const fit = scoring.fit.map(({ id, when, points }): CompiledRule => {
    const match = compileMatch(when, fields)
    const exact = toHundredths(points)
    const always = typeof match.seen === 'string' ? { rule: id, points: exact, detail: match.seen } : undefined
    return { ...match, id, points: exact, always }
  })
  const reject = scoring.reject.map((rule) => ({ rule, holds: compileMatch(rule.when, fields).holds }))
  const all = { fit, reject }
  compiled.set(scoring, all)
  return all
}

/**
 * Gives the points for what a lead is, each with its reason.
 * @param scoring the playbook's scoring
 * @param profile what is known of the lead
 * @returns no more than `fitMaximum` in all; the last line says what was over
 */
function fitReasons(scoring: Scoring, profile: Profile): Reason[] {
  const reasons: Reason[] = []
  for (const rule of compiledOf(scoring).fit) {
    if (!rule.holds(profile)) continue
    reasons.push(rule.always ?? { rule: rule.id, points: rule.points, detail: seenBy(rule, profile) })
  }
  const over = overMaximum('fit', 'scoring.fitMaximum', scoring.fitMaximum, reasons)
  if (over !== undefined) reasons.push(over)
  return reasons
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
  const over = overMaximum('engagement', 'scoring.engagement.maximum', scoring.engagement.maximum, reasons)
  return over === undefined ? reasons : [...reasons, over]
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
  for (const { rule, holds: matches } of compiledOf(scoring).reject) if (matches(profile)) return rule
  return undefined
}

/** Takes off what an axis has over its maximum, in a line that says so; `undefined` when it has no more. */
function overMaximum(
  axis: string,
  key: string,
  most: number | undefined,
  reasons: readonly Reason[],
): Reason | undefined {
  if (most === undefined) return undefined
  const sum = sumOf(reasons)
  if (sum <= most) return undefined
  const detail = `capped: ${axis} gives at most ${most} points, not ${sum}`
  return { rule: key, points: toHundredths(most - sum), detail }
}

function rounded(points: number): number {
  // Adding 0 turns −0 into 0, so that equal scores are written equally.
  return Math.round(points) + 0
}
