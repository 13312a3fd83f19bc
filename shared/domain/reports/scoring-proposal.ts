import type { NotEnoughData } from '../statistics/data.ts'
import { dot } from '../statistics/linear.ts'
import { fitLogistic } from '../statistics/logistic.ts'
import { type HotCount, hotCount } from './calibration.ts'

/** What points are proposed from. */
export interface ProposalInput {
  /** The playbook's rules and events with the points they give today. */
  readonly rules: readonly { readonly rule: string; readonly points: number }[]
  readonly leads: readonly {
    /** How often each rule counts: 1 or 0 for a fit rule, the decayed number of touches for an event. */
    readonly counts: readonly number[]
    /** By today's scoring. */
    readonly score: number
    readonly won: boolean
  }[]
  /** The playbook's threshold. */
  readonly hot: number
  /** Weight of the penalty; see `fitLogistic`. */
  readonly ridge?: number
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
 * the same threshold about as many leads are hot as today. So the two can be compared: with as much work for Sales,
 * which finds more of the deals that were won? It is a proposal only; publishing it is the playbook's business.
 * @param input rules, leads with what counted for them, and the threshold
 * @returns the points; or how many won (or lost, if fewer) deals there are of those the rules need
 */
export function proposePoints(input: ProposalInput): ScoringProposal {
  const { rules, leads, hot, ridge } = input
  const outcomes = leads.map(({ won }) => won)
  const rows = leads.map(({ counts }) => counts)
  const fit = fitLogistic({ rows, outcomes, ...(ridge === undefined ? {} : { ridge }) })
  if (fit.kind === 'not-enough-data') return fit
  if (fit.kind === 'not-converged') return { kind: 'no-signal' }
  const today = hotCount(leads, hot)
  const volume = today.hot > 0 ? today.hot : today.won
  const strengths = rows.map((counts) => dot(counts, fit.coefficients)).toSorted((one, other) => other - one)
  const threshold = strengths[volume - 1] ?? 0
  if (!(threshold > 0 && hot > 0)) return { kind: 'no-signal' }
  const tried = stretches.map((stretch) => {
    const points = fit.coefficients.map((coefficient) => wholePoints((coefficient * hot * stretch) / threshold))
    const scored = leads.map(({ counts, won }) => ({ score: Math.max(0, Math.round(dot(counts, points))), won }))
    return { points, count: hotCount(scored, hot) }
  })
  const off = (one: (typeof tried)[number]): number => Math.abs(one.count.hot - volume)
  const best = tried.reduce((chosen, one) => (off(one) < off(chosen) ? one : chosen))
  return {
    kind: 'proposal',
    points: rules.map(({ rule, points }, index) => ({
      rule,
      today: points,
      proposed: best.points[index] ?? 0,
      coefficient: fit.coefficients[index] ?? 0,
    })),
    today,
    proposed: best.count,
  }
}

function wholePoints(points: number): number {
  return Math.min(mostPoints, Math.max(-mostPoints, Math.round(points))) + 0
}
