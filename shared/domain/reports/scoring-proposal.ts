import type { NotEnoughData } from '../statistics/data.ts'
import { dot } from '../statistics/linear.ts'
import { fitLogistic } from '../statistics/logistic.ts'
import { type Proportion, proportion } from '../statistics/wilson.ts'

/** Deals for which the same rules counted. */
export interface RulePattern {
  /** How often each rule counts: 1 or 0. */
  readonly counts: readonly number[]
  readonly won: number
  readonly lost: number
}

/** What points are proposed from. */
export interface ProposalInput {
  /** The playbook's rules and events with the points they give today. */
  readonly rules: readonly { readonly rule: string; readonly points: number }[]
  readonly patterns: readonly RulePattern[]
  /** The playbook's threshold. */
  readonly hot: number
  /** Weight of the penalty; see `fitLogistic`. */
  readonly ridge?: number
}

/** What points would have called hot, of closed deals. */
export interface HotCount {
  readonly deals: number
  readonly hot: number
  readonly won: number
  readonly wonHot: number
  /** Of the won, how many were hot. */
  readonly found: Proportion | null
  /** Of the hot, how many were won. */
  readonly worth: Proportion | null
}

/** Points beside today's. */
export interface ProposedPoints {
  readonly rule: string
  readonly today: number
  /** A whole number that the playbook takes, −1000 to 1000. */
  readonly proposed: number
  /** What a unit adds to the log odds of winning. */
  readonly coefficient: number
}

/** What the regression says. */
export type ScoringProposal =
  | {
      readonly kind: 'proposal'
      readonly points: readonly ProposedPoints[]
      /** What today's points call hot, and what the proposed ones would have. */
      readonly today: HotCount
      readonly proposed: HotCount
    }
  /** Nothing that is known raises the chance to win. */
  | { readonly kind: 'no-signal' }
  | NotEnoughData

/** Most points that a rule may give. */
const mostPoints = 1000

/** Rounding to whole points moves some leads over the threshold; these stretches are tried to have as many hot. */
const stretches = Array.from({ length: 41 }, (_, index) => 1 + (index - 20) / 200)

/**
 * Proposes points for the rules there are: coefficients of a logistic regression on outcomes, stretched so that with
 * the same threshold about as many deals are hot as today. So the two can be compared: with as much work for Sales,
 * which finds more of the deals that were won? It is a proposal only; publishing it is the playbook's business.
 * @param input rules, closed deals by what counted for them, and the threshold
 * @returns the points; or how many won (or lost, if fewer) deals there are of those the rules need
 */
export function proposePoints(input: ProposalInput): ScoringProposal {
  const { rules, hot, ridge } = input
  const patterns = input.patterns.filter(({ won, lost }) => won + lost > 0)
  const fit = fitLogistic({
    rows: patterns.flatMap(({ counts }) => [counts, counts]),
    outcomes: patterns.flatMap(() => [true, false]),
    weights: patterns.flatMap(({ won, lost }) => [won, lost]),
    ...(ridge === undefined ? {} : { ridge }),
  })
  if (fit.kind === 'not-enough-data') return fit
  if (fit.kind === 'not-converged') return { kind: 'no-signal' }
  const points = rules.map((rule) => rule.points)
  const today = hotCount(patterns, points, hot)
  const volume = today.hot > 0 ? today.hot : today.won
  const threshold = strengthAt(patterns, fit.coefficients, volume)
  if (!(threshold > 0 && hot > 0)) return { kind: 'no-signal' }
  const tried = stretches.map((stretch) => {
    const stretched = fit.coefficients.map((coefficient) => wholePoints((coefficient * hot * stretch) / threshold))
    return { points: stretched, count: hotCount(patterns, stretched, hot) }
  })
  const off = (one: (typeof tried)[number]): number => Math.abs(one.count.hot - volume)
  const best = tried.reduce((chosen, one) => (off(one) < off(chosen) ? one : chosen))
  return {
    kind: 'proposal',
    points: rules.map(({ rule, points: now }, index) => ({
      rule,
      today: now,
      proposed: best.points[index] ?? 0,
      coefficient: fit.coefficients[index] ?? 0,
    })),
    today,
    proposed: best.count,
  }
}

/**
 * Counts how many of the won deals a scoring calls hot, and how many others. Events count with all their points, as
 * they do on the day they happen.
 * @param patterns closed deals by what counted for them
 * @param points of each rule
 * @param hot a score at or above it is hot
 */
export function hotCount(patterns: readonly RulePattern[], points: readonly number[], hot: number): HotCount {
  const called = patterns.filter(({ counts }) => Math.max(0, Math.round(dot(counts, points))) >= hot)
  const sum = (some: readonly RulePattern[], read: (one: RulePattern) => number): number =>
    some.reduce((total, one) => total + read(one), 0)
  const [deals, calledHot] = [patterns, called].map((some) => sum(some, ({ won, lost }) => won + lost))
  const [won, wonHot] = [sum(patterns, (one) => one.won), sum(called, (one) => one.won)]
  return {
    deals: deals ?? 0,
    hot: calledHot ?? 0,
    won,
    wonHot,
    found: proportion(wonHot, won),
    worth: proportion(wonHot, calledHot ?? 0),
  }
}

/** How strong the deal at a place is, of all from the strongest to the weakest. */
function strengthAt(patterns: readonly RulePattern[], coefficients: readonly number[], place: number): number {
  const sorted = patterns
    .map(({ counts, won, lost }) => ({ strength: dot(counts, coefficients), deals: won + lost }))
    .toSorted((one, other) => other.strength - one.strength)
  let passed = 0
  for (const { strength, deals } of sorted) {
    passed += deals
    if (passed >= place) return strength
  }
  return 0
}

function wholePoints(points: number): number {
  return Math.min(mostPoints, Math.max(-mostPoints, Math.round(points))) + 0
}
